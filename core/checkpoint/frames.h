// How the files of a checkpoint are made up: frames one after the other, each a line that says what follows,
// how long it is and what it adds up to, and then that many bytes. What a kill or a full disk cut off in the
// middle is known by that.
#pragma once

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace gradewise {

/// Raised when a program of the number before could misread a frame.
inline constexpr int checkpointVersion = 1;

/// `kind` is a word: "run", "grade", "state". Content that has room for longestFrameLine bytes more is not
/// copied.
std::string frameOf(std::string_view kind, std::string content);
inline constexpr std::size_t longestFrameLine = 200;

struct Frame {
    int version = 0;
    std::string kind;
    std::string content; ///< empty where the version is a newer one
};

/// Reads the frames of a file, one after the other, holding one at a time.
class FrameReader {
public:
    /// Throws FileError where the file cannot be opened.
    explicit FrameReader(const std::filesystem::path& file);

    /// The next frame; nothing at the end, and at what is no whole frame.
    std::optional<Frame> next();
    /// Where the last whole frame ended.
    std::size_t goodBytes() const { return good_; }
    /// Bytes of the file.
    std::size_t size() const { return size_; }

private:
    std::ifstream stream_;
    std::size_t size_ = 0;
    std::size_t good_ = 0;
};

} // namespace gradewise
