// What an experiment file says about how a grade is fitted. Plain values, judged by validate().
#pragma once

#include "core/construction/textbook.h"
#include "core/numbers/matrix.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace gradewise {

enum class SolverKind {
    Adam,            ///< Adam, 0.9 / 0.999 / 1e-8 with bias correction (Kingma & Ba 2015)
    GradientDescent, ///< plain (stochastic) gradient descent
    VarPro,          ///< greedy start, exact read-out, L-BFGS on the hidden weights (varpro.h)
    Convex,          ///< weight decay to its global minimum, with a certificate (convex.h)
    Constructive,    ///< a plateau bump that raises the residual nowhere (constructive.h)
    Textbook,        ///< a construction from the literature, which looks at no data (constructive.h)
};

std::span<const SolverKind> allSolverKinds();
std::string_view name(SolverKind solver); ///< "adam", "gd", "varpro", "convex", "constructive", "textbook"
std::string_view displayName(SolverKind solver); ///< "Adam", "Gradient descent", "VarPro", …
std::optional<SolverKind> solverKindFromName(std::string_view text);

/// The numbers that Adam and gradient descent compute with. What is frozen is double, and so is every error
/// that is reported of it.
enum class Precision { Double, Float };

std::span<const Precision> allPrecisions();
std::string_view name(Precision precision);        ///< "double", "float"
std::string_view displayName(Precision precision); ///< "Double (64 bit)", "Single (32 bit)"
std::optional<Precision> precisionFromName(std::string_view text);

/// Who has the last word on a grade's read-out.
enum class ReadOutRule {
    Trained,  ///< the solver, and the guard where it is on
    Balanced, ///< a quadratic program that lets the residual grow at no training sample (balanced_read_out.h)
};

std::span<const ReadOutRule> allReadOutRules();
std::string_view name(ReadOutRule rule);        ///< "trained", "balanced"
std::string_view displayName(ReadOutRule rule); ///< "As trained", "Balanced"
std::optional<ReadOutRule> readOutRuleFromName(std::string_view text);

/// Whether that solver follows the gradient of the loss: Adam and gradient descent.
bool descends(SolverKind solver);

/// Whether grades of that solver are built in one go: their widths are the construction's, their features all
/// that the next grade sees, and nothing scales their contribution.
bool isBuilt(SolverKind solver);

/// The learning rate in epoch i = 0, 1, … of a grade. At most one of `final` and `decayFactor` is set.
struct LearningRate {
    double initial = 1e-3;
    /// Exponential schedule initial · exp(-γ i), γ = ln(initial / final) / epochs (code of Xu and Fang).
    std::optional<double> final;
    /// Step schedule: multiplied by decayFactor after every decayEvery epochs (code of S-MGDL).
    std::optional<double> decayFactor;
    Index decayEvery = 1;

    bool operator==(const LearningRate&) const = default;
};

/// Rate in epoch `epoch` of a grade that runs for `epochs` epochs.
double rateAt(const LearningRate& rate, Index epoch, Index epochs);

struct SolverConfig {
    SolverKind kind = SolverKind::Adam;
    LearningRate rate;
    Index batchSize = 0; ///< samples a step, reshuffled each epoch, the last short batch kept; 0: all
    Precision precision = Precision::Double;
    Index steps = 200;            ///< of VarPro and Convex, at most
    double regularisation = 1e-3; ///< β of Convex: half of it times Σ(|w|² + |c|²) is added to ½ MSE
    Textbook construction = Textbook::Square; ///< of Textbook
    double ratio = 0.5;                       ///< c of Textbook, where the construction has one
    bool operator==(const SolverConfig&) const = default;
};

/// A loss counts as level when the mean over the last `epochs` epochs is less than `relativeChange` below
/// the mean over the `epochs` before ("Why-MGDL" uses 20 recordings and 1e-6).
struct Plateau {
    Index epochs = 20;
    double relativeChange = 1e-6;
    bool operator==(const Plateau&) const = default;
};

/// When a grade ends; the first rule that holds wins.
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

} // namespace gradewise
