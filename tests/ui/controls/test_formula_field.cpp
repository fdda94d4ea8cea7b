// The target in the form: a formula that is typed, its errors, the gallery, sliders.
#include "tests/test_case.h"
#include "tests/ui/controls/form_fixture.h"

using namespace gradewise;
using namespace gradewise::form_fixture;

class TestFormulaField : public FormTest {
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { form_.reset(); }

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

    void wordsThatCameWithAnotherFunctionGo() {
        ExperimentConfig given = sample();
        given.notes = "Published: 1e-5.";
        form_->setConfig(given);
        type("samples.noise", "0.5");
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
};

GRADEWISE_TEST(TestFormulaField)
#include "test_formula_field.moc"
