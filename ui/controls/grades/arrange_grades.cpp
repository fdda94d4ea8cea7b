#include "ui/controls/grades/arrange_grades.h"

#include "ui/controls/config_editor.h"
#include "ui/controls/grades/grade_fields.h"
#include "ui/controls/grades/grade_list.h"

#include <QCoreApplication>

namespace gradewise {

namespace {

struct ArrangeGrades {
    Q_DECLARE_TR_FUNCTIONS(ArrangeGrades)
};

constexpr Index nowhere = -1;

/// `rowAfter` says where the drafts of a row go.
QString rearrange(ConfigEditor& editor, const QString& what,
                  const std::function<void(std::vector<GradeConfig>&)>& change,
                  const std::function<Index(Index)>& rowAfter) {
    const auto moved = [&](const Field& field) -> std::optional<Field> {
        const auto place = gradeFieldOf(field.path);
        if (!place)
            return field;
        const Index to = rowAfter(place->first);
        return to == nowhere ? std::nullopt : std::optional(gradeField(to, place->second));
    };
    return editor.apply(
        what, {}, [&](ExperimentConfig& config) { change(config.grades); }, moved);
}

} // namespace

QString addGrade(ConfigEditor& editor) {
    const Index last = gradeCount(editor.config().grades) - 1;
    return rearrange(
        editor, ArrangeGrades::tr("Add a grade"), [&](auto& grades) { duplicateGrade(grades, last); },
        [](Index row) { return row; });
}

QString duplicateRow(ConfigEditor& editor, Index from) {
    return rearrange(
        editor, ArrangeGrades::tr("Duplicate grade %1").arg(from + 1),
        [&](auto& grades) { duplicateGrade(grades, from); },
        [from](Index row) { return row > from ? row + 1 : row; });
}

QString removeRow(ConfigEditor& editor, Index gone) {
    return rearrange(
        editor, ArrangeGrades::tr("Remove grade %1").arg(gone + 1),
        [&](auto& grades) { removeGrade(grades, gone); },
        [gone](Index row) { return row == gone  ? nowhere
                                   : row > gone ? row - 1
                                                : row; });
}

QString exchangeRows(ConfigEditor& editor, Index upper) {
    return rearrange(
        editor, ArrangeGrades::tr("Move a grade"), [&](auto& grades) { exchangeGrades(grades, upper); },
        [upper](Index row) { return row == upper       ? upper + 1
                                    : row == upper + 1 ? upper
                                                       : row; });
}

QString repeatRow(ConfigEditor& editor, Index source, Index count, Index width) {
    return rearrange(
        editor, ArrangeGrades::tr("%n grades of %1", nullptr, static_cast<int>(count)).arg(width),
        [&](std::vector<GradeConfig>& grades) {
            GradeConfig grade = gradeAt(grades, source);
            grade.hidden = {width};
            grade.repeat = count;
            grades = {grade};
        },
        [](Index) { return nowhere; });
}

} // namespace gradewise
