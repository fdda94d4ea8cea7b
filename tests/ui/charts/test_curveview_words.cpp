// Labels, notes and colours of a curve view.
#include "tests/test_case.h"
#include "tests/ui/charts/curveview_fixture.h"

using namespace gradewise;
using namespace gradewise::curveview_fixture;

class TestCurveViewWords : public CurveViewOnScreen {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void appendingEqualsSetting();
    void bothSetsOfColoursComeFromTheTheme();
    void labelsAreDrawnInEveryLocale();
    void labelsStayApart_data();
    void labelsStayApart();
    void notesStayInside_data();
    void notesStayInside();
    void rendersWithoutAnEventLoop();
};

void TestCurveViewWords::appendingEqualsSetting() {
    const std::vector<double> x = counting(5000);
    const std::vector<double> y = counting(5000, 0.3);
    view_->setCurve(QStringLiteral("y"), x, y, style());
    const QImage whole = picture();
    view_->removeAllCurves();
    for (std::size_t begin = 0; begin < x.size(); begin += 100)
        view_->appendToCurve(QStringLiteral("y"), {x.data() + begin, 100}, {y.data() + begin, 100}, style());
    view_->followData();
    QCOMPARE(picture(), whole);
}

void TestCurveViewWords::bothSetsOfColoursComeFromTheTheme() {
    view_->setCurve(QStringLiteral("y"), counting(10), counting(10), style());
    for (const Theme* theme : {&Theme::darkTheme(), &Theme::lightTheme()}) {
        view_->setTheme(*theme);
        QPalette palette = view_->palette();
        palette.setColor(QPalette::Window, theme->card);
        view_->setPalette(palette);
        const QImage image = view_->grab().toImage();
        int grid = 0;
        int text = 0;
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y) {
                grid += image.pixelColor(x, y) == theme->gridLine ? 1 : 0;
                text += near(image.pixelColor(x, y), theme->axisText) ? 1 : 0;
            }
        }
        QVERIFY2(grid > 200, "grid lines in the theme's colour");
        QVERIFY2(text > 5, "labels in the theme's colour");
        QCOMPARE(image.pixelColor(image.width() - 3, 3), theme->card); // no ground of Qt Charts' own
        QVERIFY(inkAt(image, view_->toPixel(5.0, 5.0)));
    }
}

void TestCurveViewWords::labelsAreDrawnInEveryLocale() {
    const auto darkPixels = [this] {
        const QImage image = picture();
        const QRectF plot = view_->plotRect();
        int left = 0;
        int below = 0;
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y) {
                const bool dark = image.pixelColor(x, y).lightness() < 150;
                left += dark && x < plot.left() - 2 ? 1 : 0;
                below += dark && y > plot.bottom() + 2 ? 1 : 0;
            }
        }
        return std::min(left, below);
    };
    for (const QLocale::Language language : {QLocale::C, QLocale::German, QLocale::Arabic}) {
        QLocale::setDefault(QLocale(language));
        for (const bool log : {false, true}) {
            view_->setAxes({}, log ? logarithmic() : AxisSetup{});
            view_->setCurve(QStringLiteral("y"), counting(3), std::vector<double>{0.25, 1.0, 1e-7}, style());
            QVERIFY(darkPixels() > 20);
        }
    }
}

void TestCurveViewWords::labelsStayApart_data() {
    QTest::addColumn<QSize>("size");
    for (const QSize size :
         {QSize(400, 240), QSize(260, 90), QSize(120, 70), QSize(90, 56), QSize(70, 40), QSize(60, 30)})
        QTest::addRow("%d x %d", size.width(), size.height()) << size;
}

/// Whatever the size, no label covers another or is cut, and the plot keeps some height.
void TestCurveViewWords::labelsStayApart() {
    QFETCH(QSize, size);
    view_->resize(size);
    for (const bool log : {false, true}) {
        const AxisSetup x{.title = QStringLiteral("epoch"), .fixed = Range{0.0, 1e6}, .integers = true};
        view_->setAxes(x, log ? logarithmic() : AxisSetup{});
        view_->setCurve(QStringLiteral("y"), counting(3, 5e5), std::vector<double>{0.25, -1e3, 1e-7},
                        style());
        const std::vector<PlotPicture::Text>& texts = view_->picture().texts;
        QVERIFY(!texts.empty());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const QRectF area = areaOf(texts[i]);
            QVERIFY2(QRectF(view_->rect()).adjusted(0, -3, 0, 0).contains(area), qPrintable(texts[i].text));
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY2(!area.adjusted(0, 3, 0, -3).intersects(areaOf(texts[j]).adjusted(0, 3, 0, -3)),
                         qPrintable(texts[i].text + QStringLiteral(" over ") + texts[j].text));
        }
        QVERIFY(view_->plotRect().height() >= 10.0);
    }
}

void TestCurveViewWords::notesStayInside_data() {
    QTest::addColumn<int>("width");
    for (const int width : {500, 300, 220, 120})
        QTest::addRow("%d wide", width) << width;
}

void TestCurveViewWords::notesStayInside() {
    QFETCH(int, width);
    view_->resize(width, 200);
    view_->setAxes({}, logarithmic());
    view_->setHint(QStringLiteral("Press Run to train fifteen grades of one hundred epochs each."));
    view_->setCurve(QStringLiteral("y"), counting(5), std::vector<double>{1.0, 0.0, notANumber, 0.5, 0.0},
                    style());
    const std::vector<PlotPicture::Text>& texts = view_->picture().textsAbove;
    QStringList words;
    for (const PlotPicture::Text& text : texts) {
        words << text.text;
        QVERIFY2(view_->plotRect().contains(areaOf(text)), qPrintable(text.text));
    }
    const QString all = words.join(QLatin1Char(' '));
    QVERIFY2(all.contains(QStringLiteral("points are exactly 0")) || width < 200, qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("grades of one")) || width < 200, qPrintable(all));
}

void TestCurveViewWords::rendersWithoutAnEventLoop() {
    CurveView fresh(nullptr, Theme::printTheme());
    fresh.setCurve(QStringLiteral("y"), counting(10), counting(10), style());
    fresh.resize(320, 200);
    QImage image(320, 200, QImage::Format_ARGB32);
    image.fill(Qt::white);
    fresh.render(&image);
    QVERIFY(inkAt(image, fresh.toPixel(5.0, 5.0)));
    fresh.resize(600, 300);
    QImage larger(600, 300, QImage::Format_ARGB32);
    larger.fill(Qt::white);
    fresh.render(&larger);
    QVERIFY(inkAt(larger, fresh.toPixel(8.0, 8.0)));
}

GRADEWISE_TEST(TestCurveViewWords)
#include "test_curveview_words.moc"
