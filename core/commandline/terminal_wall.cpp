#include "core/commandline/terminal_wall.h"

#include "core/numbers/printable.h"

namespace gradewise {

namespace {

/// Bytes of the character that such a first byte announces.
std::size_t announced(char first) {
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0xc2 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 1;
}

/// May more bytes make a character of these, which are none yet?
bool mayBecomeOne(std::string_view text) {
    if (text.size() >= announced(text.front()))
        return false;
    for (const char c : text.substr(1))
        if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80U)
            return false;
    return true;
}

} // namespace

bool EscapingBuffer::handOn(std::string_view text) {
    const auto size = static_cast<std::streamsize>(text.size());
    return behind_.sputn(text.data(), size) == size;
}

bool EscapingBuffer::put(std::string_view text) {
    std::size_t clean = 0; // bytes that may go on as they are
    while (clean < text.size()) {
        const std::string_view rest = text.substr(clean);
        const std::size_t length = characterLength(rest);
        if (rest.front() == '\n' || (length > 0 && !isInvisible(codePoint(rest)))) {
            clean += length;
            continue;
        }
        if (!handOn(text.substr(0, clean)))
            return false;
        text.remove_prefix(clean);
        clean = 0;
        if (length == 0 && mayBecomeOne(text)) {
            begun_ = text;
            return true;
        }
        const std::size_t taken = length == 0 ? 1 : length;
        if (!handOn(printable(text.substr(0, taken))))
            return false;
        text.remove_prefix(taken);
    }
    return handOn(text);
}

std::streamsize EscapingBuffer::xsputn(const char* text, std::streamsize count) {
    const std::string_view given(text, static_cast<std::size_t>(count));
    if (begun_.empty())
        return put(given) ? count : 0;
    std::string whole;
    whole.swap(begun_);
    whole += given;
    return put(whole) ? count : 0;
}

EscapingBuffer::int_type EscapingBuffer::overflow(int_type character) {
    if (traits_type::eq_int_type(character, traits_type::eof()))
        return traits_type::not_eof(character);
    const char one = traits_type::to_char_type(character);
    return xsputn(&one, 1) == 1 ? character : traits_type::eof();
}

int EscapingBuffer::sync() {
    std::string half;
    half.swap(begun_);
    const bool good = half.empty() || handOn(printable(half));
    return behind_.pubsync() == 0 && good ? 0 : -1;
}

TerminalWall::TerminalWall(std::ostream& stream) : stream_(stream), before_(stream.rdbuf()), wall_(*before_) {
    const std::ios_base::iostate state = stream.rdstate();
    stream_.rdbuf(&wall_); // which forgets what went wrong
    stream_.clear(state);
}

TerminalWall::~TerminalWall() {
    stream_.flush();
    const std::ios_base::iostate state = stream_.rdstate();
    stream_.rdbuf(before_);
    try {
        stream_.clear(state);
    } catch (const std::ios_base::failure&) { // for streams that were asked to throw
        return;
    }
}

void writePastWall(std::ostream& stream, std::string_view text) {
    if (auto* const wall = dynamic_cast<EscapingBuffer*>(stream.rdbuf())) {
        stream.flush();
        if (wall->behind().sputn(text.data(), static_cast<std::streamsize>(text.size())) !=
            static_cast<std::streamsize>(text.size()))
            stream.setstate(std::ios::badbit);
        return;
    }
    stream << text;
}

std::ostream& eraseLine(std::ostream& stream) {
    writePastWall(stream, "\r\x1b[K");
    return stream;
}

} // namespace gradewise
