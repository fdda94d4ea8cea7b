#include "core/checkpoint/frames.h"

#include "core/numbers/printable.h"
#include "core/record/json.h"

#include <fmt/core.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <locale>
#include <sstream>

namespace gradewise {

namespace {

constexpr std::string_view magic = "gradewise-checkpoint";

/// 64-bit FNV-1a.
std::uint64_t sumOf(std::string_view bytes) {
    std::uint64_t sum = 0xcbf29ce484222325ULL;
    for (const char byte : bytes)
        sum = (sum ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
    return sum;
}

} // namespace

std::string frameOf(std::string_view kind, std::string content) {
    const std::string line =
        fmt::format("{} {} {} {} {}\n", magic, checkpointVersion, kind, content.size(), sumOf(content));
    content.insert(0, line);
    return content;
}

FrameReader::FrameReader(const std::filesystem::path& file) : stream_(file, std::ios::binary) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (!stream_ || error)
        throw FileError(fmt::format("Cannot read '{}': {}.", printablePath(file),
                                    error ? error.message() : std::strerror(errno)));
    size_ = static_cast<std::size_t>(size);
}

std::optional<Frame> FrameReader::next() {
    std::string line;
    for (int letter = stream_.get(); letter != '\n'; letter = stream_.get()) {
        if (letter == std::ifstream::traits_type::eof() || line.size() == longestFrameLine)
            return std::nullopt;
        line.push_back(static_cast<char>(letter));
    }
    std::istringstream words(line);
    words.imbue(std::locale::classic());
    std::string begin;
    Frame frame;
    std::size_t bytes = 0;
    std::uint64_t sum = 0;
    if (!(words >> begin >> frame.version) || begin != magic)
        return std::nullopt;
    if (frame.version > checkpointVersion)
        return frame; // what follows is for those who know
    const std::size_t place = good_ + line.size() + 1;
    if (!(words >> frame.kind >> bytes >> sum) || place > size_ || bytes > size_ - place)
        return std::nullopt;
    frame.content.resize(bytes);
    if (!stream_.read(frame.content.data(), static_cast<std::streamsize>(bytes)) ||
        sumOf(frame.content) != sum)
        return std::nullopt;
    good_ = place + bytes;
    return frame;
}

} // namespace gradewise
