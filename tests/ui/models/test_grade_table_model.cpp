#include "tests/test_case.h"
#include "ui/models/grade_table_model.h"
#include "ui/models/run_model.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>

#include <cmath>
#include <limits>
#include <memory>
#include <optional>

using namespace gradewise;

namespace {

std::vector<GradeConfig> grades(std::size_t count) {
    return std::vector<GradeConfig>(count);
}

/// How far one grade came; nothing as error: it has no curve.
struct Result {
    GradeStatus status = GradeStatus::Finished;
    StopReason reason = StopReason::None;
    std::optional<double> error = 0.1;
    std::optional<Certificate> certificate = std::nullopt;
    double gap = std::numeric_limits<double>::quiet_NaN();
};

/// A run of a constant f, whose grades all have the usual settings but the solver.
class Run {
public:
    explicit Run(std::size_t count, const std::string& formula = "1") {
        ExperimentConfig config;
        config.target = {TargetConfig::Kind::Formula, "", {formula}, {}, {{0.0, 1.0}}};
        config.grades.assign(count, GradeConfig{});
        model_.begin(1, config, std::get<Target>(makeTarget(config.target)));
    }
    const RunModel& model() const { return model_; }

    /// The sum after the grade misses f by that much at every point.
    void show(std::size_t grade, const Result& result) {
        RunUpdate update;
        update.id = 1;
        update.begunGrade = grade;
        update.history = {{static_cast<Index>(grade), 212, 1.25, 0.0, 0.0, 0.0, result.gap}};
        const Matrix sum = model_.target().array() - result.error.value_or(0.0);
        const Matrix added = sum - model_.partialSum(std::min(grade, model_.gradesWithCurve()));
        if (result.status == GradeStatus::Running && result.error)
            update.live = std::make_shared<GradeSnapshot>(
                GradeSnapshot{grade, 212, added, measure(model_.target() - sum, model_.target())});
        else if (result.status != GradeStatus::Running && result.status != GradeStatus::Pending)
            update.finishedGrades.push_back(finished(grade, result, added));
        if (result.status != GradeStatus::Pending)
            model_.apply(update);
    }

private:
    GradeFinished finished(std::size_t grade, const Result& result, const Matrix& added) const {
        GradeFinished finished;
        finished.grade = grade;
        finished.record.config = model_.grades()[grade].record.config;
        finished.record.status = result.status;
        finished.record.reason = result.reason;
        finished.record.epochs = 212;
        finished.record.seconds = 1.25;
        finished.record.certificate = result.certificate;
        finished.contribution = added;
        finished.block = Block(BlockShape{1, {32}, 1, Activation::Relu});
        return finished;
    }

    RunModel model_;
};

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
        {
            Run run(3);
            run.show(0, {.status = GradeStatus::Running, .error = 0.5});
            model.showRun(run.model());
            QCOMPARE(shown(model, 0, GradeTableModel::Error), QStringLiteral("5.0e-1"));
        }
        QCOMPARE(shown(model, 0, GradeTableModel::Error), QStringLiteral("—")); // the run is gone
    }

    void saysHowCloseToTheBestAGradeIs() {
        GradeTableModel model;
        model.setGrades(grades(1), {}, {});
        Run run(1);
        run.show(0, {.status = GradeStatus::Running, .gap = 0.0125});
        model.showRun(run.model());
        QVERIFY(shown(model, 0, GradeTableModel::Grade, Qt::ToolTipRole).contains("at most 0.013"));
        QVERIFY(!shown(model, 0, GradeTableModel::Grade, Qt::ToolTipRole).contains("sampled"));
        Run sampled(2);
        sampled.show(0, {});
        sampled.show(1, {.status = GradeStatus::Running, .gap = 0.0125});
        model.setGrades(grades(2), {}, {});
        model.showRun(sampled.model());
        QVERIFY(shown(model, 1, GradeTableModel::Grade, Qt::ToolTipRole)
                    .contains("least of the sampled neurons"));
        run.show(0, {.reason = StopReason::Certified,
                     .certificate = Certificate{Certificate::Kind::Exact, 0.25, 0.2499, 4e-4, 7, 0.375}});
        model.showRun(run.model());
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
        QTest::newRow("exact") << 0.0 << "1.1e-16"; // no sum is nearer than its rounding
        QTest::newRow("undefined") << std::numeric_limits<double>::quiet_NaN() << "—";
    }
    void showsErrors() {
        QFETCH(double, error);
        QFETCH(QString, text);
        GradeTableModel model;
        model.setGrades(grades(2), {}, {});
        Run run(2);
        run.show(0, {.status = std::isnan(error) ? GradeStatus::Running : GradeStatus::Finished,
                     .reason = StopReason::Goal,
                     .error = std::isnan(error) ? std::nullopt : std::optional(error)});
        model.showRun(run.model());
        QCOMPARE(shown(model, 0, GradeTableModel::Error), text);
        QCOMPARE(shown(model, 1, GradeTableModel::Error), QStringLiteral("—"));
    }

    void theErrorOfATargetThatIsZeroIsAbsolute() {
        GradeTableModel model;
        model.setGrades(grades(2), {}, {});
        Run run(2, "0*x");
        run.show(0, {.error = 0.25});
        run.show(1, {.error = 0.0});
        model.showRun(run.model());
        QCOMPARE(shown(model, 0, GradeTableModel::Error), QStringLiteral("2.5e-1"));
        QCOMPARE(shown(model, 1, GradeTableModel::Error), QStringLiteral("0"));
        QVERIFY(shown(model, 0, GradeTableModel::Error, Qt::ToolTipRole).contains("absolute"));
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
        Run run(1);
        run.show(0, {.status = status, .reason = reason});
        model.showRun(run.model());
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
        Run run(2);
        run.show(0, {.reason = StopReason::Epochs});
        run.show(1, {.reason = StopReason::Epochs});
        model.showRun(run.model());
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
        Run run(3);
        run.show(0, {});
        run.show(1, {.status = GradeStatus::Running, .error = 0.5});
        model.showRun(run.model());
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        run.show(1, {.status = GradeStatus::Running, .error = 0.4});
        model.showRun(run.model());
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes[0][0].toModelIndex().row(), 1);
        QCOMPARE(changes[0][1].toModelIndex().row(), 1);
        model.showRun(run.model());
        QCOMPARE(changes.size(), 1);
        Run another(3);
        model.showRun(another.model());
        QCOMPARE(changes.size(), 2);
        QCOMPARE(changes[1][1].toModelIndex().row(), 2);
    }
};

GRADEWISE_TEST(TestGradeTableModel)
#include "test_grade_table_model.moc"
