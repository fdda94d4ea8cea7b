// Drives the left column as a person would: keys, clicks, and what the configuration says afterwards.
#include "tests/test_case.h"
#include "tests/ui/controls/form_fixture.h"

using namespace gradewise;
using namespace gradewise::form_fixture;

class TestExperimentForm : public FormTest {
    Q_OBJECT

private slots:
    void init() { open(); }
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
        row("samples.noise", "-0.1");
        row("seed", "-1");
        row("seed", "18446744073709551616");
        row("seed", "1.5");
        row("stop.relativeL2", "0");
        row("stop.sup", "nan");
        row("stop.seconds", "inf");
        row("stop.epochs", "0");
        row("solver.learningRate", "-1");
        row("solver.learningRate", "");
        row("solver.batchSize", "9999");
        row("stop.goal", "x");
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

    void parametersAreCounted() {
        // 1 → 16 → 1, then three times 16 → 16 → 1: 49 + 3 · 289.
        QVERIFY(find<QLabel>("parameterCount")->text().remove(QRegularExpression("[^0-9]")) == "916");
    }

    void typingAWordIsOneUndoStep() {
        type("title", "Another title");
        QCOMPARE(form_->config().title, std::string("Another title"));
        QCOMPARE(form_->undoStack()->count(), 1);
        type("samples.noise", "0.5");
        QCOMPARE(form_->undoStack()->count(), 2);
        form_->undoStack()->undo();
        form_->undoStack()->undo();
        QVERIFY(form_->config() == sample());
        QCOMPARE(find<QLineEdit>("title")->text(), QStringLiteral("Kink and wave"));
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
        QVERIFY(form_->config().samples.test.layout == allOf<Layout>()[3]);
        QVERIFY(!form_->config().guard);
        find<QCheckBox>("polish")->click();
        QVERIFY(form_->config().polish);
        find<QCheckBox>("adaptive")->click();
        QVERIFY(form_->config().adaptive);
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
        choose("stop.plateau", 1);
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
