// Colours, contrast and icons of the themes.
#include "tests/test_case.h"
#include "tests/ui/pixels.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QtTest>
#include <QtWidgets>

#include <array>
#include <cmath>

using namespace gradewise;

namespace {

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

std::array<double, 3> linearRgb(const QColor& colour) {
    return {linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
}

double luminance(const QColor& colour) {
    const auto [red, green, blue] = linearRgb(colour);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

// WCAG 2.1, contrast ratio.
double contrast(const QColor& a, const QColor& b) {
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

// CIE 1976 colour difference in L*a*b* with white D65.
double difference(const QColor& a, const QColor& b) {
    const auto lab = [](const QColor& colour) {
        const auto [red, green, blue] = linearRgb(colour);
        const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116.0; };
        const double x = f((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
        const double y = f(0.2126 * red + 0.7152 * green + 0.0722 * blue);
        const double z = f((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
        return std::array{116 * y - 16, 500 * (x - y), 200 * (y - z)};
    };
    const auto first = lab(a), second = lab(b);
    return std::hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

const Theme& themeOf(const QString& name) {
    if (name == QLatin1String("light"))
        return Theme::lightTheme();
    return name == QLatin1String("dark") ? Theme::darkTheme() : Theme::printTheme();
}

QImage drawn(QWidget& widget) {
    widget.ensurePolished();
    return widget.grab().toImage();
}

void themes() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"light", "dark", "print"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { applyTheme(*qApp, Theme::lightTheme()); }

    void textIsLegible_data() { themes(); }
    void textIsLegible() {
        QFETCH(QString, name);
        const Theme& theme = themeOf(name);
        for (const QColor& ground : {theme.window, theme.card, theme.field, theme.selection, theme.hover})
            for (const QColor& ink : {theme.text, theme.mutedText})
                QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(ink.name() + " on " + ground.name()));
        for (const QColor& ground : {theme.window, theme.card, theme.field})
            for (const QColor& ink :
                 {theme.axisText, theme.accent, theme.rival, theme.good, theme.warning, theme.bad})
                QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(ink.name() + " on " + ground.name()));
        QVERIFY(contrast(theme.accentText, theme.accent) >= 4.5);
        QVERIFY(contrast(theme.accent, theme.selection) >= 4.5);
        QVERIFY(contrast(theme.target, theme.card) >= 4.5);
    }

    void gradesAreVisibleAndOrdered_data() { themes(); }
    void gradesAreVisibleAndOrdered() {
        QFETCH(QString, name);
        const Theme& theme = themeOf(name);
        for (const std::size_t count : {1UL, 2UL, 3UL, 4UL, 5UL, 6UL, 7UL, 8UL, 9UL, 64UL, 2000UL})
            for (std::size_t index = 0; index < count; ++index) {
                const QColor colour = theme.grade(index, count);
                QVERIFY(colour.isValid());
                QVERIFY2(contrast(colour, theme.card) >= 3.0, qPrintable(colour.name()));
                if (index > 0 && count <= 8)
                    QVERIFY2(difference(colour, theme.grade(index - 1, count)) >= 12.0,
                             qPrintable(colour.name()));
            }
        QCOMPARE(theme.grade(0, 2000), theme.grade(0, 3));
        QCOMPARE(theme.grade(1999, 2000), theme.grade(2, 3));
        QCOMPARE(theme.grade(7, 3), theme.grade(2, 3)); // beyond the end: the last, not a crash
        QVERIFY(theme.grade(0, 0).isValid());
    }

    void systemChoiceFollowsThePalette() {
        qApp->setStyleSheet({});
        QApplication::setPalette(QPalette(QColor(40, 40, 44)));
        QCOMPARE(&Theme::of(ThemeChoice::System), &Theme::darkTheme());
        QApplication::setPalette(QPalette(QColor(239, 239, 239)));
        QCOMPARE(&Theme::of(ThemeChoice::System), &Theme::lightTheme());
        QCOMPARE(&Theme::of(ThemeChoice::Light), &Theme::lightTheme());
        QCOMPARE(&Theme::of(ThemeChoice::Dark), &Theme::darkTheme());
    }

    void systemChoiceSeesThroughOurOwnPalette() {
        // The offscreen desktop is light, and stays so under our dark theme.
        applyTheme(*qApp, Theme::darkTheme());
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 128);
        QCOMPARE(&Theme::of(ThemeChoice::System), &Theme::lightTheme());
    }

    void coloursComeThroughAfterSwitchingTwice_data() {
        QTest::addColumn<QStringList>("switches");
        QTest::newRow("light") << QStringList{"light"};
        QTest::newRow("dark") << QStringList{"dark"};
        QTest::newRow("light, dark, light") << QStringList{"light", "dark", "light"};
        QTest::newRow("dark, light, dark") << QStringList{"dark", "light", "dark"};
    }
    void coloursComeThroughAfterSwitchingTwice() {
        QFETCH(QStringList, switches);
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto* primary = new QPushButton(QStringLiteral("Run"));
        primary->setProperty("primary", true);
        auto* plain = new QPushButton(QStringLiteral("Stop"));
        auto* field = new QLineEdit(QStringLiteral("x"));
        auto* card = new QFrame;
        card->setProperty("card", true);
        card->setMinimumHeight(40);
        auto* progress = new QProgressBar;
        progress->setValue(50);
        for (QWidget* widget : std::initializer_list<QWidget*>{primary, plain, field, card, progress})
            layout->addWidget(widget);
        for (const QString& name : switches) {
            applyTheme(*qApp, themeOf(name));
            window.show();
            QCoreApplication::processEvents();
        }
        const Theme& theme = themeOf(switches.back());
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme.window);
        QCOMPARE(QApplication::palette().color(QPalette::Disabled, QPalette::Text), theme.disabledText);
        QVERIFY(pixelsOf(drawn(*primary), theme.accent) > 200);
        QVERIFY(pixelsOf(drawn(*primary), theme.accentText) > 5);
        QVERIFY(pixelsOf(drawn(*plain), theme.card) > 200);
        QVERIFY(pixelsOf(drawn(*plain), theme.accent) == 0);
        QVERIFY(pixelsOf(drawn(*field), theme.field) > 200);
        QVERIFY(pixelsOf(drawn(*card), theme.card) > 200);
        QVERIFY(pixelsOf(drawn(*card), theme.cardBorder) > 40);
        QVERIFY(pixelsOf(drawn(*progress), theme.accent) > 40);
        QVERIFY(pixelsOf(drawn(*progress), theme.track) > 40);
    }

    void everyNameInTheStyleSheetIsAColour_data() { themes(); }
    void everyNameInTheStyleSheetIsAColour() {
        QFETCH(QString, name);
        applyTheme(*qApp, themeOf(name));
        const QString sheet = qApp->styleSheet();
        QVERIFY(sheet.size() > 1000);
        QVERIFY2(!sheet.contains('@'),
                 qPrintable(sheet.mid(std::max(qsizetype(0), sheet.indexOf('@') - 20), 60)));
        static const QRegularExpression address(QStringLiteral("url\\(([^)]*)\\)"));
        for (auto match = address.globalMatch(sheet); match.hasNext();) {
            const QString file = match.next().captured(1);
            QVERIFY2(QFile::exists(file), qPrintable(file));
        }
    }

    void artworkOfTheStyleSheetWearsTheTheme_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QColor>("light");
        QTest::addColumn<QColor>("dark");
        const Theme &light = Theme::lightTheme(), &dark = Theme::darkTheme();
        QTest::newRow("check") << "check" << light.accentText << dark.accentText;
        QTest::newRow("dot") << "dot" << light.accentText << dark.accentText;
        QTest::newRow("chevron") << "chevron-down" << light.mutedText << dark.mutedText;
        QTest::newRow("disabled") << "chevron-up-disabled" << light.disabledText << dark.disabledText;
    }
    void artworkOfTheStyleSheetWearsTheTheme() {
        QFETCH(QString, file);
        QFETCH(QColor, light);
        QFETCH(QColor, dark);
        for (const auto& [folder, colour] : {std::pair("light", light), std::pair("dark", dark)}) {
            QFile artwork(QStringLiteral(":/gradewise/style/%1/%2.svg").arg(QLatin1String(folder), file));
            QVERIFY(artwork.open(QIODevice::ReadOnly));
            QVERIFY(artwork.readAll().contains(colour.name().toUpper().toLatin1()));
        }
    }

    void fieldWithAProblemIsMarked() {
        applyTheme(*qApp, Theme::lightTheme());
        QLineEdit field;
        field.resize(200, 32);
        QCOMPARE(pixelsOf(drawn(field), Theme::lightTheme().bad), 0);
        setStyleProperty(field, "problem", true);
        QVERIFY(pixelsOf(drawn(field), Theme::lightTheme().bad) > 100);
        setStyleProperty(field, "problem", false);
        QCOMPARE(pixelsOf(drawn(field), Theme::lightTheme().bad), 0);
    }

    void focusIsVisible_data() {
        QTest::addColumn<QWidget*>("widget");
        QTest::newRow("button") << static_cast<QWidget*>(new QPushButton(QStringLiteral("Stop")));
        auto* primary = new QPushButton(QStringLiteral("Run"));
        primary->setProperty("primary", true);
        QTest::newRow("primary") << static_cast<QWidget*>(primary);
        QTest::newRow("check box") << static_cast<QWidget*>(new QCheckBox(QStringLiteral("Guard")));
        QTest::newRow("slider") << static_cast<QWidget*>(new QSlider(Qt::Horizontal));
        QTest::newRow("combo box") << static_cast<QWidget*>(new QComboBox);
        QTest::newRow("spin box") << static_cast<QWidget*>(new QSpinBox);
        QTest::newRow("field") << static_cast<QWidget*>(new QLineEdit);
    }
    void focusIsVisible() {
        QFETCH(QWidget*, widget);
        applyTheme(*qApp, Theme::lightTheme());
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto* other = new QPushButton(QStringLiteral("other"));
        layout->addWidget(other);
        layout->addWidget(widget);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        other->setFocus();
        const QSize before = widget->size();
        const QImage without = drawn(*widget);
        widget->setFocus();
        QVERIFY(widget->hasFocus());
        QVERIFY(drawn(*widget) != without);
        QCOMPARE(widget->size(), before);
    }

    void fontIsSetInPointsAndNotEnlargedBySwitching() {
        applyTheme(*qApp, Theme::lightTheme());
        const QFont font = QApplication::font();
        QVERIFY(font.pointSizeF() >= 9.0);
        applyTheme(*qApp, Theme::darkTheme());
        QCOMPARE(QApplication::font(), font);
        QVERIFY(captionPointSize() < font.pointSizeF());
        if (QFontDatabase::families().contains(QStringLiteral("Inter")))
            QCOMPARE(QFontInfo(font).family(), QStringLiteral("Inter"));
    }

    void theProgramHasAnIcon() {
        const QImage image = applicationIcon().pixmap(QSize(64, 64), 1.0).toImage();
        QCOMPARE(image.size(), QSize(64, 64));
        QVERIFY(image.pixelColor(32, 10).alpha() == 255);
        const QString folder = QStringLiteral(GRADEWISE_SOURCE_DIR "/resources/desktop/") + applicationId();
        for (const char* ending : {".desktop", ".metainfo.xml", ".mime.xml", ".svg", "-symbolic.svg"})
            QVERIFY2(QFile::exists(folder + QLatin1String(ending)), ending);
    }

    void iconsAreDrawnInTheColourAskedFor_data() {
        QTest::addColumn<Icon>("icon");
        for (const Icon icon : allIcons())
            QTest::newRow(qPrintable(iconName(icon))) << icon;
    }
    void iconsAreDrawnInTheColourAskedFor() {
        QFETCH(Icon, icon);
        const QIcon made = makeIcon(icon, QColor(200, 30, 40), QColor(10, 120, 20));
        for (const int size : {16, 20, 40}) {
            const QImage normal = made.pixmap(QSize(size, size), 1.0).toImage();
            QCOMPARE(normal.size(), QSize(size, size));
            QVERIFY(pixelsOf(normal, QColor(200, 30, 40)) > 0);
            QCOMPARE(pixelsOf(normal, QColor(10, 120, 20)), 0);
            QCOMPARE(normal.pixelColor(0, 0).alpha(), 0);
            QVERIFY(pixelsOf(made.pixmap(QSize(size, size), 1.0, QIcon::Disabled).toImage(),
                             QColor(10, 120, 20)) > 0);
        }
        const QPixmap doubled = made.pixmap(QSize(16, 16), 2.0);
        QCOMPARE(doubled.size(), QSize(32, 32));
        QCOMPARE(doubled.devicePixelRatio(), 2.0);
        // Crisp: drawn at that size, not enlarged from 16 px.
        QVERIFY(doubled.toImage() != made.pixmap(QSize(16, 16), 1.0)
                                         .toImage()
                                         .scaled(32, 32, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    }
};

GRADEWISE_TEST(TestTheme)
#include "test_theme.moc"
