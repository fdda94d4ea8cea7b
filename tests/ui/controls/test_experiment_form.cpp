// Drives the left column as a person would: keys, clicks, and what the configuration says afterwards.
#include "core/experiment/presets.h"
#include "core/experiment/validate.h"
#include "core/target/gallery.h"
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"
#include "ui/controls/experiment_form.h"
#include "ui/controls/field_row.h"
#include "ui/controls/target/formula_edit.h"
#include "ui/controls/target/gallery_popup.h"
#include "ui/controls/target/parameter_sliders.h"
#include "ui/controls/text_field.h"
#include "ui/models/grade_table_model.h"
#include "ui/models/run_model.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSlider>
#include <QStyleOptionComboBox>
#include <QTableView>
#include <QUndoStack>

#include <algorithm>
#include <limits>
#include <memory>
#include <random>

using namespace gradewise;

namespace {

/// A formula with three parameters and a repeated grade.
ExperimentConfig sample() {
    ExperimentConfig config;
    config.title = "Kink and wave";
    config.target.kind = TargetConfig::Kind::Formula;
    config.target.formulas = {"sin(2*pi*x) + a*abs(x-c)"};
    config.target.parameters = {{"a", 0.5}, {"c", 0.62}};
    config.target.domain = {{0.0, 1.0}};
    config.grades = {GradeConfig{}};
    config.grades[0].hidden = {16};
    config.grades[0].repeat = 4;
    return config;
}

template <class Value>
Value oneOf(std::mt19937& random, std::initializer_list<Value> values) {
    return values.begin()[random() % values.size()];
}

GradeConfig randomGrade(std::mt19937& random) {
    GradeConfig grade;
    grade.hidden = oneOf<std::vector<Index>>(random, {{1}, {64, 64}, {8, 4, 2}});
    grade.activation = oneOf(random, {Activation::Relu, Activation::Sin, Activation::Tanh, Activation::Gelu});
    grade.initialisation = oneOf(random, {Initialisation::FanIn, Initialisation::He, Initialisation::Glorot});
    grade.solver = oneOf<SolverOptions>(random, {AdamOptions{}, GradientDescentOptions{}});
    rateOf(grade.solver).initial = oneOf(random, {0.1, 1.0 / 3.0, 3e-7});
    if (random() % 2 == 0)
        rateOf(grade.solver).final = rateOf(grade.solver).initial / 7.0;
    else if (random() % 2 == 0) {
        rateOf(grade.solver).decayFactor = 0.7;
        rateOf(grade.solver).decayEvery = 13;
    }
    descentOf(grade.solver)->batchSize = oneOf<Index>(random, {0, 1, 32});
    descentOf(grade.solver)->precision = oneOf<Precision>(random, {Precision::Double, Precision::Float});
    grade.stop.epochs = oneOf<Index>(random, {1, 20, 100'000});
    grade.readOut = oneOf<ReadOutRule>(random, {ReadOutRule::Trained, ReadOutRule::Balanced});
    if (random() % 2 == 0)
        grade.stop.seconds = 0.1 + 0.2;
    if (random() % 2 == 0)
        grade.stop.goal = 1e-300;
    if (random() % 2 == 0)
        grade.stop.plateau = Plateau{7, 1e-9};
    if (random() % 2 == 0)
        grade.stop.patience = 11;
    grade.carry = oneOf(random, {Carry::Hidden, Carry::HiddenAndInput, Carry::LastTwo, Carry::All});
    grade.repeat = oneOf<Index>(random, {1, 2, 9});
    return grade;
}

ExperimentConfig randomConfig(unsigned seed) {
    std::mt19937 random(seed);
    ExperimentConfig config = random() % 2 == 0 ? sample() : ExperimentConfig{};
    if (config.target.kind == TargetConfig::Kind::Formula)
        config.target.parameters["a"] = 1.0 / 3.0;
    else
        config.target.id = gallery()[random() % gallery().size()].id;
    config.grades.clear();
    for (unsigned grade = 0; grade <= random() % 4; ++grade)
        config.grades.push_back(randomGrade(random));
    config.samples.train = {oneOf(random, {Layout::Equispaced, Layout::EquispacedOpen, Layout::Random}), 777};
    config.samples.validation.count = oneOf<Index>(random, {0, 5});
    if (config.samples.validation.count == 0) // patience needs some
        for (GradeConfig& grade : config.grades)
            grade.stop.patience.reset();
    config.samples.noise = oneOf(random, {0.0, 1.0 / 7.0});
    config.guard = random() % 2 == 0;
    config.polish = random() % 2 == 0;
    config.adaptive = config.samples.validation.count > 0 && random() % 2 == 0;
    config.seed = oneOf<std::uint64_t>(random, {0, std::numeric_limits<std::uint64_t>::max(), 1ULL << 63U});
    config.stop.relativeL2 = random() % 2 == 0 ? std::optional(1e-8) : std::nullopt;
    config.stop.sup = random() % 2 == 0 ? std::optional(1.0 / 3.0) : std::nullopt;
    config.stop.seconds = random() % 2 == 0 ? std::optional(60.0) : std::nullopt;
    config.notes = "remarks stay";
    return config;
}

} // namespace

class TestExperimentForm : public QObject {
    Q_OBJECT

    std::unique_ptr<ExperimentForm> form_;

    template <class Widget>
    Widget* find(const char* name) {
        auto* widget = form_->findChild<Widget*>(QString::fromLatin1(name));
        if (widget == nullptr)
            qFatal("There is no widget named %s.", name);
        return widget;
    }
    void type(const char* name, const QString& text) {
        auto* field = find<QLineEdit>(name);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        if (text.isEmpty())
            QTest::keyClick(field, Qt::Key_Delete);
    }
    void typeFormula(const QString& text) {
        auto* field = find<FormulaEdit>("formula");
        field->setFocus();
        field->selectAll();
        for (const QChar c : text)
            QTest::sendKeyEvent(QTest::Click, field, Qt::Key_unknown, QString(c), Qt::NoModifier);
    }
    QTableView* table() { return find<QTableView>("grades"); }
    void choose(const char* name, int index) {
        auto* combo = find<QComboBox>(name);
        combo->setCurrentIndex(index);
        emit combo->activated(index);
    }
    void trigger(const QString& text) {
        for (QAction* action : table()->actions())
            if (action->text() == text)
                return action->trigger();
        qFatal("There is no such action.");
    }

private slots:
    void initTestCase() { applyTheme(*qApp, Theme::lightTheme()); }
    void init() {
        form_ = std::make_unique<ExperimentForm>();
        form_->resize(280, 1200);
        form_->setConfig(sample());
        form_->show();
        QVERIFY(QTest::qWaitForWindowActive(form_.get()));
    }
    void cleanup() { form_.reset(); }

    void everyPresetComesBackExactly() {
        for (const Preset& preset : presets()) {
            const ExperimentConfig config = presetConfig(preset);
            form_->setConfig(config);
            QVERIFY2(form_->config() == config, preset.id.c_str());
            QVERIFY2(form_->problems().isEmpty(), preset.id.c_str());
        }
    }

    void everyConfigurationComesBackExactly() {
        QSignalSpy edits(form_.get(), &ExperimentForm::edited);
        for (unsigned seed = 0; seed < 200; ++seed) {
            const ExperimentConfig config = randomConfig(seed);
            QVERIFY2(validate(config).empty(), qPrintable(QString::number(seed)));
            form_->setConfig(config);
            QVERIFY(form_->config() == config);
        }
        QCOMPARE(edits.count(), 0);
    }

    /// Visiting every field and leaving it, Enter included, must not change a digit.
    void lookingAtFieldsChangesNothing() {
        for (unsigned seed = 0; seed < 12; ++seed) {
            const ExperimentConfig config = randomConfig(seed);
            form_->setConfig(config);
            find<QPushButton>("gradeDetails")->setChecked(true);
            for (auto* field : form_->findChildren<QLineEdit*>()) {
                if (!field->isVisible())
                    continue;
                field->setFocus();
                const QString text = field->text();
                field->selectAll();
                QTest::keyClicks(field, text);
                QTest::keyClick(field, Qt::Key_Return);
            }
            QVERIFY2(form_->config() == config, qPrintable(QString::number(seed)));
        }
    }

    void formulaErrorIsMarkedWhereItIs_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("count");
        QTest::newRow("unknown function") << "sin(x) + sinn(x)" << 9 << 4;
        QTest::newRow("after a wide letter") << "sin(2πx) + sinn(x)" << 11 << 4;
        QTest::newRow("second output") << "x^2\nsinn(x)" << 4 << 4;
    }
    void formulaErrorIsMarkedWhereItIs() {
        QFETCH(QString, text);
        QFETCH(int, first);
        QFETCH(int, count);
        const ExperimentConfig before = form_->config();
        auto* field = find<FormulaEdit>("formula");
        field->setFocus();
        field->selectAll();
        field->insertPlainText(text);
        QTRY_VERIFY(field->markedError().has_value());
        QCOMPARE(field->markedError()->first, first);
        QCOMPARE(field->markedError()->second, count);
        const auto* problem = find<QLabel>("formulaProblem");
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().endsWith('.') || problem->text().endsWith('?'), qPrintable(problem->text()));
        QVERIFY(problem->wordWrap());
        QVERIFY(form_->config() == before);
        QCOMPARE(form_->problems().size(), 1);
        QCOMPARE(field->toPlainText(), text);
    }

    void aVariableTooManySaysWhatToDoInTheWindow_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("y") << "sin(x) + y"
                           << "The variable y needs a target of 2 variables: choose 2 variables below";
        QTest::newRow("z") << "z"
                           << "The variable z needs a target of 3 variables: choose 3 variables below";
        QTest::newRow("and a mistake after it") << "x*y + sinn(x)"
                                                << "choose 2 variables below";
        QTest::newRow("only a mistake") << "sinn(x)"
                                        << "did you mean 'sin'";
    }
    void aVariableTooManySaysWhatToDoInTheWindow() {
        QFETCH(QString, text);
        QFETCH(QString, words);
        typeFormula(text);
        QTRY_COMPARE(form_->problems().size(), 1);
        QVERIFY2(form_->problems().front().contains(words), qPrintable(form_->problems().front()));
        QVERIFY(!form_->problems().front().contains(QStringLiteral("add a domain")));
    }

    void formulaErrorAtTheEndMarksTheLastCharacter() {
        auto* field = find<FormulaEdit>("formula");
        field->selectAll();
        field->insertPlainText("sin(x");
        QTRY_VERIFY(field->markedError().has_value());
        const auto [first, count] = *field->markedError();
        QVERIFY(count >= 1 && first + count <= 5);
    }

    void goodFormulaIsTheTargetAtOnce() {
        QSignalSpy edits(form_.get(), &ExperimentForm::edited);
        typeFormula("a*x + k");
        QVERIFY(form_->config().target.formulas == std::vector<std::string>{"a*x + k"}); // config() reads it
        QCOMPARE(form_->config().target.parameters.at("a"), 0.5);                        // its value is kept
        QCOMPARE(form_->config().target.parameters.at("k"), 1.0);
        QVERIFY(form_->config().target.parameters.count("c") == 0);
        QVERIFY(edits.count() > 0);
        QVERIFY(edits.back().at(0).toBool());
        typeFormula("a*x + c");
        QCOMPARE(form_->config().target.parameters.at("c"), 0.62); // remembered
    }

    void readingAndFreeNamesAreSaidUnderTheFormula() {
        const auto* said = find<QLabel>("formulaReading");
        QVERIFY(said->isHidden());
        typeFormula("sin 2x");
        form_->config();
        QCOMPARE(said->text(), QStringLiteral("The formula is read as sin(2*x)."));
        QVERIFY(!said->isHidden());
        QCOMPARE(said->textFormat(), Qt::PlainText);
        typeFormula("a*x + k*w");
        form_->config();
        QVERIFY2(said->text().startsWith(QStringLiteral("k, w are free names, each is 1;")),
                 qPrintable(said->text()));
        typeFormula("log(x + 2)");
        form_->config();
        QCOMPARE(said->text(), QStringLiteral("log is the natural logarithm; log10 has the base 10."));
        typeFormula("x^2");
        form_->config();
        QVERIFY(said->isHidden());
    }

    void namesAreCompleted() {
        auto* field = find<FormulaEdit>("formula");
        typeFormula("x + sq");
        QVERIFY(field->completing());
        QCOMPARE(field->completer()->currentCompletion(), QStringLiteral("sqrt"));
        QTest::qWait(250); // "sq" is not a parameter as long as "sqrt" is on offer
        QVERIFY(form_->findChild<QSlider*>("slider.sq") == nullptr);
        emit field->completer()->activated(QStringLiteral("sqrt"));
        QCOMPARE(field->toPlainText(), QStringLiteral("x + sqrt"));
        typeFormula("x + w");
        QVERIFY(!field->completing());
        QTRY_VERIFY(form_->findChild<QSlider*>("slider.w") != nullptr);
    }

    void emptyFormulaIsAnErrorAndTheTargetStays() {
        auto* field = find<FormulaEdit>("formula");
        field->setFocus();
        field->selectAll();
        QTest::keyClick(field, Qt::Key_Delete);
        QTRY_COMPARE(form_->problems().size(), 1);
        QVERIFY(form_->config() == sample());
    }

    void galleryEntryIsChosenAndBecomesAFormulaWhenEdited() {
        const auto* entry = findInGallery("runge");
        QVERIFY(entry != nullptr);
        find<QPushButton>("allTargets")->click();
        auto* popup = form_->findChild<GalleryPopup*>();
        QVERIFY(popup->isVisible());
        auto* opener = find<QPushButton>("allTargets");
        const int below = opener->mapToGlobal(QPoint(0, opener->height())).y();
        QVERIFY2(std::abs(popup->y() - below) < 10, "the popup opens right under what opened it");
        for (ThumbnailButton* button : popup->shownButtons())
            if (button->entry().id == "runge")
                button->click();
        QVERIFY(!popup->isVisible());
        QVERIFY(form_->config().target.kind == TargetConfig::Kind::Gallery);
        QCOMPARE(form_->config().target.id, std::string("runge"));
        QCOMPARE(find<FormulaEdit>("formula")->toPlainText().toStdString(), entry->editableFormula);
        QVERIFY(find<QLabel>("why")->text().contains(QString::fromStdString(entry->why)));
        auto* field = find<FormulaEdit>("formula");
        field->moveCursor(QTextCursor::End);
        QTest::keyClicks(field, "+x");
        QVERIFY(form_->config().target.kind == TargetConfig::Kind::Formula);
        QVERIFY(form_->config().target.domain == entry->domain);
        form_->undoStack()->undo();
        QVERIFY(form_->config().target.kind == TargetConfig::Kind::Gallery);
        form_->undoStack()->undo();
        QVERIFY(form_->config() == sample());
    }

    void galleryIsFilteredAndReachedByKeys() {
        find<QPushButton>("allTargets")->click();
        auto* popup = form_->findChild<GalleryPopup*>();
        const std::size_t all = popup->shownButtons().size();
        QCOMPARE(all, gallery().size());
        popup->showFamily(TargetFamily::Rough);
        const auto shown = popup->shownButtons();
        QVERIFY(shown.size() > 1 && shown.size() < all);
        for (const ThumbnailButton* button : shown)
            QVERIFY(button->entry().family == TargetFamily::Rough);
        shown[0]->setFocus();
        QTest::keyClick(shown[0], Qt::Key_Right);
        QTest::keyClick(shown[1], Qt::Key_Return);
        QCOMPARE(form_->config().target.id, shown[1]->entry().id);
    }

    void bothDecimalMarksAreRead_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        QTest::newRow("point") << "0.25" << 0.25;
        QTest::newRow("comma") << "0,25" << 0.25;
        QTest::newRow("exponent") << "2,5e-1" << 0.25;
        QTest::newRow("expression") << "1/4" << 0.25;
    }
    void bothDecimalMarksAreRead() {
        QFETCH(QString, text);
        QFETCH(double, value);
        type("x.low", text);
        QCOMPARE(form_->config().target.domain[0].low, value);
        QVERIFY(form_->problems().isEmpty());
    }

    void domainWaitsForItsOtherEnd() {
        type("x.low", "2");
        QCOMPARE(form_->config().target.domain[0].low, 0.0);
        QCOMPARE(form_->problems().size(), 1);
        type("x.high", "3");
        QVERIFY(form_->config().target.domain[0] == (Interval{2.0, 3.0}));
        QVERIFY(form_->problems().isEmpty());
    }

    void wrongValuesKeepTheLastGoodOne_data() {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* field, const QString& text) {
            QTest::addRow("%s: %s", field, qPrintable(text)) << QByteArray(field) << text;
        };
        for (const char* text : {"", "abc", "0", "-3", "1.5", "1,024", "99999999999999999999"})
            row("samples.train.count", text);
        row("samples.validation.count", "-1");
        row("noise", "-0.1");
        row("seed", "-1");
        row("seed", "18446744073709551616");
        row("seed", "1.5");
        row("stop.relativeL2", "0");
        row("stop.sup", "nan");
        row("stop.seconds", "inf");
        row("epochs", "0");
        row("rate", "-1");
        row("rate", "");
        row("batch", "9999");
        row("goal", "x");
        row("value.a", "inf");
        row("title", QString(500, 'x'));
    }
    void wrongValuesKeepTheLastGoodOne() {
        QFETCH(QByteArray, field);
        QFETCH(QString, text);
        find<QPushButton>("gradeDetails")->setChecked(true);
        auto* edit = find<QLineEdit>(field.constData());
        edit->setFocus();
        edit->setText(text);
        emit edit->textEdited(text);
        QVERIFY(form_->config() == sample());
        QCOMPARE(form_->problems().size(), 1);
        form_->setFocus(); // leaving the field
        QCOMPARE(edit->text(), text);
        auto* row = qobject_cast<FieldRow*>(edit->parentWidget());
        QVERIFY(row != nullptr);
        QTRY_VERIFY(!row->problem().isEmpty());
        QCOMPARE(row->problem(), form_->problems().front());
        QVERIFY(form_->undoStack()->count() == 0);
    }

    void largestSeedFits() {
        type("seed", "18446744073709551615");
        QCOMPARE(form_->config().seed, std::numeric_limits<std::uint64_t>::max());
        find<QPushButton>("newSeed")->click();
        QVERIFY(form_->config().seed != std::numeric_limits<std::uint64_t>::max());
    }

    void sliderChangesTheParameterAndADragIsOneStep() {
        auto* slider = find<QSlider>("slider.a");
        QSignalSpy edits(form_.get(), &ExperimentForm::edited);
        slider->setSliderDown(true);
        for (int step = 510; step <= 800; step += 10)
            slider->setSliderPosition(step);
        slider->setSliderDown(false);
        QCOMPARE(form_->config().target.parameters.at("a"), 0.8);
        QCOMPARE(find<QLineEdit>("value.a")->text(), QStringLiteral("0.8"));
        QVERIFY(edits.count() >= 30);
        QCOMPARE(form_->undoStack()->count(), 1);
        form_->undoStack()->undo();
        QVERIFY(form_->config() == sample());
        QCOMPARE(slider->value(), 500);
        form_->undoStack()->redo();
        QCOMPARE(form_->config().target.parameters.at("a"), 0.8);
    }

    void sliderRangeGrowsWithTheValueAndCanBeSet() {
        auto* sliders = form_->findChild<ParameterSliders*>();
        type("value.a", "7,5");
        QCOMPARE(form_->config().target.parameters.at("a"), 7.5);
        QVERIFY(sliders->range("a").high >= 7.5);
        sliders->setRange("a", {-1.0, 3.0});
        QCOMPARE(form_->config().target.parameters.at("a"), 3.0);
        find<QSlider>("slider.a")->setValue(0);
        QCOMPARE(form_->config().target.parameters.at("a"), -1.0);
    }

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

    void varProAsksForStepsAndForNothingOfAdams() {
        find<QPushButton>("gradeDetails")->setChecked(true);
        table()->setCurrentIndex(table()->model()->index(0, GradeTableModel::Widths));
        const auto shown = [this](const char* name) { return form_->findChild<QWidget*>(name)->isVisible(); };
        QVERIFY(shown("rate") && shown("batch") && shown("schedule") && !shown("steps"));
        QVERIFY(table()->model()->setData(table()->model()->index(0, GradeTableModel::SolverColumn),
                                          placeOf(VarProOptions{})));
        QVERIFY(!shown("rate") && !shown("batch") && !shown("schedule") && shown("steps"));
        type("steps", "70");
        const GradeConfig grade = expandedGrades(form_->config())[0];
        QVERIFY(std::holds_alternative<VarProOptions>(grade.solver));
        QCOMPARE(*setting<Index>(grade.solver, "steps"), Index{70});
    }

    void convexAsksForItsRegularisation() {
        find<QPushButton>("gradeDetails")->setChecked(true);
        table()->setCurrentIndex(table()->model()->index(0, GradeTableModel::Widths));
        const auto shown = [this](const char* name) { return form_->findChild<QWidget*>(name)->isVisible(); };
        QVERIFY(!shown("regularisation"));
        QVERIFY(table()->model()->setData(table()->model()->index(0, GradeTableModel::SolverColumn),
                                          placeOf(ConvexOptions{})));
        QVERIFY(!shown("rate") && !shown("batch") && shown("steps") && shown("regularisation"));
        type("regularisation", "0,02");
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
        QVERIFY(form_->findChild<QWidget*>("construction")->isVisible());
        QVERIFY(!form_->findChild<QWidget*>("steps")->isVisible());
        choose("construction", 2);
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
        QVERIFY(shown("construction") && shown("ratio"));
        type("ratio", "0,25");
        for (std::size_t l = 0; l < 3; ++l)
            QCOMPARE(textbookOf(grades()[l].solver).ratio, 0.25);
        type("ratio", "2"); // a sentence at the field, and the run as it was
        QCOMPARE(textbookOf(grades()[0].solver).ratio, 0.25);
        table()->model()->setData(table()->model()->index(3, GradeTableModel::SolverColumn),
                                  placeOf(TextbookOptions{})); // goes on with the same
        QVERIFY(textbookOf(grades()[3].solver).construction == Textbook::Takagi);
        QCOMPARE(textbookOf(grades()[3].solver).ratio, 0.25);
        choose("construction", static_cast<int>(Textbook::Cube));
        for (const GradeConfig& grade : grades()) {
            QVERIFY(textbookOf(grade.solver).construction == Textbook::Cube);
            QVERIFY(grade.hidden == textbookWidths(Textbook::Cube));
        }
        QVERIFY(!shown("ratio"));
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
        type("rate", "0,03");
        const ExperimentConfig before = form_->config();
        take(VarProOptions{});
        type("steps", "70");
        take(AdamOptions{});
        QVERIFY(expandedGrades(form_->config())[1].solver == expandedGrades(before)[1].solver);
        QVERIFY(expandedGrades(form_->config())[0] == expandedGrades(before)[0]);
        take(ConvexOptions{});
        QCOMPARE(*setting<Index>(expandedGrades(form_->config())[1].solver, "steps"), Index{70});
    }

    void smoothingIsTypedAndTakenAway() {
        find<QPushButton>("gradeDetails")->setChecked(true);
        table()->setCurrentIndex(table()->model()->index(2, 1));
        const auto smoothing = [this](std::size_t grade) {
            return expandedGrades(form_->config())[grade].smoothing;
        };
        type("sigma", "0,02");
        QVERIFY(smoothing(2) == (SmoothingConfig{{0.02}, {}}));
        QVERIFY(!smoothing(1));
        find<QPushButton>("applyToAll")->click();
        QVERIFY(smoothing(0) == smoothing(2) && smoothing(3) == smoothing(2));
        // What validate() refuses stays in the field, with the reason: there is one variable only. Its first
        // keys were fine.
        type("sigma", "0.1, 0.2");
        QVERIFY(find<TextField>("sigma")->problem().contains("one number"));
        QVERIFY(smoothing(2) == (SmoothingConfig{{0.1}, {}}));
        type("sigma", "wide");
        QVERIFY(find<TextField>("sigma")->problem().contains("0.004"));
        type("sigma", "");
        QVERIFY(!smoothing(2));
        // A proved grade has no such field, and loses what it had.
        QVERIFY(table()->model()->setData(table()->model()->index(1, GradeTableModel::SolverColumn),
                                          placeOf(ConvexOptions{})));
        QVERIFY(!smoothing(1));
        table()->setCurrentIndex(table()->model()->index(1, 1));
        QVERIFY(!find<TextField>("sigma")->isVisibleTo(form_.get()));
    }

    void detailsChangeOneGradeAndCanBeAppliedToAll() {
        find<QPushButton>("gradeDetails")->setChecked(true);
        table()->setCurrentIndex(table()->model()->index(2, 1));
        choose("schedule", 1);
        type("rate", "0,01");
        type("finalRate", "1e-4");
        choose("plateau", 1);
        type("plateauEpochs", "50");
        type("patience", "40");
        choose("carry", 1);
        choose("initialisation", 1);
        type("batch", "32");
        choose("precision", 1);
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

    void parametersAreCounted() {
        // 1 → 16 → 1, then three times 16 → 16 → 1: 49 + 3 · 289.
        QVERIFY(find<QLabel>("parameterCount")->text().remove(QRegularExpression("[^0-9]")) == "916");
    }

    void typingAWordIsOneUndoStep() {
        type("title", "Another title");
        QCOMPARE(form_->config().title, std::string("Another title"));
        QCOMPARE(form_->undoStack()->count(), 1);
        type("noise", "0.5");
        QCOMPARE(form_->undoStack()->count(), 2);
        form_->undoStack()->undo();
        form_->undoStack()->undo();
        QVERIFY(form_->config() == sample());
        QCOMPARE(find<QLineEdit>("title")->text(), QStringLiteral("Kink and wave"));
    }

    void wordsThatCameWithAnotherFunctionGo() {
        ExperimentConfig given = sample();
        given.notes = "Published: 1e-5.";
        form_->setConfig(given);
        type("noise", "0.5");
        type("seed", "7");
        QCOMPARE(form_->config().title, given.title); // still the same function
        typeFormula("cos(3 x)");
        QTRY_COMPARE(form_->config().target.formulas.front(), std::string("cos(3 x)"));
        QCOMPARE(form_->config().title, std::string());
        QCOMPARE(form_->config().notes, std::string());
        form_->undoStack()->undo();
        QCOMPARE(form_->config().title, given.title);
        QCOMPARE(form_->config().notes, given.notes);
        type("title", "My own"); // what the user wrote stays
        typeFormula("cos(4 x)");
        QTRY_COMPARE(form_->config().target.formulas.front(), std::string("cos(4 x)"));
        QCOMPARE(form_->config().title, std::string("My own"));
    }

    void aLongTitleHasTheWholeRow() {
        const auto* title = find<QLineEdit>("title");
        QVERIFY(title->width() > find<QLineEdit>("seed")->width());
        QVERIFY(title->geometry().right() >= title->parentWidget()->width() - 2);
    }

    void samplesAndGuard() {
        type("samples.train.count", "2048");
        choose("samples.test.layout", 3);
        find<QCheckBox>("guard")->click();
        QCOMPARE(form_->config().samples.train.count, 2048);
        QVERIFY(form_->config().samples.test.layout == allLayouts()[3]);
        QVERIFY(!form_->config().guard);
        find<QCheckBox>("polish")->click();
        QVERIFY(form_->config().polish);
        find<QCheckBox>("adaptive")->click();
        QVERIFY(form_->config().adaptive);
    }

    void variablesAreAddedAndTakenAway() {
        typeFormula("x*y + a");
        QTRY_COMPARE(form_->problems().size(), 1); // y is no variable yet
        choose("variables", 1);
        QVERIFY(form_->problems().isEmpty());
        QCOMPARE(form_->config().target.domain.size(), 2U);
        QCOMPARE(form_->config().target.formulas.front(), std::string("x*y + a"));
        QVERIFY(find<QLineEdit>("y.low")->isVisible());
        choose("variables", 0); // y is needed
        QCOMPARE(form_->config().target.domain.size(), 2U);
        QCOMPARE(find<QComboBox>("variables")->currentIndex(), 1);
        QVERIFY(find<QLabel>("formulaProblem")->isVisible());
        typeFormula("x + a");
        QCOMPARE(form_->config().target.formulas.front(), std::string("x + a"));
        choose("variables", 0);
        QCOMPARE(form_->config().target.domain.size(), 1U);
        QVERIFY(!find<QLineEdit>("y.low")->isVisible());
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
        type("noise", "0.5"); // edits stay possible
        QCOMPARE(form_->config().samples.noise, 0.5);
        QVERIFY(notice->text() != before);
        QVERIFY(notice->text().contains("next run"));
        form_->setRunning(false);
        QVERIFY(!notice->isVisible());
        QVERIFY(find<QLabel>("gradesRemark")->isVisible());
        form_->undoStack()->undo();
        QVERIFY(!find<QLabel>("gradesRemark")->isVisible());
    }

    void tooFewSamplesAreRemarkedAndTakenFiner() {
        ExperimentConfig config = sample();
        config.samples.train.count = 60;
        config.grades.resize(1);
        config.grades.front() = GradeConfig{};
        config.grades.front().solver = VarProOptions{};
        stepsOf(config.grades.front().solver) = 3;
        RunModel model;
        model.load(train(config));
        QVERIFY(!model.record()->grades.front().warning.empty());
        form_->setConfig(config);
        form_->showRun(model);
        const auto* remark = find<QLabel>("samplesRemark");
        QVERIFY(remark->isVisible());
        QCOMPARE(remark->text().toStdString(), model.record()->grades.front().warning);
        find<QPushButton>("resampleFiner")->click();
        QCOMPARE(form_->config().samples.train.count, Index{240});
        QVERIFY(!remark->isVisible() && !find<QPushButton>("resampleFiner")->isVisible());
        form_->undoStack()->undo();
        QVERIFY(remark->isVisible());
        config.samples.train.count = 4000; // enough
        model.load(train(config));
        form_->setConfig(config);
        form_->showRun(model);
        QVERIFY(!remark->isVisible());
    }

    void everyVisibleInputHasAName() {
        find<QPushButton>("gradeDetails")->setChecked(true);
        for (const auto* widget : form_->findChildren<QWidget*>())
            if (widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus) &&
                widget->window() == form_.get()) {
                const bool named =
                    !widget->accessibleName().isEmpty() || !widget->property("text").toString().isEmpty();
                QVERIFY2(named, widget->metaObject()->className());
            }
    }

    void tabFollowsTheEye() {
        find<QPushButton>("gradeDetails")->setChecked(true);
        choose("schedule", 2);
        choose("plateau", 1);
        QTest::qWait(20);
        QPoint last(-1, -1);
        QString lastName;
        int stops = 0;
        const QWidget* widget = form_.get();
        while ((widget = widget->nextInFocusChain()) != form_.get()) {
            if (!widget->isVisible() || !widget->isEnabled() || !(widget->focusPolicy() & Qt::TabFocus) ||
                widget->window() != form_.get())
                continue;
            const QPoint middle = widget->mapTo(form_.get(), widget->rect().center());
            const QString name = widget->accessibleName() + widget->property("text").toString();
            const bool onward =
                middle.y() > last.y() + 8 || (std::abs(middle.y() - last.y()) <= 8 && middle.x() > last.x());
            QVERIFY2(onward, qPrintable(QStringLiteral("%1 comes after %2").arg(name, lastName)));
            last = middle;
            lastName = name;
            ++stops;
        }
        QVERIFY(stops > 30);
    }

    void nothingIsWiderThanTheColumn() {
        form_->resize(260, 1200);
        find<QPushButton>("gradeDetails")->setChecked(true);
        QTest::qWait(20);
        for (const auto* widget : form_->findChildren<QWidget*>())
            if (widget->isVisible() && widget->window() == form_.get()) {
                const QPoint right = widget->mapTo(form_.get(), QPoint(widget->width(), 0));
                QVERIFY2(right.x() <= 260,
                         qPrintable(widget->metaObject()->className() + widget->objectName()));
            }
    }
};

GRADEWISE_TEST(TestExperimentForm)
#include "test_experiment_form.moc"
