#include "ui/controls/grades/grade_fields.h"

#include "core/solver/solver.h"
#include "ui/controls/grades/grade_list.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace gradewise {

namespace {

struct GradeFields {
    Q_DECLARE_TR_FUNCTIONS(GradeFields)
};

bool contains(std::span<const FormSetting> settings, const std::string& path) {
    return std::ranges::find(settings, path, &FormSetting::path) != settings.end();
}

/// Those of the solvers stand where the solver's stand in files, one solver after the other.
std::vector<FormSetting> findGradeSettings() {
    std::vector<FormSetting> all;
    auto place = all.begin();
    for (const Solver* const solver : allSolvers()) {
        GradeConfig grade;
        grade.solver = solver->defaults();
        grade.stop.plateau.emplace();
        place = all.begin();
        for (const FormSetting& setting : formSettings(grade)) {
            const auto known = std::ranges::find(all, setting.path, &FormSetting::path);
            place = known == all.end() ? all.insert(place, setting) + 1 : std::max(place, known + 1);
        }
    }
    return all;
}

QString nameOf(const std::string& path) {
    const auto settings = gradeSettings();
    const auto found = std::ranges::find(settings, path, &FormSetting::path);
    return found == settings.end() ? QString() : found->name;
}

} // namespace

std::span<const FormSetting> gradeSettings() {
    static const std::vector<FormSetting> settings = findGradeSettings();
    return settings;
}

Field gradeField(Index row, const std::string& path) {
    const auto exists = [row](const ExperimentConfig& config) { return row < gradeCount(config.grades); };
    return {QStringLiteral("grades[%1].%2").arg(row).arg(QString::fromStdString(path)),
            GradeFields::tr("%1 of grade %2").arg(nameOf(path)).arg(row + 1),
            [=](const ExperimentConfig& config) {
                return exists(config) ? settingText(gradeAt(config.grades, row), path) : QString();
            },
            [=](ExperimentConfig& config, const QString& text) {
                if (!exists(config))
                    return GradeFields::tr("There is no grade %1.").arg(row + 1);
                GradeConfig grade = gradeAt(config.grades, row);
                QString problem =
                    typeSetting(grade, path, text, GradeFields::tr("This grade has no such setting now."));
                if (problem.isEmpty())
                    setGrade(config.grades, row, grade);
                return problem;
            }};
}

std::optional<std::pair<Index, std::string>> gradeFieldOf(const QString& path) {
    static const QRegularExpression pattern(QStringLiteral("^grades\\[(\\d+)\\]\\.(.+)$"));
    const QRegularExpressionMatch match = pattern.match(path);
    if (!match.hasMatch() || !contains(gradeSettings(), match.captured(2).toStdString()))
        return std::nullopt;
    return std::pair(static_cast<Index>(match.captured(1).toLongLong()), match.captured(2).toStdString());
}

} // namespace gradewise
