// What is wrong with a configuration or a file, and where.
#pragma once

#include <string>
#include <vector>

namespace gradewise {

/// What is wrong with a value of a configuration: where ("grades[1].hidden[0]") and a sentence that says
/// what is allowed.
struct Issue {
    std::string path;
    std::string sentence;
    int line = 0;   ///< in the file it was read from, from 1; 0 when unknown
    int column = 0; ///< from 1; 0 when unknown
    bool operator==(const Issue&) const = default;
};

/// "grades[1].hidden[0] (line 7, column 14): The width must …", one line an issue.
std::string describe(const std::vector<Issue>& issues);

} // namespace gradewise
