// The table of grades in the form.
#include "tests/test_case.h"
#include "tests/ui/controls/form_fixture.h"

using namespace gradewise;
using namespace gradewise::form_fixture;

class TestGradeRows : public FormTest {
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { form_.reset(); }

    void gradesAreAddedDuplicatedMovedAndRemoved() {
        QCOMPARE(table()->model()->rowCount(), 4);
        trigger("Add grade");
        QCOMPARE(expandedGrades(form_->config()).size(), 5U);
        QCOMPARE(form_->config().grades.size(), 1U); // still ×n
        QCOMPARE(table()->currentIndex().row(), 4);
        QVERIFY(table()->model()->setData(table()->model()->index(4, GradeTableModel::Widths), "64; 8"));
        QVERIFY(expandedGrades(form_->config())[4].hidden == (std::vector<Index>{64, 8}));
        trigger("Move grade up");
        QVERIFY(expandedGrades(form_->config())[3].hidden == (std::vector<Index>{64, 8}));
        QCOMPARE(table()->currentIndex().row(), 3);
        trigger("Duplicate grade");
        QCOMPARE(expandedGrades(form_->config()).size(), 6U);
        QVERIFY(expandedGrades(form_->config())[4].hidden == (std::vector<Index>{64, 8}));
        trigger("Remove grade");
        trigger("Move grade down");
        while (table()->model()->rowCount() > 1)
            trigger("Remove grade");
        trigger("Remove grade"); // the last one stays
        QCOMPARE(expandedGrades(form_->config()).size(), 1U);
        while (form_->undoStack()->canUndo())
            form_->undoStack()->undo();
        QVERIFY(form_->config() == sample());
    }

    void editingOneOfSeveralEqualGradesSplitsThem() {
        table()->model()->setData(table()->model()->index(1, GradeTableModel::ActivationColumn),
                                  static_cast<int>(Activation::Tanh));
        const auto& grades = form_->config().grades;
        QCOMPARE(grades.size(), 3U);
        QCOMPARE(grades[0].repeat, 1);
        QVERIFY(grades[1].activation == Activation::Tanh);
        QCOMPARE(grades[2].repeat, 2);
    }

    void wrongWidthsStayInTheirRow() {
        QAbstractItemModel* model = table()->model();
        for (const char* text : {"", "0", "64, x", "99999", "-1"}) {
            model->setData(model->index(2, GradeTableModel::Widths), text);
            QVERIFY(form_->config() == sample());
            QCOMPARE(form_->problems().size(), 1);
        }
        model->setData(model->index(2, GradeTableModel::Widths), "64, x");
        QCOMPARE(model->index(2, GradeTableModel::Widths).data().toString(), QStringLiteral("64, x"));
        table()->setCurrentIndex(model->index(0, 1));
        trigger("Duplicate grade");
        QCOMPARE(model->index(3, GradeTableModel::Widths).data().toString(), QStringLiteral("64, x"));
        model->setData(model->index(3, GradeTableModel::Widths), "64");
        QVERIFY(form_->problems().isEmpty());
        QVERIFY(expandedGrades(form_->config())[3].hidden == std::vector<Index>{64});
    }

    void widthsAreTypedInTheTable() {
        const QModelIndex cell = table()->model()->index(0, GradeTableModel::Widths);
        table()->setCurrentIndex(cell);
        table()->edit(cell);
        auto* editor = table()->viewport()->findChild<QLineEdit*>();
        QVERIFY(editor != nullptr);
        editor->selectAll();
        QTest::keyClicks(editor, "24 12");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(expandedGrades(form_->config())[0].hidden == (std::vector<Index>{24, 12}));
    }

    void aChoiceInTheTableIsReadableAndOpen() {
        for (const int column :
             {int(GradeTableModel::ActivationColumn), int(GradeTableModel::SolverColumn)}) {
            const QModelIndex cell = table()->model()->index(column - 1, column); // a row of its own
            table()->setCurrentIndex(cell);
            table()->edit(cell);
            auto* editor = table()->viewport()->findChild<QComboBox*>();
            QVERIFY(editor != nullptr);
            QVERIFY(editor->geometry().contains(table()->visualRect(cell)));
            QVERIFY(table()->viewport()->rect().contains(editor->geometry()));
            QStyleOptionComboBox option;
            option.initFrom(editor);
            const QRect room = editor->style()->subControlRect(QStyle::CC_ComboBox, &option,
                                                               QStyle::SC_ComboBoxEditField, editor);
            for (int i = 0; i < editor->count(); ++i)
                QVERIFY(editor->fontMetrics().horizontalAdvance(editor->itemText(i)) <= room.width());
            QTRY_VERIFY(editor->view()->isVisible());
            QTest::keyClick(editor->view(), Qt::Key_Down);
            QTest::keyClick(editor->view(), Qt::Key_Down);
            const QVariant third = editor->itemData(2);
            QTest::keyClick(editor->view(), Qt::Key_Return);
            QTRY_VERIFY(table()->viewport()->findChild<QComboBox*>() == nullptr);
            QCOMPARE(cell.data(GradeTableModel::ValueRole), third);
        }
    }

    void aFormThatGoesAwayWhileOneTypesIsQuiet() {
        table()->edit(table()->model()->index(0, GradeTableModel::Widths));
        QTest::keyClicks(table()->viewport()->findChild<QLineEdit*>(), "7");
        form_.reset();
    }

    void smoothingIsTypedAndTakenAway() {
        find<QPushButton>("gradeDetails")->setChecked(true);
        table()->setCurrentIndex(table()->model()->index(2, 1));
        const auto smoothing = [this](std::size_t grade) {
            return expandedGrades(form_->config())[grade].smoothing;
        };
        type("smoothing", "0,02");
        QVERIFY(smoothing(2) == (SmoothingConfig{{0.02}, {}}));
        QVERIFY(!smoothing(1));
        find<QPushButton>("applyToAll")->click();
        QVERIFY(smoothing(0) == smoothing(2) && smoothing(3) == smoothing(2));
        // What validate() refuses stays in the field, with the reason: there is one variable only. Its first
        // keys were fine.
        type("smoothing", "0.1, 0.2");
        QVERIFY(find<TextField>("smoothing")->problem().contains("one number"));
        QVERIFY(smoothing(2) == (SmoothingConfig{{0.1}, {}}));
        type("smoothing", "wide");
        QVERIFY(find<TextField>("smoothing")->problem().contains("0.004"));
        type("smoothing", "");
        QVERIFY(!smoothing(2));
        // A proved grade has no such field, and loses what it had.
        QVERIFY(table()->model()->setData(table()->model()->index(1, GradeTableModel::SolverColumn),
                                          placeOf(ConvexOptions{})));
        QVERIFY(!smoothing(1));
        table()->setCurrentIndex(table()->model()->index(1, 1));
        QVERIFY(!find<TextField>("smoothing")->isVisibleTo(form_.get()));
    }

    void detailsChangeOneGradeAndCanBeAppliedToAll() {
        find<QPushButton>("gradeDetails")->setChecked(true);
        table()->setCurrentIndex(table()->model()->index(2, 1));
        choose("schedule", 1);
        type("solver.learningRate", "0,01");
        type("solver.finalLearningRate", "1e-4");
        choose("stop.plateau", 1);
        type("stop.plateau.epochs", "50");
        type("stop.patience", "40");
        choose("carry", 1);
        choose("initialisation", 1);
        type("solver.batchSize", "32");
        choose("solver.precision", 1);
        choose("readOut", 1);
        const GradeConfig grade = expandedGrades(form_->config())[2];
        QCOMPARE(rateOf(grade.solver).initial, 0.01);
        QCOMPARE(*rateOf(grade.solver).final, 1e-4);
        QCOMPARE(grade.stop.plateau->epochs, 50);
        QCOMPARE(*grade.stop.patience, 40);
        QCOMPARE(descentOf(grade.solver)->batchSize, 32);
        QVERIFY(descentOf(grade.solver)->precision == Precision::Float);
        QVERIFY(grade.readOut == ReadOutRule::Balanced);
        QVERIFY(grade.carry == Carry::HiddenAndInput);
        QVERIFY(expandedGrades(form_->config())[1] == expandedGrades(sample())[1]);
        find<QPushButton>("applyToAll")->click();
        for (const GradeConfig& each : expandedGrades(form_->config()))
            QVERIFY(each.solver == grade.solver && each.stop == grade.stop && each.carry == grade.carry &&
                    each.readOut == grade.readOut);
        choose("schedule", 2);
        QVERIFY(rateOf(expandedGrades(form_->config())[2].solver).decayFactor.has_value());
        QVERIFY(!rateOf(expandedGrades(form_->config())[2].solver).final.has_value());
    }

    void runsAreShownAndEditsAreMarked() {
        RunModel model;
        ExperimentConfig config = sample();
        config.grades[0].stop.epochs = 3;
        form_->setConfig(config);
        const auto made = makeTarget(config.target);
        model.begin(1, config, std::get<Target>(made));
        RunUpdate update;
        update.id = 1;
        update.begunGrade = 0;
        model.apply(update);
        form_->showRun(model);
        QTest::qWait(20);
        const auto* formula = find<FormulaEdit>("formula");
        const QPoint place = formula->mapTo(form_.get(), QPoint());
        form_->setRunning(true);
        QTest::qWait(20);
        QCOMPARE(formula->mapTo(form_.get(), QPoint()), place); // nothing moves under the pointer
        const auto* notice = find<QLabel>("notice");
        QVERIFY(notice->isVisible());
        const QString before = notice->text();
        const QModelIndex first = table()->model()->index(0, GradeTableModel::Grade);
        QCOMPARE(first.data(GradeTableModel::StatusRole).toInt(), static_cast<int>(GradeStatus::Running));
        type("samples.noise", "0.5"); // edits stay possible
        QCOMPARE(form_->config().samples.noise, 0.5);
        QVERIFY(notice->text() != before);
        QVERIFY(notice->text().contains("next run"));
        form_->setRunning(false);
        QVERIFY(!notice->isVisible());
        QVERIFY(find<QLabel>("gradesRemark")->isVisible());
        form_->undoStack()->undo();
        QVERIFY(!find<QLabel>("gradesRemark")->isVisible());
    }
};

GRADEWISE_TEST(TestGradeRows)
#include "test_grade_rows.moc"
