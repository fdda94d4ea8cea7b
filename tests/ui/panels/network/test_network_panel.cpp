// The network's picture: what is shown, where, and what a neuron says.
#include "core/numbers/random.h"
#include "tests/test_case.h"
#include "tests/ui/pixels.h"
#include "ui/charts/cursor.h"
#include "ui/models/run_model.h"
#include "ui/panels/network/network_panel.h"
#include "ui/panels/network/network_picture.h"
#include "ui/panels/network/network_words.h"
#include "ui/panels/network/neuron_card.h"

#include <QSvgGenerator>
#include <QtTest>
#include <QtWidgets>

#include <cmath>

using namespace gradewise;

#include "tests/test_case.h"
#include "tests/ui/panels/network/network_panel_fixture.h"

using namespace gradewise;
using namespace gradewise::network_panel_fixture;

class TestNetworkPanel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, Theme::lightTheme()); }

    void everythingLiesInsideAndApart_data() {
        QTest::addColumn<int>("grades");
        QTest::addColumn<QList<int>>("hidden");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("allShown");
        QTest::newRow("one small grade") << 1 << QList<int>{1} << QSize(420, 240) << true;
        QTest::newRow("six of sixteen") << 6 << QList<int>{16} << QSize(420, 240) << true;
        QTest::newRow("four deep and wide") << 4 << QList<int>{256, 128, 128, 64} << QSize(420, 240) << true;
        QTest::newRow("eight") << 8 << QList<int>{32} << QSize(420, 240) << true;
        QTest::newRow("eight in a small panel") << 8 << QList<int>{32} << QSize(260, 160) << false;
        QTest::newRow("thirty") << 30 << QList<int>{8} << QSize(420, 240) << false;
        QTest::newRow("two thousand") << 2000 << QList<int>{8, 8} << QSize(420, 240) << false;
        QTest::newRow("many layers") << 1 << QList<int>(32, 4096) << QSize(420, 240) << true;
        QTest::newRow("wide page") << 6 << QList<int>{16, 16} << QSize(1600, 600) << true;
        QTest::newRow("too small for anything") << 6 << QList<int>{16, 16} << QSize(40, 30) << false;
    }
    void everythingLiesInsideAndApart() {
        QFETCH(int, grades);
        QFETCH(QList<int>, hidden);
        QFETCH(QSize, size);
        QFETCH(bool, allShown);
        const QRectF area({0.0, 0.0}, QSizeF(size));
        const auto count = static_cast<std::size_t>(grades);
        const NetworkOutline outline = outlineOf(count, {hidden.begin(), hidden.end()}, count / 2);
        const NetworkLayout layout = layOut(outline, area, 14.0, 7.0, count / 2);
        QCOMPARE(layout.boxes.size() == count, allShown);
        QCOMPARE(layout.boxes.front().grade, 0U);
        QCOMPARE(layout.boxes.back().grade, count - 1);
        QVERIFY(
            std::ranges::any_of(layout.boxes, [&](const GradeBox& box) { return box.grade == count / 2; }));
        std::size_t told = layout.boxes.size();
        for (const OmittedGrades& omitted : layout.omitted)
            told += omitted.count();
        QCOMPARE(told, count); // nobody is left out silently
        for (std::size_t i = 1; i < layout.boxes.size(); ++i)
            QVERIFY(layout.boxes[i].rect.left() > layout.boxes[i - 1].rect.right());
        if (size.width() < 200)
            return; // no room: it must only not crash
        for (const GradeBox& box : layout.boxes) {
            QVERIFY(area.contains(box.rect));
            for (const LayerColumn& column : box.columns)
                for (std::size_t k = 0; k < column.dots.size(); ++k) {
                    QVERIFY(box.rect.contains(QPointF(column.x, column.dots[k])));
                    QVERIFY(k == 0 || column.dots[k] - column.dots[k - 1] >= 2.0 * layout.dotRadius);
                }
        }
        QVERIFY(layout.sum.x() + layout.sumRadius < area.right());
        QVERIFY(layout.bus > layout.boxes.front().rect.bottom() && layout.bus < area.bottom());
    }

    void aWideLayerShowsItsEnds() {
        const NetworkLayout layout = layOut(outlineOf(1, {256}, 0), {0, 0, 420, 240}, 14.0, 7.0, 0);
        const LayerColumn& column = layout.boxes[0].columns[0];
        QVERIFY(column.ellipsis.has_value());
        QCOMPARE(column.neurons.front(), 0);
        QCOMPARE(column.neurons.back(), 255);
        QCOMPARE(column.width, 256);
        const NetworkLayout narrow = layOut(outlineOf(1, {5}, 0), {0, 0, 420, 240}, 14.0, 7.0, 0);
        QVERIFY(!narrow.boxes[0].columns[0].ellipsis.has_value());
        QCOMPARE(narrow.boxes[0].columns[0].dots.size(), 5U);
    }

    void neuronsAreFoundWhereTheyAreDrawn() {
        const NetworkLayout layout = layOut(outlineOf(3, {4, 7}, 1), {0, 0, 420, 240}, 14.0, 7.0, 0);
        for (std::size_t grade = 0; grade < 3; ++grade)
            for (Index neuron = 0; neuron < 7; ++neuron) {
                const NeuronId wanted{grade, 1, neuron};
                const auto place = layout.placeOf(wanted);
                QVERIFY(place.has_value());
                QCOMPARE(layout.neuronAt(*place), std::optional(wanted));
                QCOMPARE(layout.gradeAt(*place), std::optional(grade));
            }
        QVERIFY(!layout.neuronAt({0.0, 0.0}).has_value());
        QVERIFY(!layout.placeOf({9, 0, 0}).has_value());
    }

    void statesLookDifferent_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void statesLookDifferent() {
        QFETCH(bool, dark);
        const Theme& theme = dark ? Theme::darkTheme() : Theme::lightTheme();
        const QImage image = drawn(outlineOf(3, {6}, 1), theme, {420, 240});
        QVERIFY(pixelsOf(image, theme.grade(0, 3)) > 100); // frozen: its own colour
        QVERIFY(pixelsOf(image, theme.accent) > 100);      // in training: framed in the accent
        QVERIFY(pixelsOf(image, theme.selection) > 100);
        QCOMPARE(pixelsOf(image, theme.grade(2, 3)), 0); // pending: pale
        QVERIFY(pixelsOf(image, mixed(theme.field, theme.grade(2, 3), 0.28)) > 100);
        const QImage ended = drawn(outlineOf(3, {6}, 3), theme, {420, 240});
        QVERIFY(pixelsOf(ended, theme.grade(2, 3)) > 100);
        QCOMPARE(pixelsOf(ended, theme.accent), 0);
    }

    void carriedInputIsDrawn() {
        const Theme& theme = Theme::lightTheme();
        const QImage strict = drawn(outlineOf(2, {6}, 2), theme, {420, 240});
        const QImage withInput = drawn(outlineOf(2, {6}, 2, 1, Carry::HiddenAndInput), theme, {420, 240});
        QVERIFY(pixelsOf(withInput, theme.card) < pixelsOf(strict, theme.card) - 50);
    }

    void aNeuronsFunctionIsThatOfTheFrozenWeights_data() {
        QTest::addColumn<int>("grade");
        QTest::addColumn<int>("layer");
        QTest::addColumn<int>("neuron");
        QTest::newRow("first layer") << 0 << 0 << 2;
        QTest::newRow("second layer") << 0 << 1 << 1;
        QTest::newRow("next grade, sees x too") << 1 << 0 << 3;
        QTest::newRow("last grade") << 2 << 0 << 0;
        QTest::newRow("back to the first") << 0 << 0 << 0;
    }
    void aNeuronsFunctionIsThatOfTheFrozenWeights() {
        QFETCH(int, grade);
        QFETCH(int, layer);
        QFETCH(int, neuron);
        const Untrained run = experiment({gradeOf({5, 3}, Activation::Tanh, Carry::HiddenAndInput),
                                          gradeOf({4}, Activation::Sin), gradeOf({2}, Activation::Gelu)});
        RunModel model;
        model.load(run.record);
        static NeuronFunctions functions; // kept from row to row: what it remembers must not mislead
        if (grade == 0 && layer == 0 && neuron == 2)
            functions.clear();
        const auto function =
            functions.of(model, {static_cast<std::size_t>(grade), static_cast<std::size_t>(layer), neuron});
        QVERIFY(function.has_value());
        QCOMPARE(function->values.size(), function->perAxis);
        // By hand, point by point, from the definition.
        for (const Index point : {Index{0}, function->perAxis / 3, function->perAxis - 1}) {
            const double x = static_cast<double>(point) / static_cast<double>(function->perAxis - 1);
            Vector z = Vector::Constant(1, x);
            for (int g = 0; g <= grade; ++g) {
                const Block& block = run.record.model.grade(static_cast<std::size_t>(g)).block;
                const int last = g == grade ? layer : static_cast<int>(block.layers()) - 2;
                for (int k = 0; k <= last; ++k) {
                    Vector next = block.weights(k) * z + block.bias(k);
                    for (double& entry : next)
                        entry = value(block.shape().activation, entry);
                    z = next;
                }
                if (g == 0 && grade > 0) {
                    z.conservativeResize(z.size() + 1);
                    z(z.size() - 1) = x;
                }
            }
            QVERIFY(std::abs(function->values(point) - z(neuron)) < 1e-12);
        }
    }

    void weightsAreTold() {
        const Untrained run = experiment({gradeOf({5}), gradeOf({4})});
        RunModel model;
        model.load(run.record);
        const auto weights = neuronWeights(model, {1, 0, 2});
        QVERIFY(weights.has_value());
        const Block& block = run.record.model.grade(1).block;
        QCOMPARE(weights->incoming, 5);
        QCOMPARE(weights->outgoing, 1);
        QVERIFY(weights->last);
        QCOMPARE(weights->bias, block.bias(0)(2));
        QCOMPARE(weights->largest, block.weights(0).row(2).maxCoeff());
        QCOMPARE(weights->largestOutgoing, block.weights(1)(0, 2));
        QVERIFY(!neuronWeights(model, {7, 0, 0}).has_value());
        QVERIFY(!neuronWeights(model, {1, 0, 99}).has_value());
    }
};

GRADEWISE_TEST(TestNetworkPanel)
#include "test_network_panel.moc"
