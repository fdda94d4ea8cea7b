#include "tests/test_case.h"
#include "ui/controls/grades/grade_list.h"

#include <random>

using namespace gradewise;

namespace {

GradeConfig grade(Index width, Index repeat) {
    GradeConfig result;
    result.hidden = {width};
    result.repeat = repeat;
    return result;
}

/// Repeats written out.
std::vector<GradeConfig> written(const std::vector<GradeConfig>& grades) {
    ExperimentConfig config;
    config.grades = grades;
    auto rows = expandedGrades(config);
    for (GradeConfig& row : rows)
        row.repeat = 1;
    return rows;
}

} // namespace

class TestGradeList : public QObject {
    Q_OBJECT

private slots:
    /// Whatever the repeats: an edit does to the written-out rows what it would do to a plain list.
    void agreesWithAPlainList() {
        std::mt19937 random(20260123);
        std::vector<GradeConfig> grades = {grade(1, 3), grade(2, 1), grade(3, 4)};
        for (int step = 0; step < 4000; ++step) {
            std::vector<GradeConfig> plain = written(grades);
            const Index count = gradeCount(grades);
            QCOMPARE(count, static_cast<Index>(plain.size()));
            const auto row = static_cast<Index>(random() % static_cast<unsigned>(count));
            const auto place = plain.begin() + static_cast<std::ptrdiff_t>(row);
            QVERIFY(gradeAt(grades, row).hidden == place->hidden);
            switch (random() % 4) {
            case 0: {
                const GradeConfig other = grade(static_cast<Index>(1 + random() % 4), 5);
                setGrade(grades, row, other);
                *place = other;
                place->repeat = 1;
                break;
            }
            case 1:
                if (count < 20) {
                    duplicateGrade(grades, row);
                    plain.insert(place, GradeConfig(*place));
                }
                break;
            case 2:
                if (count > 1) {
                    removeGrade(grades, row);
                    plain.erase(place);
                }
                break;
            default:
                if (row + 1 < count) {
                    exchangeGrades(grades, row);
                    std::swap(*place, *(place + 1));
                }
            }
            QVERIFY(written(grades) == plain);
        }
    }

    void awayAndBackLeavesNoTrace() {
        const std::vector<GradeConfig> before = {grade(1, 3), grade(2, 2)};
        for (Index row = 0; row < 5; ++row) {
            std::vector<GradeConfig> grades = before;
            const GradeConfig own = gradeAt(grades, row);
            setGrade(grades, row, own);
            QVERIFY(grades == before);
            setGrade(grades, row, grade(9, 1));
            QVERIFY(grades != before);
            setGrade(grades, row, own);
            QVERIFY(grades == before);
        }
    }

    void countsParameters() {
        // 2 → 3 → 1 and 3 → 5 → 4 → 1, then 4 + 2 → 2 → 1 with the input carried along.
        GradeConfig deep = grade(5, 1);
        deep.hidden = {5, 4};
        deep.carry = Carry::HiddenAndInput;
        const auto total = parameterTotal({grade(3, 1), deep, grade(2, 1)}, 2, 1);
        QCOMPARE(total.value(), (2 * 3 + 3 + 3 + 1) + (3 * 5 + 5 + 5 * 4 + 4 + 4 + 1) + (6 * 2 + 2 + 2 + 1));
    }
};

GRADEWISE_TEST(TestGradeList)
#include "test_grade_list.moc"
