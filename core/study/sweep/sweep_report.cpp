#include "core/study/sweep/sweep_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace gradewise {

namespace {

constexpr std::array everyMark = {SweepMark::Diverged,  SweepMark::Dead,    SweepMark::Worse,
                                  SweepMark::Stagnated, SweepMark::LeftOut, SweepMark::Unstable};
constexpr double stable = 2.0; ///< η λ_max is below that

bool holds(SweepMark mark, const SweptGrade& grade) {
    switch (mark) {
    case SweepMark::Diverged:
        return grade.diverged;
    case SweepMark::Dead:
        return grade.progress == GradeProgress::Dead || grade.progress == GradeProgress::Constant;
    case SweepMark::Worse:
        return grade.progress == GradeProgress::Worse;
    case SweepMark::Stagnated:
        return grade.progress == GradeProgress::Stagnated;
    case SweepMark::LeftOut:
        return grade.progress == GradeProgress::LeftOut;
    case SweepMark::Unstable:
        return grade.curvature && grade.curvature->product() >= stable;
    }
    return false;
}

double finalError(const SweptRun& run) {
    return run.grades.empty() || run.status == RunStatus::Diverged ? std::numeric_limits<double>::quiet_NaN()
                                                                   : run.grades.back().train;
}

/// η and the median of η λ_max over the runs in which the grade learned.
struct Step {
    double rate = 0.0;
    double product = 0.0;
};

std::optional<Step> liveStep(const SweptRate& rate, std::size_t grade) {
    std::vector<double> products;
    for (const SweptRun& run : rate.runs) {
        if (grade >= run.grades.size())
            continue;
        const SweptGrade& swept = run.grades[grade];
        if (swept.curvature && swept.curvature->product() > 0.0 && !swept.diverged &&
            swept.progress == GradeProgress::Improved)
            products.push_back(swept.curvature->product());
    }
    return products.empty() ? std::nullopt : std::optional(Step{rate.rate, spreadOf(products).median});
}

/// Over the seeds; nothing where a run diverged, or an error is undefined.
std::optional<double> medianError(const SweptRate& rate) {
    std::vector<double> errors;
    for (const SweptRun& run : rate.runs)
        errors.push_back(finalError(run));
    if (errors.empty() || std::ranges::any_of(errors, [](double error) { return std::isnan(error); }))
        return std::nullopt;
    return spreadOf(std::move(errors)).median;
}

/// Why there is no best rate.
std::string noChoice(const std::vector<SweptRate>& rates) {
    const bool diverged = std::ranges::all_of(rates, [](const SweptRate& rate) {
        return std::ranges::count(rate.runs, RunStatus::Diverged, &SweptRun::status) > 0;
    });
    return diverged ? "In every rate some run diverged. Try smaller ones. "
                    : "At no rate did all runs end with an error that can be compared. ";
}

} // namespace

std::span<const SweepMark> allSweepMarks() {
    return everyMark;
}

char letter(SweepMark mark) {
    switch (mark) {
    case SweepMark::Diverged:
        return 'x';
    case SweepMark::Dead:
        return 'd';
    case SweepMark::Worse:
        return 'w';
    case SweepMark::Stagnated:
        return 's';
    case SweepMark::LeftOut:
        return 'o';
    case SweepMark::Unstable:
        return '!';
    }
    return ' ';
}

std::string_view describe(SweepMark mark) {
    switch (mark) {
    case SweepMark::Diverged:
        return "diverged";
    case SweepMark::Dead:
        return "dead";
    case SweepMark::Worse:
        return "got worse";
    case SweepMark::Stagnated:
        return "stagnated";
    case SweepMark::LeftOut:
        return "left out";
    case SweepMark::Unstable:
        return "beyond the bound of stability";
    }
    return {};
}

bool SweepCell::marked() const {
    return std::ranges::any_of(marks, [](std::size_t count) { return count > 0; });
}

SweepCell cellOf(std::span<const SweptRun> runs, std::size_t grade) {
    SweepCell cell;
    cell.runs = runs.size();
    cell.marks.assign(everyMark.size(), 0);
    std::vector<double> errors;
    std::vector<double> products;
    std::vector<double> bounds;
    for (const SweptRun& run : runs) {
        if (grade >= run.grades.size()) {
            if (run.status == RunStatus::Diverged) {
                ++cell.marks[static_cast<std::size_t>(SweepMark::Diverged)];
                errors.push_back(std::numeric_limits<double>::quiet_NaN());
            }
            continue;
        }
        const SweptGrade& swept = run.grades[grade];
        ++cell.reached;
        errors.push_back(swept.train);
        for (const SweepMark mark : everyMark)
            cell.marks[static_cast<std::size_t>(mark)] += holds(mark, swept) ? 1 : 0;
        if (swept.curvature) {
            products.push_back(swept.curvature->product());
            if (swept.curvature->largest > 0.0)
                bounds.push_back(stable / swept.curvature->largest);
        }
    }
    if (!errors.empty())
        cell.error = spreadOf(errors);
    if (!products.empty())
        cell.stepCurvature = spreadOf(products).median;
    if (!bounds.empty())
        cell.bound = spreadOf(bounds).median;
    return cell;
}

std::string letters(const SweepCell& cell) {
    std::string text;
    for (const SweepMark mark : everyMark)
        if (cell.count(mark) > 0)
            text += letter(mark);
    return text;
}

std::optional<double> stabilityBound(const std::vector<SweptRate>& rates, std::size_t grade) {
    std::optional<Step> before; // below the bound
    std::optional<Step> largest;
    for (const SweptRate& rate : rates) {
        const std::optional<Step> step = liveStep(rate, grade);
        if (!step)
            continue;
        if (!largest || step->product > largest->product)
            largest = step;
        if (step->product >= stable && before) {
            const double share =
                std::log(stable / before->product) / std::log(step->product / before->product);
            return before->rate * std::pow(step->rate / before->rate, share);
        }
        if (step->product >= stable)
            break;
        before = step;
    }
    return largest ? std::optional(largest->rate * stable / largest->product) : std::nullopt;
}

std::optional<SweepChoice> choiceOf(const std::vector<SweptRate>& rates) {
    std::optional<SweepChoice> choice;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        const std::optional<double> median = medianError(rates[i]);
        if (!median)
            continue;
        if (!choice || *median < choice->error)
            choice = SweepChoice{i, *median, {}, false, false};
        else if (*median == choice->error)
            choice->equal.push_back(i);
    }
    if (choice && rates.size() > 1) {
        const auto less = [](const SweptRate& a, const SweptRate& b) { return a.rate < b.rate; };
        const auto [least, most] = std::ranges::minmax_element(rates, less);
        choice->smallest = rates[choice->best].rate == least->rate;
        choice->largest = rates[choice->best].rate == most->rate;
    }
    return choice;
}

std::optional<std::size_t> bestRate(const std::vector<SweptRate>& rates) {
    const auto choice = choiceOf(rates);
    return choice ? std::optional(choice->best) : std::nullopt;
}

std::string sweepOutcome(const std::vector<SweptRate>& rates) {
    if (rates.empty())
        return {};
    std::size_t troubled = 0;
    for (const SweptRate& rate : rates)
        troubled += std::ranges::any_of(rate.runs, [](const SweptRun& run) {
            return std::ranges::any_of(run.grades, [](const SweptGrade& grade) {
                return grade.diverged || (grade.progress != GradeProgress::Improved &&
                                          grade.progress != GradeProgress::AtRounding);
            });
        });
    const std::string trouble =
        troubled == 0
            ? "At no rate did a grade come to nothing."
            : fmt::format(
                  "At {} of {} rates some grade died, stagnated, got worse, was left out or diverged.",
                  troubled, rates.size());
    const auto choice = choiceOf(rates);
    if (!choice)
        return noChoice(rates) + trouble;
    std::string text =
        fmt::format("The smallest error at the end, {:.3g}, comes with the learning rate {:.3g}",
                    choice->error, rates[choice->best].rate);
    for (const std::size_t other : choice->equal)
        text += fmt::format("{} {:.3g}", other == choice->equal.front() ? ", and as well with" : ",",
                            rates[other].rate);
    text += ". ";
    const bool alone = choice->equal.empty(); // among equals an edge says nothing
    if (alone && choice->smallest)
        text += "That is the smallest rate tried; a smaller one may be better. ";
    if (alone && choice->largest)
        text += "That is the largest rate tried; a larger one may be better. ";
    return text + trouble;
}

} // namespace gradewise
