// Files as a whole: read at once, replaced so that the old one is whole until the new one is, or growing by
// whole pieces.
#pragma once

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <string_view>

namespace gradewise {

/// A failure of the file system, with a sentence that names the file.
class FileError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The whole file, or what is written into a pipe; throws FileError. More than 512 MiB are refused, devices
/// other than terminals, and pipes into which for 10 seconds nobody writes.
std::string readFile(const std::filesystem::path& path);
/// The same for a stream such as standard input, which `name` stands for in messages.
std::string readStream(std::istream& stream, std::string_view name);
/// Writes beside the file and renames, so that the old file is whole until the new one is; throws FileError.
void writeFile(const std::filesystem::path& path, std::string_view text);

/// A file that grows piece by piece. A piece that cannot be written whole is taken back, so that the file
/// holds whole pieces whatever happens, but for a kill in the middle of one.
class AppendedFile {
public:
    AppendedFile() = default;
    ~AppendedFile();
    AppendedFile(const AppendedFile&) = delete;
    AppendedFile& operator=(const AppendedFile&) = delete;

    /// A file that holds this and nothing else, in place of any of that name. Throws FileError, as the
    /// others.
    void begin(const std::filesystem::path& path, std::string_view text);
    /// One that is there, without what stands behind its first `size` bytes.
    void goOn(const std::filesystem::path& path, std::size_t size);
    /// Whether the file can still be found by its name.
    bool isThere() const;
    void append(std::string_view piece);
    /// Waits until what was appended would outlast a power cut, where the file system knows how.
    void sync();

private:
    void open(const std::filesystem::path& path, std::size_t size);
    void close();

    std::filesystem::path path_;
    std::size_t size_ = 0;
    int file_ = -1; ///< its descriptor
};

/// Where programs leave what nobody asked for: "$XDG_STATE_HOME/gradewise", or "~/.local/state/gradewise";
/// empty where there is no home.
std::filesystem::path stateFolder();

} // namespace gradewise
