// The files of resources/manual as the build compiled them in (manual/embed_manual.cmake). Internal.
#pragma once

#include <string_view>
#include <vector>

namespace gradewise {

struct ManualFile {
    std::string_view id; ///< name of the file without ".md"
    std::string_view text;
};

/// In the order of their names.
std::vector<ManualFile> manualFiles();

} // namespace gradewise
