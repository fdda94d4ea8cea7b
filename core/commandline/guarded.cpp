#include "core/commandline/guarded.h"

#include <fmt/core.h>

#include <unistd.h>

namespace gradewise {

void prepareFolder(const std::filesystem::path& folder) {
    namespace fs = std::filesystem;
    std::error_code error;
    fs::create_directories(folder, error);
    if (!fs::is_directory(folder))
        throw FileError(fmt::format("Cannot make the folder '{}': {}.", folder.string(),
                                    error ? error.message() : "a file of that name is in the way"));
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        throw FileError(fmt::format("Cannot write into the folder '{}': there is no permission for that.",
                                    folder.string()));
}

} // namespace gradewise
