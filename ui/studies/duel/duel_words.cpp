#include "ui/studies/duel/duel_words.h"

#include "core/solver/solver.h"
#include "ui/models/plain_text.h"

#include <QObject>

#include <algorithm>

namespace gradewise {

QString budgetText(DuelBudget budget) {
    switch (budget) {
    case DuelBudget::Work:
        return QObject::tr("multiply-adds");
    case DuelBudget::Parameters:
        return QObject::tr("parameters");
    case DuelBudget::Time:
        return QObject::tr("training time");
    }
    return {};
}

QString duelName(const ExperimentConfig& config) {
    return config.title.empty() ? QObject::tr("Untitled experiment") : shownTitle(config);
}

QString aboutDuel(const ExperimentConfig& config) {
    const std::vector<GradeConfig> grades = expandedGrades(config);
    std::size_t layers = 0;
    for (const GradeConfig& grade : grades)
        layers += grade.hidden.size();
    const bool descent = std::any_of(grades.begin(), grades.end(), [](const GradeConfig& grade) {
        return solverOf(grade.solver).descends();
    });
    const QString ours = grades.size() == 1
                             ? QObject::tr("One grade")
                             : QObject::tr("%1 grades, one after the other,").arg(grades.size());
    const QString sentences =
        descent ? QObject::tr(
                      "%1 against one network with as many hidden layers, %2, trained end to end with the "
                      "same solver. Same samples and seeds; each run has its own core.")
                : QObject::tr(
                      "%1 against one network with as many hidden layers, %2, trained end to end with Adam. "
                      "Same samples and seeds; each run has its own core.");
    return sentences.arg(ours).arg(layers);
}

} // namespace gradewise
