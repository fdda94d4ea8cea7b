#include "tests/test_case.h"
#include "ui/models/grade_table_model.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>

#include <limits>

using namespace gradewise;

namespace {

std::vector<GradeConfig> grades(std::size_t count) {
    return std::vector<GradeConfig>(count);
}

GradeResult result(GradeStatus status, StopReason reason, std::optional<double> error) {
    return {GradeConfig{}, status, reason, 212, 1.25, error};
}

} // namespace

class TestGradeTableModel : public QObject {
    Q_OBJECT

    static QString shown(const GradeTableModel& model, int row, int column, int role = Qt::DisplayRole) {
        return model.index(row, column).data(role).toString();
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void keepsTheRulesOfModels() {
        GradeTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const std::size_t count : {4U, 1U, 7U, 0U, 3U}) {
            model.setGrades(grades(count), {}, {});
            QCOMPARE(model.rowCount(), static_cast<int>(count));
        }
        model.setResults({result(GradeStatus::Running, StopReason::None, 0.5)});
        model.setResults({});
    }

    void saysHowCloseToTheBestAGradeIs() {
        GradeTableModel model;
        model.setGrades(grades(1), {}, {});
        GradeResult grade = result(GradeStatus::Running, StopReason::None, 0.5);
        grade.gap = 0.0125;
        model.setResults({grade});
        QVERIFY(shown(model, 0, GradeTableModel::Grade, Qt::ToolTipRole).contains("at most 0.013"));
        QVERIFY(!shown(model, 0, GradeTableModel::Grade, Qt::ToolTipRole).contains("sampled"));
        grade.sampled = true;
        model.setResults({grade});
        QVERIFY(shown(model, 0, GradeTableModel::Grade, Qt::ToolTipRole)
                    .contains("least of the sampled neurons"));
        grade.status = GradeStatus::Finished;
        grade.reason = StopReason::Certified;
        grade.certificate = Certificate{Certificate::Kind::Exact, 0.25, 0.2499, 4e-4, 7, 0.375};
        model.setResults({grade});
        const QString text = shown(model, 0, GradeTableModel::Grade, Qt::ToolTipRole);
        QVERIFY(text.contains("any width has an objective below 0.2499;"));
        QVERIFY(text.contains("this one has 0.25, relative gap 0.0004"));
        QVERIFY(text.contains("it has 0.375"));
    }

    void showsErrors_data() {
        QTest::addColumn<double>("error");
        QTest::addColumn<QString>("text");
        QTest::newRow("usual") << 0.0512 << "5.1e-2";
        QTest::newRow("small") << 1.9e-12 << "1.9e-12";
        QTest::newRow("large") << 1.0 << "1.0e0";
        QTest::newRow("zero") << 0.0 << "0";
        QTest::newRow("undefined") << std::numeric_limits<double>::quiet_NaN() << "—";
    }
    void showsErrors() {
        QFETCH(double, error);
        QFETCH(QString, text);
        GradeTableModel model;
        model.setGrades(grades(2), {}, {});
        model.setResults({result(GradeStatus::Finished, StopReason::Goal, error)});
        QCOMPARE(shown(model, 0, GradeTableModel::Error), text);
        QCOMPARE(shown(model, 1, GradeTableModel::Error), QStringLiteral("—"));
    }

    void saysWhyAGradeEnded_data() {
        QTest::addColumn<GradeStatus>("status");
        QTest::addColumn<StopReason>("reason");
        QTest::addColumn<QString>("word");
        QTest::newRow("pending") << GradeStatus::Pending << StopReason::None << "not been trained";
        QTest::newRow("running") << GradeStatus::Running << StopReason::None << "being trained";
        QTest::newRow("finished") << GradeStatus::Finished << StopReason::Plateau << "frozen";
        QTest::newRow("stopped") << GradeStatus::Stopped << StopReason::StoppedByUser << "stopped";
        QTest::newRow("diverged") << GradeStatus::Diverged << StopReason::NotFinite << "learning rate";
    }
    void saysWhyAGradeEnded() {
        QFETCH(GradeStatus, status);
        QFETCH(StopReason, reason);
        QFETCH(QString, word);
        GradeTableModel model;
        model.setGrades(grades(1), {}, {});
        model.setResults({result(status, reason, 0.1)});
        const QString tip = shown(model, 0, GradeTableModel::Grade, Qt::ToolTipRole);
        QVERIFY2(tip.contains(word), qPrintable(tip));
        QVERIFY(tip.endsWith('.'));
        QCOMPARE(model.index(0, 0).data(GradeTableModel::StatusRole).toInt(), static_cast<int>(status));
        QCOMPARE(shown(model, 0, GradeTableModel::Grade, Qt::AccessibleTextRole), tip);
        if (reason != StopReason::None) {
            const std::string_view why = describe(reason);
            QVERIFY(tip.contains(QString::fromUtf8(why.data(), static_cast<qsizetype>(why.size()))));
        }
    }

    void marksGradesThatAreNoLongerAsTrained() {
        GradeTableModel model;
        auto two = grades(2);
        two[0].repeat = 2; // how often a grade is written in a file does not make it another grade
        rateOf(two[1].solver).initial = 0.5;
        model.setGrades(two, {}, {});
        QVERIFY(!model.changedSinceRun());
        model.setResults({result(GradeStatus::Finished, StopReason::Epochs, 0.1),
                          result(GradeStatus::Finished, StopReason::Epochs, 0.1)});
        QVERIFY(model.changedSinceRun());
        QVERIFY(!model.index(0, 0).data(GradeTableModel::ChangedRole).toBool());
        QVERIFY(model.index(1, 0).data(GradeTableModel::ChangedRole).toBool());
        QVERIFY(shown(model, 1, 0, Qt::ToolTipRole).contains("changed"));
    }

    void keepsTextThatCannotBeUsed() {
        GradeTableModel model;
        model.setGrades(grades(2), {QString(), QStringLiteral("64, x")}, {QString(), QStringLiteral("No.")});
        QCOMPARE(shown(model, 0, GradeTableModel::Widths), QStringLiteral("32"));
        QCOMPARE(shown(model, 1, GradeTableModel::Widths), QStringLiteral("64, x"));
        QCOMPARE(shown(model, 1, GradeTableModel::Widths, GradeTableModel::ProblemRole),
                 QStringLiteral("No."));
        QCOMPARE(shown(model, 1, GradeTableModel::Widths, Qt::ToolTipRole), QStringLiteral("No."));
    }

    void asksItsOwnerForChanges() {
        GradeTableModel model;
        model.setGrades(grades(2), {}, {});
        QSignalSpy widths(&model, &GradeTableModel::widthsTyped);
        QSignalSpy activation(&model, &GradeTableModel::activationChosen);
        QVERIFY(model.setData(model.index(1, GradeTableModel::Widths), "8", Qt::EditRole));
        QVERIFY(model.setData(model.index(0, GradeTableModel::ActivationColumn),
                              static_cast<int>(Activation::Gelu), Qt::EditRole));
        QVERIFY(!model.setData(model.index(0, GradeTableModel::Error), 1, Qt::EditRole));
        QCOMPARE(widths.size(), 1);
        QCOMPARE(widths[0][0].toInt(), 1);
        QCOMPARE(widths[0][1].toString(), QStringLiteral("8"));
        QCOMPARE(activation.size(), 1);
        QCOMPARE(shown(model, 1, GradeTableModel::Widths),
                 QStringLiteral("32")); // not before the owner says so
    }

    void tellsViewsOnlyWhatChanged() {
        GradeTableModel model;
        model.setGrades(grades(3), {}, {});
        const auto first = result(GradeStatus::Finished, StopReason::Epochs, 0.1);
        model.setResults({first, result(GradeStatus::Running, StopReason::None, 0.5)});
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setResults({first, result(GradeStatus::Running, StopReason::None, 0.4)});
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes[0][0].toModelIndex().row(), 1);
        model.setResults({first, result(GradeStatus::Running, StopReason::None, 0.4)});
        QCOMPARE(changes.size(), 1);
    }
};

GRADEWISE_TEST(TestGradeTableModel)
#include "test_grade_table_model.moc"
