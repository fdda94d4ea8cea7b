#include "core/solver/options.h"

#include "core/numbers/by_name.h"

#include <array>
#include <cmath>

namespace gradewise {

namespace {
constexpr std::array everySolver = {SolverKind::Adam,   SolverKind::GradientDescent, SolverKind::VarPro,
                                    SolverKind::Convex, SolverKind::Constructive,    SolverKind::Textbook};
constexpr std::array everyPrecision = {Precision::Double, Precision::Float};
constexpr std::array everyReadOutRule = {ReadOutRule::Trained, ReadOutRule::Balanced};
} // namespace

std::span<const SolverKind> allSolverKinds() {
    return everySolver;
}

std::string_view name(SolverKind solver) {
    switch (solver) {
    case SolverKind::Adam:
        return "adam";
    case SolverKind::GradientDescent:
        return "gd";
    case SolverKind::VarPro:
        return "varpro";
    case SolverKind::Convex:
        return "convex";
    case SolverKind::Constructive:
        return "constructive";
    case SolverKind::Textbook:
        return "textbook";
    }
    return {};
}

std::string_view displayName(SolverKind solver) {
    switch (solver) {
    case SolverKind::Adam:
        return "Adam";
    case SolverKind::GradientDescent:
        return "Gradient descent";
    case SolverKind::VarPro:
        return "VarPro";
    case SolverKind::Convex:
        return "Convex, certified";
    case SolverKind::Constructive:
        return "Constructive (theorem)";
    case SolverKind::Textbook:
        return "Textbook construction";
    }
    return {};
}

std::span<const Precision> allPrecisions() {
    return everyPrecision;
}

std::string_view name(Precision precision) {
    switch (precision) {
    case Precision::Double:
        return "double";
    case Precision::Float:
        return "float";
    }
    return {};
}

std::string_view displayName(Precision precision) {
    switch (precision) {
    case Precision::Double:
        return "Double (64 bit)";
    case Precision::Float:
        return "Single (32 bit)";
    }
    return {};
}

std::span<const ReadOutRule> allReadOutRules() {
    return everyReadOutRule;
}

std::string_view name(ReadOutRule rule) {
    switch (rule) {
    case ReadOutRule::Trained:
        return "trained";
    case ReadOutRule::Balanced:
        return "balanced";
    }
    return {};
}

std::string_view displayName(ReadOutRule rule) {
    switch (rule) {
    case ReadOutRule::Trained:
        return "As trained";
    case ReadOutRule::Balanced:
        return "Balanced";
    }
    return {};
}

std::optional<ReadOutRule> readOutRuleFromName(std::string_view text) {
    return byName(everyReadOutRule, text);
}

std::optional<Precision> precisionFromName(std::string_view text) {
    return byName(everyPrecision, text);
}

bool descends(SolverKind solver) {
    return solver == SolverKind::Adam || solver == SolverKind::GradientDescent;
}

bool isBuilt(SolverKind solver) {
    return solver == SolverKind::Constructive || solver == SolverKind::Textbook;
}

std::optional<SolverKind> solverKindFromName(std::string_view text) {
    return byName(everySolver, text);
}

double rateAt(const LearningRate& rate, Index epoch, Index epochs) {
    if (rate.final) {
        const double gamma = std::log(rate.initial / *rate.final) / static_cast<double>(epochs);
        return rate.initial * std::exp(-gamma * static_cast<double>(epoch));
    }
    if (rate.decayFactor) {
        const Index decays = epoch / rate.decayEvery;
        return rate.initial * std::pow(*rate.decayFactor, static_cast<double>(decays));
    }
    return rate.initial;
}

} // namespace gradewise
