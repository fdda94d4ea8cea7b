// When a grade ends.
#pragma once

#include "core/numbers/matrix.h"
#include "core/settings/setting.h"

#include <optional>

namespace gradewise {

namespace limits {
inline constexpr Index maximumEpochs = 100'000'000;
inline constexpr Index maximumPlateau = 1'000'000; ///< epochs that the plateau rule looks back over
} // namespace limits

/// A loss counts as level when the mean over the last `epochs` epochs is less than `relativeChange` below
/// the mean over the `epochs` before ("Why-MGDL" uses 20 recordings and 1e-6).
struct Plateau {
    Index epochs = 20;
    double relativeChange = 1e-6;
    bool operator==(const Plateau&) const = default;
};

template <class Rule, class Visit>
requires SettingsOf<Rule, Plateau>
void eachSetting(Rule& plateau, const Visit& visit) {
    visit(Setting{.key = "epochs",
                  .words = "number of epochs of the plateau rule",
                  .limits = WholeNumber{1, limits::maximumPlateau},
                  .form = {.label = "Change over", .unit = "epochs"}},
          plateau.epochs);
    visit(Setting{.key = "relativeChange",
                  .words = "relative change of the plateau rule",
                  .limits = AboveUpTo{.low = 0.0, .high = 1.0},
                  .form = {.label = "below", .sameLine = true}},
          plateau.relativeChange);
}

/// The first rule that holds ends the grade.
struct GradeStop {
    Index epochs = 1000;           ///< at most that many
    std::optional<double> seconds; ///< training time of the grade
    std::optional<double> goal;    ///< relative L2 error of the whole sum on the training samples
    std::optional<Plateau> plateau;
    /// Epochs without a smaller validation error (early stopping). With it a grade is always cut back to its
    /// smallest validation error, whichever rule ends it; Convex ends by it and keeps what it proved. Needs
    /// validation samples.
    std::optional<Index> patience;
    bool operator==(const GradeStop&) const = default;
};

template <class Stop, class Visit>
requires SettingsOf<Stop, GradeStop>
void eachSetting(Stop& stop, const Visit& visit) {
    const WholeNumber epochs{1, limits::maximumEpochs};
    visit(Setting{.key = "epochs",
                  .words = "number of epochs",
                  .limits = epochs,
                  .form = {.label = "At most epochs", .manual = "stopping#of-a-grade"}},
          stop.epochs);
    visit(Setting{.key = "seconds",
                  .words = "time for the grade in seconds",
                  .limits = FiniteAboveZero{},
                  .form = {.label = "At most seconds", .whenEmpty = "no limit"}},
          stop.seconds);
    visit(Setting{.key = "goal",
                  .words = "goal (a relative L2 error)",
                  .limits = FiniteAboveZero{},
                  .form = {.label = "Until rel. L² is",
                           .explanation = "Relative L² error on the training samples.",
                           .whenEmpty = "no goal"}},
          stop.goal);
    visit(Setting{.key = "plateau", .words = "plateau rule", .form = {.label = "Stop on a plateau"}},
          stop.plateau);
    visit(Setting{.key = "patience",
                  .words = "patience in epochs",
                  .limits = epochs,
                  .form = {.label = "Patience in epochs",
                           .explanation = "Epochs without a smaller validation error after which the grade "
                                          "ends, cut back to the smallest.",
                           .whenEmpty = "endless"}},
          stop.patience);
}

} // namespace gradewise
