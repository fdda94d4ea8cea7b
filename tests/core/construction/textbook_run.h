// A run of the solver textbook on a formula, over all of the construction's domain.
#pragma once

#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <string>

namespace gradewise {

inline ExperimentConfig textbookRun(Textbook construction, const std::string& formula, Index samples,
                                    Index grades) {
    ExperimentConfig config;
    const auto inputs = static_cast<std::size_t>(inputsOf(construction));
    config.target = {
        TargetConfig::Kind::Formula, "", {formula}, {}, Domain(inputs, {0.0, lengthOf(construction)})};
    config.samples.train = {Layout::Equispaced, samples};
    config.samples.validation.count = 0;
    config.samples.test.count = 10;
    config.grades.resize(1);
    config.grades[0].solver = TextbookOptions{construction};
    setSolver(config.grades[0], solverOf(TextbookOptions{}), inputsOf(construction));
    config.grades[0].repeat = grades;
    return config;
}

} // namespace gradewise
