// What the form asks of each solver.
#include "tests/test_case.h"
#include "tests/ui/controls/form_fixture.h"

using namespace gradewise;
using namespace gradewise::form_fixture;

class TestSolverFields : public FormTest {
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { form_.reset(); }

    void varProAsksForStepsAndForNothingOfAdams() {
        find<QPushButton>("gradeDetails")->setChecked(true);
        table()->setCurrentIndex(table()->model()->index(0, GradeTableModel::Widths));
        const auto shown = [this](const char* name) { return form_->findChild<QWidget*>(name)->isVisible(); };
        QVERIFY(shown("solver.learningRate") && shown("solver.batchSize") && shown("schedule") &&
                !shown("solver.steps"));
        QVERIFY(table()->model()->setData(table()->model()->index(0, GradeTableModel::SolverColumn),
                                          placeOf(VarProOptions{})));
        QVERIFY(!shown("solver.learningRate") && !shown("solver.batchSize") && !shown("schedule") &&
                shown("solver.steps"));
        type("solver.steps", "70");
        const GradeConfig grade = expandedGrades(form_->config())[0];
        QVERIFY(std::holds_alternative<VarProOptions>(grade.solver));
        QCOMPARE(*setting<Index>(grade.solver, "steps"), Index{70});
    }

    void convexAsksForItsRegularisation() {
        find<QPushButton>("gradeDetails")->setChecked(true);
        table()->setCurrentIndex(table()->model()->index(0, GradeTableModel::Widths));
        const auto shown = [this](const char* name) { return form_->findChild<QWidget*>(name)->isVisible(); };
        QVERIFY(!shown("solver.regularisation"));
        QVERIFY(table()->model()->setData(table()->model()->index(0, GradeTableModel::SolverColumn),
                                          placeOf(ConvexOptions{})));
        QVERIFY(!shown("solver.learningRate") && !shown("solver.batchSize") && shown("solver.steps") &&
                shown("solver.regularisation"));
        type("solver.regularisation", "0,02");
        const GradeConfig grade = expandedGrades(form_->config())[0];
        QVERIFY(std::holds_alternative<ConvexOptions>(grade.solver));
        QCOMPARE(convexOf(grade.solver).regularisation, 0.02);
    }

    void builtGradesBringTheirWidthsAndSayWhyNot() {
        ExperimentConfig config = sample();
        config.grades = {GradeConfig{}, GradeConfig{}};
        config.target = {TargetConfig::Kind::Formula, "", {"x^2"}, {}, {{0.0, 1.0}}};
        form_->setConfig(config);
        find<QPushButton>("gradeDetails")->setChecked(true);
        const auto take = [this](int row, const SolverOptions& kind) {
            table()->model()->setData(table()->model()->index(row, GradeTableModel::SolverColumn),
                                      placeOf(kind));
        };
        const auto grade = [this](std::size_t row) { return expandedGrades(form_->config())[row]; };
        take(1, TextbookOptions{}); // after a trained grade
        QVERIFY(std::holds_alternative<AdamOptions>(grade(1).solver));
        bool said = false;
        for (const QLabel* label : form_->findChildren<QLabel*>())
            said = said || (label->isVisible() && label->text().contains("Move this grade up"));
        QVERIFY(said);
        take(0, TextbookOptions{});
        QVERIFY(grade(0).hidden == std::vector<Index>{3});
        table()->setCurrentIndex(table()->model()->index(0, GradeTableModel::Widths));
        QVERIFY(form_->findChild<QWidget*>("solver.construction")->isVisible());
        QVERIFY(!form_->findChild<QWidget*>("solver.steps")->isVisible());
        choose("solver.construction", 2);
        QVERIFY(textbookOf(grade(0).solver).construction == Textbook::Takagi);
        take(0, ConstructiveOptions{});
        QVERIFY(grade(0).hidden == (std::vector<Index>{5, 2}));
        QCOMPARE(form_->config().samples.train.count, theoremSamples(1));
        find<QPushButton>("applyToAll")->click();
        QVERIFY(grade(1).hidden == (std::vector<Index>{5, 2}));
        take(1, VarProOptions{}); // back to widths that it can take
        QVERIFY(grade(1).hidden == std::vector<Index>{32});
        QVERIFY(validate(form_->config()).empty());
    }

    void aConstructionIsThatOfAllItsGrades() {
        ExperimentConfig config = sample();
        config.grades = {GradeConfig{}};
        config.grades[0].solver = TextbookOptions{Textbook::Takagi};
        setSolver(config.grades[0], solverOf(TextbookOptions{}), 1);
        config.grades[0].repeat = 3;
        config.grades.push_back(GradeConfig{});
        config.target = {TargetConfig::Kind::Formula, "", {"x^2"}, {}, {{0.0, 1.0}}};
        form_->setConfig(config);
        find<QPushButton>("gradeDetails")->setChecked(true);
        table()->setCurrentIndex(table()->model()->index(1, GradeTableModel::Widths));
        const auto shown = [this](const char* name) { return form_->findChild<QWidget*>(name)->isVisible(); };
        const auto grades = [this] { return expandedGrades(form_->config()); };
        QVERIFY(shown("solver.construction") && shown("solver.ratio"));
        type("solver.ratio", "0,25");
        for (std::size_t l = 0; l < 3; ++l)
            QCOMPARE(textbookOf(grades()[l].solver).ratio, 0.25);
        type("solver.ratio", "2"); // a sentence at the field, and the run as it was
        QCOMPARE(textbookOf(grades()[0].solver).ratio, 0.25);
        table()->model()->setData(table()->model()->index(3, GradeTableModel::SolverColumn),
                                  placeOf(TextbookOptions{})); // goes on with the same
        QVERIFY(textbookOf(grades()[3].solver).construction == Textbook::Takagi);
        QCOMPARE(textbookOf(grades()[3].solver).ratio, 0.25);
        choose("solver.construction", static_cast<int>(Textbook::Cube));
        for (const GradeConfig& grade : grades()) {
            QVERIFY(textbookOf(grade.solver).construction == Textbook::Cube);
            QVERIFY(grade.hidden == textbookWidths(Textbook::Cube));
        }
        QVERIFY(!shown("solver.ratio"));
        find<QPushButton>("takeTarget")->click();
        QCOMPARE(form_->config().target.formulas, std::vector<std::string>{"x^3"});
        QVERIFY(!find<QPushButton>("takeTarget")->isEnabled()); // has it
        QVERIFY(validate(form_->config()).empty());
    }

    void anotherSolverBringsItsOwnCarry() {
        ExperimentConfig config = sample();
        config.grades = {GradeConfig{}, GradeConfig{}};
        config.grades[1].carry = Carry::HiddenAndInput; // chosen by somebody
        form_->setConfig(config);
        const auto take = [this](int row, const SolverOptions& kind) {
            return table()->model()->setData(table()->model()->index(row, GradeTableModel::SolverColumn),
                                             placeOf(kind));
        };
        const auto carry = [this](std::size_t grade) { return expandedGrades(form_->config())[grade].carry; };
        QVERIFY(take(0, VarProOptions{}) && take(1, VarProOptions{}));
        QVERIFY(carry(0) == Carry::All && carry(1) == Carry::HiddenAndInput);
        QVERIFY(take(0, AdamOptions{}));
        QVERIFY(carry(0) == Carry::Hidden);
    }

    void anotherSolverAndBackLosesNoSetting() {
        find<QPushButton>("gradeDetails")->setChecked(true);
        const auto take = [this](const SolverOptions& solver) {
            table()->setCurrentIndex(table()->model()->index(1, GradeTableModel::Widths));
            QVERIFY(table()->model()->setData(table()->model()->index(1, GradeTableModel::SolverColumn),
                                              placeOf(solver)));
        };
        take(AdamOptions{});
        type("solver.learningRate", "0,03");
        const ExperimentConfig before = form_->config();
        take(VarProOptions{});
        type("solver.steps", "70");
        take(AdamOptions{});
        QVERIFY(expandedGrades(form_->config())[1].solver == expandedGrades(before)[1].solver);
        QVERIFY(expandedGrades(form_->config())[0] == expandedGrades(before)[0]);
        take(ConvexOptions{});
        QCOMPARE(*setting<Index>(expandedGrades(form_->config())[1].solver, "steps"), Index{70});
    }

    /// A solver that is added brings its settings into the form without a line of the form's own.
    void everySettingOfEverySolverHasARow_data() {
        QTest::addColumn<int>("place");
        for (std::size_t i = 0; i < allSolvers().size(); ++i)
            QTest::newRow(std::string(allSolvers()[i]->name()).c_str()) << static_cast<int>(i);
    }
    void everySettingOfEverySolverHasARow() {
        QFETCH(int, place);
        ExperimentConfig config = sample();
        setSolver(config.grades[0], *allSolvers()[static_cast<std::size_t>(place)], 1);
        config.grades[0].repeat = 1;
        form_->setConfig(config);
        find<QPushButton>("gradeDetails")->setChecked(true);
        table()->setCurrentIndex(table()->model()->index(0, GradeTableModel::Widths));
        const auto check = [this](const Setting& setting, const auto& value) {
            const QString path = QStringLiteral("solver.") + QString::fromUtf8(setting.key.data());
            auto* widget = form_->findChild<QWidget*>(path);
            QVERIFY2(widget != nullptr, qPrintable(path));
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(path));
            if constexpr (std::is_same_v<decltype(value), const double&>)
                QCOMPARE(widget->isVisible(), setting.applies);
        };
        std::visit([&check](const auto& options) { eachSetting(options, check); }, config.grades[0].solver);
    }
};

GRADEWISE_TEST(TestSolverFields)
#include "test_solver_fields.moc"
