// The wall before the terminal: whatever the programs say goes through it, so that no foreign text, also none
// in a sentence of a library, moves the cursor, changes colours or turns a line round.
#pragma once

#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

namespace gradewise {

/// Hands on what it is given, with everything that has no shape of its own as an escape
/// (core/numbers/printable.h) but the ends of lines. A character may come in pieces.
class EscapingBuffer : public std::streambuf {
public:
    explicit EscapingBuffer(std::streambuf& behind) : behind_(behind) {}
    std::streambuf& behind() { return behind_; }

protected:
    int_type overflow(int_type character) override;
    std::streamsize xsputn(const char* text, std::streamsize count) override;
    int sync() override;

private:
    bool put(std::string_view text);
    bool handOn(std::string_view text);

    std::streambuf& behind_;
    std::string begun_; ///< first bytes of a character
};

/// Puts the wall before a stream for as long as it lives.
class TerminalWall {
public:
    explicit TerminalWall(std::ostream& stream);
    ~TerminalWall();
    TerminalWall(const TerminalWall&) = delete;
    TerminalWall& operator=(const TerminalWall&) = delete;

private:
    std::ostream& stream_;
    std::streambuf* before_;
    EscapingBuffer wall_;
};

/// Text of our own that has control characters, such as bold letters: past the wall.
void writePastWall(std::ostream& stream, std::string_view text);
/// Back to the beginning of the line, which becomes empty.
std::ostream& eraseLine(std::ostream& stream);

} // namespace gradewise
