#include "core/formula/similar_name.h"

#include "core/formula/formula_characters.h"
#include "core/formula/formula_names.h"
#include "core/formula/operation.h"

#include <algorithm>
#include <string>
#include <vector>

namespace gradewise {

namespace {

/// Edits from a to b: insert, delete, replace, swap neighbours (optimal string alignment).
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            const std::size_t replace = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            table[i][j] = std::min({replace, table[i - 1][j] + 1, table[i][j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
        }
    return table[a.size()][b.size()];
}

} // namespace

std::string_view similarName(std::string_view name, bool functionsOnly) {
    if (name.size() < 2 || name.size() > 12)
        return {};
    const std::string lower = lowerCase(name);
    const std::size_t allowed = name.size() <= 4 ? 1 : 2;
    std::size_t best = allowed + 1;
    std::string_view answer;
    const auto consider = [&](std::string_view candidate) {
        const std::size_t distance = editDistance(lower, candidate);
        // A word of two letters is near to too much: only its spelling with capitals counts.
        if (distance < best && (distance == 0 || name.size() > 2)) {
            best = distance;
            answer = candidate;
        }
    };
    for (const Operation& function : knownFunctions())
        consider(function.name);
    if (!functionsOnly)
        for (const KnownConstant& constant : knownConstants())
            consider(constant.name);
    return answer;
}

} // namespace gradewise
