// The files of resources/presets as the build compiled them in (experiment/embed_presets.cmake). Internal.
#pragma once

#include <string_view>
#include <vector>

namespace gradewise {

struct PresetFile {
    std::string_view id; ///< name of the file without ".json"
    std::string_view title;
    std::string_view text;
};

/// In the order of their names.
std::vector<PresetFile> presetFiles();

} // namespace gradewise
