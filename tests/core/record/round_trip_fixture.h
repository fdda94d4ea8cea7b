// What the tests of round trip share.
#pragma once

#include "core/record/json.h"
#include "tests/core/trained.h"

#include <bit>
#include <cmath>
#include <limits>

namespace gradewise::round_trip_fixture {

inline bool sameBits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
           (std::isnan(a) && std::isnan(b));
}

inline bool same(const Metrics& a, const Metrics& b) {
    return sameBits(a.l1, b.l1) && sameBits(a.l2, b.l2) && sameBits(a.sup, b.sup) &&
           sameBits(a.relativeL1, b.relativeL1) && sameBits(a.relativeL2, b.relativeL2) &&
           sameBits(a.relativeSup, b.relativeSup) && sameBits(a.rse, b.rse) && sameBits(a.mse, b.mse) &&
           sameBits(a.halfMse, b.halfMse) && a.worst == b.worst;
}

inline bool same(const GradeMetrics& a, const GradeMetrics& b) {
    return same(a.train, b.train) && same(a.validation, b.validation) && same(a.test, b.test) &&
           same(a.grid, b.grid);
}

inline bool same(const HistoryPoint& a, const HistoryPoint& b) {
    return a.grade == b.grade && a.epoch == b.epoch && sameBits(a.seconds, b.seconds) &&
           sameBits(a.trainRelativeL2, b.trainRelativeL2) &&
           sameBits(a.validationRelativeL2, b.validationRelativeL2) && sameBits(a.rate, b.rate) &&
           sameBits(a.gap, b.gap);
}

inline ExperimentConfig experiment() {
    ExperimentConfig config;
    config.title = "Résidus « à \"plusieurs\" \\ niveaux »";
    config.notes = "first line\nsecond line\ttab";
    config.target = {TargetConfig::Kind::Formula, "", {"a*x + y", "x*y"}, {{"a", 0.1}}, {{-1, 1}, {0, 0.3}}};
    config.samples.train = {Layout::Midpoints, 64};
    config.samples.validation.count = 0;
    config.samples.test = {Layout::Random, 30};
    config.samples.noise = 1e-3;
    config.grades.resize(2);
    config.grades[0].hidden = {5, 3};
    config.grades[0].activation = Activation::Gelu;
    config.grades[0].carry = Carry::HiddenAndInput;
    config.grades[0].stop = {7, 3600.0, 1e-12, Plateau{3, 1e-9}, {}};
    rateOf(config.grades[0].solver) = {0.01, 1e-5, std::nullopt, 1};
    descentOf(config.grades[0].solver)->batchSize = 16;
    descentOf(config.grades[0].solver)->precision = Precision::Float;
    config.grades[0].repeat = 2;
    config.grades[1].hidden = {4};
    config.grades[1].initialisation = Initialisation::Glorot;
    config.grades[1].solver = GradientDescentOptions{{{0.01, std::nullopt, 0.5, 2}, 0}};
    config.grades[1].stop.epochs = 4;
    config.grades[1].readOut = ReadOutRule::Balanced;
    config.grades[1].carry = Carry::LastTwo;
    config.guard = false;
    config.seed = 18446744073709551557ULL;
    config.polish = true;
    config.stop = {1e-14, std::nullopt, 7200.0};
    return config;
}

template <class T>
inline T readBack(const std::string& text) {
    auto read = readDocument(text);
    if (const auto* issues = std::get_if<std::vector<Issue>>(&read))
        qFatal("%s", describe(*issues).c_str());
    return std::get<T>(std::get<Document>(std::move(read)));
}

inline std::vector<Issue> issuesOf(const std::string& text) {
    auto read = readDocument(text);
    const auto* issues = std::get_if<std::vector<Issue>>(&read);
    return issues == nullptr ? std::vector<Issue>{} : *issues;
}

/// `text` with the first `from` after `anchor` replaced.
inline std::string changed(std::string text, const std::string& anchor, const std::string& from,
                           const std::string& to) {
    const std::size_t begin = text.find(anchor);
    const std::size_t at = begin == std::string::npos ? begin : text.find(from, begin);
    if (at == std::string::npos)
        qFatal("'%s' … '%s' is not in the record", anchor.c_str(), from.c_str());
    return text.replace(at, from.size(), to);
}

} // namespace gradewise::round_trip_fixture
