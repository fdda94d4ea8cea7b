// The network panel in use: a run, keys, wheel, export and words.
#include "tests/test_case.h"
#include "tests/ui/panels/network/network_panel_fixture.h"

using namespace gradewise;
using namespace gradewise::network_panel_fixture;

class TestNetworkShown : public QObject {
    Q_OBJECT

private slots:
    void panelShowsARun_data() {
        QTest::addColumn<int>("inputs");
        QTest::addColumn<int>("outputs");
        QTest::newRow("one variable") << 1 << 1;
        QTest::newRow("two variables, two outputs") << 2 << 2;
        QTest::newRow("three variables") << 3 << 1;
    }
    void panelShowsARun() {
        QFETCH(int, inputs);
        QFETCH(int, outputs);
        const std::vector<std::string> formulas(static_cast<std::size_t>(outputs), inputs == 1   ? "x^2"
                                                                                   : inputs == 2 ? "x*y"
                                                                                                 : "x*y*z");
        const Untrained run = experiment({gradeOf({6}), gradeOf({5, 4}, Activation::Sin)},
                                         formula(formulas, Domain(static_cast<std::size_t>(inputs))));
        RunModel model;
        model.load(run.record);
        Cursor cursor;
        NetworkPanel panel(&cursor, Theme::lightTheme(), false);
        panel.resize(440, 290);
        panel.show();
        panel.showRun(model);
        QCOMPARE(panel.canvas()->picture().inputs.size(), static_cast<std::size_t>(inputs));
        QVERIFY(panel.summary().contains(QStringLiteral("2 grades")));
        QVERIFY(panel.summary().contains(QStringLiteral("5 and 4 sine neurons, frozen")));
        QCOMPARE(panel.accessibleDescription(), panel.summary());

        const auto place = panel.canvas()->picture().placeOf({1, 1, 2});
        QVERIFY(place.has_value());
        QTest::mouseMove(panel.canvas(), place->toPoint());
        QTRY_VERIFY(panel.card() && panel.card()->isVisible());
        QCOMPARE(panel.card()->content().title, QStringLiteral("Grade 2, layer 2, neuron 3 of 4"));
        QVERIFY(panel.card()->content().function.has_value());
        const NeuronFunction& function = *panel.card()->content().function;
        QCOMPARE(function.values.size(),
                 inputs == 1 ? function.perAxis : function.perAxis * function.perAxis);
        QVERIFY(function.values.allFinite());
        QVERIFY(!const_cast<NeuronCard*>(panel.card())->grab().isNull());
        QTest::mouseMove(panel.canvas(), QPoint(1, 1));
        QTRY_VERIFY(!panel.card()->isVisible());
    }

    void keysGoFromNeuronToNeuron() {
        const Untrained run = experiment({gradeOf({6}), gradeOf({5})});
        RunModel model;
        model.load(run.record);
        Cursor cursor;
        NetworkPanel panel(&cursor, Theme::lightTheme(), false);
        panel.resize(440, 290);
        panel.show();
        panel.showRun(model);
        NetworkCanvas* const canvas = panel.canvas();
        QTest::keyClick(canvas, Qt::Key_Right);
        QCOMPARE(canvas->marked(), std::optional(NeuronId{0, 0, 0}));
        QTest::keyClick(canvas, Qt::Key_Right);
        QTest::keyClick(canvas, Qt::Key_Down);
        QCOMPARE(canvas->marked(), std::optional(NeuronId{1, 0, 1}));
        QTest::keyClick(canvas, Qt::Key_Right);
        QTest::keyClick(canvas, Qt::Key_Up);
        QTest::keyClick(canvas, Qt::Key_Up);
        QCOMPARE(canvas->marked(), std::optional(NeuronId{1, 0, 0}));
        QVERIFY(canvas->accessibleDescription().contains(QStringLiteral("Grade 2, neuron 1 of 5")));
        QTest::keyClick(canvas, Qt::Key_Escape);
        QVERIFY(!canvas->marked().has_value());
        QVERIFY(!panel.card()->isVisible());
    }

    void beforeTrainingNothingIsKnown() {
        ExperimentConfig config;
        RunModel model;
        model.preview(config, std::get<Target>(makeTarget(config.target)));
        Cursor cursor;
        NetworkPanel panel(&cursor, Theme::darkTheme(), false);
        panel.resize(440, 290);
        panel.show();
        panel.showRun(model);
        QVERIFY(panel.summary().contains(QStringLiteral("pending")));
        QTest::keyClick(panel.canvas(), Qt::Key_Right);
        QVERIFY(panel.card() != nullptr);
        QVERIFY(!panel.card()->content().function.has_value());
        QCOMPARE(panel.card()->content().lines,
                 QStringList{QStringLiteral("Its function can be seen after this grade is frozen.")});
        // Another run takes away what was on screen.
        model.preview(config, std::get<Target>(makeTarget(config.target)));
        QVERIFY(!panel.card()->isVisible());
    }

    void wheelShowsOtherGradesWhenTheyDoNotFit() {
        NetworkCanvas canvas(Theme::lightTheme(), true);
        canvas.resize(420, 240);
        canvas.setOutline(outlineOf(60, {8}, 30));
        const auto shows = [&canvas](std::size_t grade) {
            return std::ranges::any_of(canvas.picture().boxes,
                                       [grade](const GradeBox& box) { return box.grade == grade; });
        };
        QVERIFY(shows(30));
        QVERIFY(!shows(50));
        for (int i = 0; i < 20; ++i) {
            QWheelEvent event(QPointF(100, 100), QPointF(100, 100), {}, QPoint(0, -120), Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(&canvas, &event);
            QVERIFY(event.isAccepted());
        }
        QVERIFY(shows(50));
        canvas.followData();
        QVERIFY(shows(30));
    }

    void exportIsMadeOfVectors() {
        const Untrained run = experiment({gradeOf({6}), gradeOf({5, 4})});
        RunModel model;
        model.load(run.record);
        NetworkPanel panel(nullptr, Theme::printTheme(), true);
        panel.resize(600, 360);
        panel.showRun(model);
        QBuffer buffer;
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(panel.size());
        generator.setViewBox(panel.rect());
        QPainter painter(&generator);
        panel.render(&painter);
        painter.end();
        const QByteArray svg = buffer.data();
        QVERIFY(!svg.contains("<image"));
        QVERIFY(svg.contains("<text"));
        QVERIFY(svg.count("<circle") + svg.count("<ellipse") + svg.count("<path") > 15);
        QVERIFY(svg.contains("frozen"));
        QVERIFY(svg.contains(Theme::printTheme().grade(0, 2).name().toLatin1()));
    }

    void sentences_data() {
        QTest::addColumn<int>("grades");
        QTest::addColumn<int>("frozen");
        QTest::addColumn<QString>("part");
        QTest::newRow("one") << 1 << 0 << "A network of one grade with 49 parameters";
        QTest::newRow("state") << 3 << 1 << "Grade 2: 16 ReLU neurons, training.";
        QTest::newRow("sum") << 3 << 1 << "The approximation is the sum of 2 read-outs.";
        QTest::newRow("many") << 40 << 12 << "And 32 more; 12 in all are frozen.";
    }
    void sentences() {
        QFETCH(int, grades);
        QFETCH(int, frozen);
        QFETCH(QString, part);
        const QString words = networkSentence(
            outlineOf(static_cast<std::size_t>(grades), {16}, static_cast<std::size_t>(frozen)));
        QVERIFY2(words.contains(part), qPrintable(words));
    }

    void aGradeTellsWhatItSees() {
        const NetworkOutline outline = outlineOf(3, {16}, 1, 1, Carry::HiddenAndInput);
        QVERIFY(gradeSentence(outline, 0).contains(QStringLiteral("It sees the input.")));
        QVERIFY(
            gradeSentence(outline, 1).contains(QStringLiteral("the 16 features of grade 1 and the input")));
        QVERIFY(gradeSentence(outline, 2).contains(QStringLiteral("not been trained")));
    }
};

GRADEWISE_TEST(TestNetworkShown)
#include "test_network_shown.moc"
