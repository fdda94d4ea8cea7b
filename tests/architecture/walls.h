// Reads the sources as text and says which line breaks which wall of the house (README, "Rooms").
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gradewise {

/// A line that breaks a wall; line 0 means the file or folder itself.
struct Breach {
    std::string file; ///< from the root of the sources
    int line = 0;
    std::string sentence;
};

/// A folder of core/ or ui/ and the folders that it may include files of, besides its own.
struct Room {
    std::string name;
    std::vector<std::string> mayInclude;
};

/// The rooms in an order in which every arrow points backwards, so that no circle can be drawn.
const std::vector<Room>& rooms();

/// Every breach in the tree under `root`. Build folders and dot-files are not looked at.
std::vector<Breach> findBreaches(const std::filesystem::path& root);

} // namespace gradewise
