// Which construction from the literature.
#pragma once

#include "core/construction/textbook.h"
#include "core/settings/setting.h"

#include <concepts>
#include <type_traits>

namespace gradewise {

class Solver;

/// A construction from the literature, which looks at no data (core/construction/textbook.h).
struct TextbookOptions {
    Textbook construction = Textbook::Square;
    double ratio = 0.5; ///< c, where the construction has one

    bool operator==(const TextbookOptions&) const = default;
};

template <class Options, class Visit>
requires std::same_as<std::remove_const_t<Options>, TextbookOptions>
void eachSetting(Options& options, const Visit& visit) {
    visit(Setting{.key = "construction",
                  .words = "construction",
                  .required = true,
                  .form = {.label = "Construction of"}},
          options.construction);
    visit(Setting{.key = "ratio",
                  .words = "ratio",
                  .applies = hasRatio(options.construction),
                  .form = {.label = "Ratio c",
                           .explanation = "Of one term of the sum to the one before, between −1 and 1. The "
                                          "target must be the sum with the same ratio."}},
          options.ratio);
}

const Solver& solverOf(const TextbookOptions& options);

} // namespace gradewise
