#include "ui/controls/grades/grade_list.h"

#include "core/solver/solver.h"

namespace gradewise {

namespace {

struct Place {
    std::size_t entry = 0;
    Index copy = 0; ///< within the entry, from 0
};

Place placeOf(const std::vector<GradeConfig>& grades, Index row) {
    Place place{0, row};
    while (place.entry + 1 < grades.size() && place.copy >= grades[place.entry].repeat) {
        place.copy -= grades[place.entry].repeat;
        ++place.entry;
    }
    return place;
}

/// Splits the row's entry so that the row has one of its own, and returns its index.
std::size_t isolate(std::vector<GradeConfig>& grades, Index row) {
    const Place place = placeOf(grades, row);
    const Index after = grades[place.entry].repeat - place.copy - 1;
    GradeConfig single = grades[place.entry];
    single.repeat = 1;
    if (after > 0) {
        GradeConfig rest = single;
        rest.repeat = after;
        grades.insert(grades.begin() + static_cast<std::ptrdiff_t>(place.entry) + 1, rest);
    }
    if (place.copy == 0) {
        grades[place.entry] = single;
        return place.entry;
    }
    grades[place.entry].repeat = place.copy;
    grades.insert(grades.begin() + static_cast<std::ptrdiff_t>(place.entry) + 1, single);
    return place.entry + 1;
}

bool equalButForRepeat(GradeConfig a, const GradeConfig& b) {
    a.repeat = b.repeat;
    return a == b;
}

/// Joins an entry with equal neighbours, so that a value that was typed away and back leaves no trace.
void join(std::vector<GradeConfig>& grades, std::size_t entry) {
    const auto absorb = [&grades](std::size_t first) {
        grades[first].repeat += grades[first + 1].repeat;
        grades.erase(grades.begin() + static_cast<std::ptrdiff_t>(first) + 1);
    };
    if (entry + 1 < grades.size() && equalButForRepeat(grades[entry], grades[entry + 1]))
        absorb(entry);
    if (entry > 0 && equalButForRepeat(grades[entry - 1], grades[entry]))
        absorb(entry - 1);
}

/// Gives the settings to all grades of that solver.
void shareSettings(std::vector<GradeConfig>& grades, const SolverOptions& solver) {
    for (GradeConfig& grade : grades)
        if (&solverOf(grade.solver) == &solverOf(solver))
            grade.solver = solver;
}

} // namespace

Index gradeCount(const std::vector<GradeConfig>& grades) {
    Index count = 0;
    for (const GradeConfig& grade : grades)
        count += grade.repeat;
    return count;
}

const GradeConfig& gradeAt(const std::vector<GradeConfig>& grades, Index row) {
    return grades.at(placeOf(grades, row).entry);
}

void setGrade(std::vector<GradeConfig>& grades, Index row, GradeConfig grade) {
    if (solverOf(grade.solver).isBuilt())
        shareSettings(grades, grade.solver);
    grade.repeat = gradeAt(grades, row).repeat;
    if (grade == gradeAt(grades, row))
        return;
    grade.repeat = 1;
    const std::size_t entry = isolate(grades, row);
    grades[entry] = std::move(grade);
    join(grades, entry);
}

void duplicateGrade(std::vector<GradeConfig>& grades, Index row) {
    const Place place = placeOf(grades, row);
    if (grades[place.entry].repeat > 1) {
        ++grades[place.entry].repeat;
        return;
    }
    const GradeConfig copy = grades[place.entry];
    grades.insert(grades.begin() + static_cast<std::ptrdiff_t>(place.entry) + 1, copy);
}

void removeGrade(std::vector<GradeConfig>& grades, Index row) {
    const Place place = placeOf(grades, row);
    if (grades[place.entry].repeat > 1)
        --grades[place.entry].repeat;
    else
        grades.erase(grades.begin() + static_cast<std::ptrdiff_t>(place.entry));
}

void exchangeGrades(std::vector<GradeConfig>& grades, Index row) {
    if (placeOf(grades, row).entry == placeOf(grades, row + 1).entry)
        return; // equal grades
    const std::size_t upper = isolate(grades, row);
    const std::size_t lower = isolate(grades, row + 1);
    std::swap(grades[upper], grades[lower]);
}

std::optional<Index> parameterTotal(const std::vector<GradeConfig>& grades, Index inputs, Index outputs) {
    constexpr double beyondCounting = 1e15;
    double total = 0.0;
    FedRows fed(inputs);
    for (const GradeConfig& grade : grades) {
        for (Index copy = 0; copy < grade.repeat; ++copy) {
            const BlockShape shape{fed.rows(), grade.hidden, outputs, grade.activation};
            total += static_cast<double>(shape.parameterCount());
            fed.advance(grade.carry, shape);
        }
    }
    return total < beyondCounting ? std::optional(static_cast<Index>(total)) : std::nullopt;
}

} // namespace gradewise
