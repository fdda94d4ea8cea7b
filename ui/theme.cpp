#include "ui/theme.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QFontDatabase>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>
#include <QWidget>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

namespace gradewise {

namespace {

// Ordered as viridis is, from dark purple to green, but ending before the yellow that vanishes on white:
// every colour has a contrast of at least 3:1 with the card. On the dark card the same order of hues,
// brighter.
constexpr QRgb lightGrades[] = {0xFF4B1F78, 0xFF3F4190, 0xFF2F6396, 0xFF20809A,
                                0xFF15937F, 0xFF2F9E57, 0xFF6B9A1C};
constexpr QRgb darkGrades[] = {0xFFB08CFF, 0xFF7C9CFF, 0xFF4FB7E8, 0xFF3CCFC3, 0xFF53DA9B, 0xFF9BE26B};

Theme makeLight() {
    Theme theme;
    theme.window = QColor(0xF4F5F7);
    theme.card = QColor(0xFFFFFF);
    theme.cardBorder = QColor(0xE2E5EA);
    theme.field = QColor(0xFFFFFF);
    theme.controlBorder = QColor(0xD3D8DF);
    theme.hover = QColor(0xF4F6F9);
    theme.pressed = QColor(0xE8EBF0);
    theme.track = QColor(0xE2E5EA);
    theme.selection = QColor(0xEAF0FE);
    theme.text = QColor(0x1A1D21);
    theme.mutedText = QColor(0x616975);
    theme.disabledText = QColor(0xA9B0BA);
    theme.gridLine = QColor(0xEDEFF2);
    theme.zeroLine = QColor(0xC9CED6);
    theme.axisText = QColor(0x616975);
    theme.target = QColor(0x5B636E);
    theme.accent = QColor(0x2563EB);
    theme.accentText = QColor(0xFFFFFF);
    theme.rival = QColor(0xB45309);
    theme.ghost = QColor(0xC9CED6);
    theme.good = QColor(0x0B7A53);
    theme.warning = QColor(0x9A5B00);
    theme.bad = QColor(0xC62828);
    return theme;
}

Theme makeDark() {
    Theme theme;
    theme.dark = true;
    theme.window = QColor(0x15171B);
    theme.card = QColor(0x1D2026);
    theme.cardBorder = QColor(0x2C313A);
    theme.field = QColor(0x15171B);
    theme.controlBorder = QColor(0x383E48);
    theme.hover = QColor(0x272B33);
    theme.pressed = QColor(0x313640);
    theme.track = QColor(0x343942);
    theme.selection = QColor(0x24304A);
    theme.text = QColor(0xE8EAED);
    theme.mutedText = QColor(0x98A0AC);
    theme.disabledText = QColor(0x5A626E);
    theme.gridLine = QColor(0x272B33);
    theme.zeroLine = QColor(0x444B57);
    theme.axisText = QColor(0x98A0AC);
    theme.target = QColor(0xA7AEB9);
    theme.accent = QColor(0x6C9BFF);
    theme.accentText = QColor(0x10131A);
    theme.rival = QColor(0xF5A35B);
    theme.ghost = QColor(0x4A515D);
    theme.good = QColor(0x3DD68C);
    theme.warning = QColor(0xF2B84B);
    theme.bad = QColor(0xFF7B72);
    return theme;
}

Theme makePrint() {
    Theme theme = makeLight();
    theme.window = Qt::white;
    theme.card = Qt::white;
    theme.cardBorder = QColor(0xC4C9D0);
    theme.text = Qt::black;
    theme.mutedText = QColor(0x3C424B);
    theme.axisText = QColor(0x23272E);
    theme.gridLine = QColor(0xE3E6EA);
    theme.zeroLine = QColor(0xAEB5BF);
    theme.target = QColor(0x3C424B);
    theme.ghost = QColor(0xBFC5CE);
    return theme;
}

QFont applicationFont() {
    // The mock-up's 12 px text at 96 dpi. Desktops use 10 or 11 points for text that stands alone; whoever
    // has set more than that wants larger letters and gets them.
    constexpr double basePointSize = 9.5;
    constexpr double denser = 1.0;
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setPointSizeF(std::max(basePointSize, font.pointSizeF() - denser));
    font.setFamilies({typeface(), font.family()}); // letters that ours does not have are the desktop's
    return font;
}

QString styleSheetOf(const Theme& theme) {
    QFile file(QStringLiteral(":/gradewise/style/style.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<const char*, QColor> colours[] = {
        {"window", theme.window},
        {"card", theme.card},
        {"cardBorder", theme.cardBorder},
        {"field", theme.field},
        {"controlBorder", theme.controlBorder},
        {"hover", theme.hover},
        {"pressed", theme.pressed},
        {"track", theme.track},
        {"selection", theme.selection},
        {"text", theme.text},
        {"mutedText", theme.mutedText},
        {"disabledText", theme.disabledText},
        {"accent", theme.accent},
        {"accentText", theme.accentText},
        {"accentHover", mixed(theme.accent, theme.text, 0.14)},
        {"accentPressed", mixed(theme.accent, theme.text, 0.26)},
        {"handle", mixed(theme.card, theme.mutedText, 0.45)},
        {"handleHover", mixed(theme.card, theme.mutedText, 0.75)},
        {"good", theme.good},
        {"bad", theme.bad},
    };
    for (const auto& [name, colour] : colours)
        sheet.replace(QLatin1Char('@') + QLatin1String(name) + QLatin1Char('@'), colour.name());
    sheet.replace(QStringLiteral("@art@"), theme.dark ? QStringLiteral(":/gradewise/style/dark")
                                                      : QStringLiteral(":/gradewise/style/light"));
    sheet.replace(QStringLiteral("@caption@"), QString::number(captionPointSize(), 'f', 2));
    return sheet;
}

} // namespace

const Theme& Theme::lightTheme() {
    static const Theme theme = makeLight();
    return theme;
}

const Theme& Theme::darkTheme() {
    static const Theme theme = makeDark();
    return theme;
}

const Theme& Theme::printTheme() {
    static const Theme theme = makePrint();
    return theme;
}

const Theme& Theme::of(ThemeChoice choice) {
    switch (choice) {
    case ThemeChoice::Light:
        return lightTheme();
    case ThemeChoice::Dark:
        return darkTheme();
    case ThemeChoice::System:
        break;
    }
    return QApplication::palette().color(QPalette::Midlight).lightness() < 128 ? darkTheme() : lightTheme();
}

QColor Theme::grade(std::size_t index, std::size_t count) const {
    const std::span<const QRgb> anchors =
        dark ? std::span<const QRgb>(darkGrades) : std::span<const QRgb>(lightGrades);
    if (count < 2)
        return QColor(anchors.front());
    const double place = static_cast<double>(std::min(index, count - 1)) / static_cast<double>(count - 1) *
                         static_cast<double>(anchors.size() - 1);
    const std::size_t left = std::min(static_cast<std::size_t>(place), anchors.size() - 2);
    return mixed(QColor(anchors[left]), QColor(anchors[left + 1]), place - static_cast<double>(left));
}

QString typeface() {
    static const QString family = [] {
        QString name = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
        for (const char* face : {"Regular", "Italic", "Medium", "SemiBold", "Bold"}) {
            const int font = QFontDatabase::addApplicationFont(
                QStringLiteral(":/gradewise/fonts/Inter-%1.otf").arg(QLatin1String(face)));
            if (const QStringList families = QFontDatabase::applicationFontFamilies(font);
                families.contains(QStringLiteral("Inter")))
                name = QStringLiteral("Inter");
        }
        return name;
    }();
    return family;
}

// Every role but Midlight, which no control of ours shows: Qt fills it in from the desktop's palette, and
// that tells the desktop's lightness while our own palette is in force.
QPalette paletteOf(const Theme& theme) {
    QPalette palette;
    palette.setResolveMask(0);
    const auto set = [&palette](QPalette::ColorRole role, QColor normal, QColor disabled) {
        palette.setColor(QPalette::All, role, normal);
        palette.setColor(QPalette::Disabled, role, disabled);
    };
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        set(role, theme.text, theme.disabledText);
    set(QPalette::Window, theme.window, theme.window);
    set(QPalette::Base, theme.field, theme.window);
    set(QPalette::AlternateBase, theme.hover, theme.window);
    set(QPalette::Button, theme.card, theme.card);
    set(QPalette::BrightText, theme.bad, theme.bad);
    set(QPalette::PlaceholderText, theme.mutedText, theme.disabledText);
    set(QPalette::Highlight, theme.accent, theme.track);
    set(QPalette::HighlightedText, theme.accentText, theme.disabledText);
    set(QPalette::Link, theme.accent, theme.disabledText);
    set(QPalette::LinkVisited, theme.accent, theme.disabledText);
    set(QPalette::ToolTipBase, theme.card, theme.card);
    set(QPalette::ToolTipText, theme.text, theme.text);
    set(QPalette::Light, theme.hover, theme.hover);
    set(QPalette::Mid, theme.controlBorder, theme.cardBorder);
    set(QPalette::Dark, theme.controlBorder, theme.cardBorder);
    set(QPalette::Shadow, theme.zeroLine, theme.cardBorder);
    return palette;
}

QColor mixed(const QColor& from, const QColor& to, double share) {
    const auto mix = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

double captionPointSize() {
    return applicationFont().pointSizeF() - 1.0;
}

void applyTheme(QApplication& application, const Theme& theme) {
    // Setting a style resets the palette of the tool tips, so it comes first and only once.
    if (QApplication::style()->objectName().compare(QLatin1String("fusion"), Qt::CaseInsensitive) != 0)
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const QPalette palette = paletteOf(theme);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    QApplication::setFont(applicationFont());
    application.setStyleSheet(styleSheetOf(theme));
}

void setStyleProperty(QWidget& widget, const char* property, bool on) {
    if (widget.property(property).toBool() == on)
        return;
    widget.setProperty(property, on);
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
    widget.update();
}

} // namespace gradewise
