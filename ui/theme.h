// The colours and the type of the window and of its figures: two for the screen, one for paper.
// Panels and controls take every colour from here; nothing else in ui/ names a colour.
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

#include <cstddef>

class QApplication;
class QWidget;

namespace gradewise {

enum class ThemeChoice { System, Light, Dark };

struct Theme {
    bool dark = false;
    QColor window; ///< behind the cards
    QColor card;   ///< of a panel
    QColor cardBorder;
    QColor field;         ///< of an input
    QColor controlBorder; ///< of inputs and buttons
    QColor hover;         ///< of a button under the pointer
    QColor pressed;       ///< of a button held down
    QColor track;         ///< the empty part of a slider or a progress bar
    QColor selection; ///< behind a selected row or the grade in training; text and accent are legible on it
    QColor text;
    QColor mutedText;    ///< captions, units
    QColor disabledText; ///< of what cannot be used now
    QColor gridLine;     ///< of a plot
    QColor zeroLine;     ///< of a plot, and the edges of the network
    QColor axisText;
    QColor target;     ///< the target's curve
    QColor accent;     ///< the one accent: the approximation, the primary button, the selection
    QColor accentText; ///< on the accent
    QColor rival;      ///< beside the accent: what grade by grade is compared with
    QColor ghost;      ///< the residual of the grade before
    QColor good;       ///< "×10 smaller"
    QColor warning;
    QColor bad; ///< errors, divergence

    static const Theme& lightTheme();
    static const Theme& darkTheme();
    static const Theme& printTheme(); ///< white ground, black text, for exported figures
    /// Light or dark as the choice says; System by the lightness of the desktop's palette, also while one of
    /// our themes is applied. Ask again on QEvent::ApplicationPaletteChange: the desktop may have changed.
    static const Theme& of(ThemeChoice choice);

    /// The colour of grade `index` (from 0) of `count`: one ordered palette, used for that grade everywhere.
    QColor grade(std::size_t index, std::size_t count) const;
};

/// The family of all letters, which travels inside the program: the same everywhere, whatever is installed.
/// Loaded when it is first asked for; needs the QApplication.
QString typeface();

/// The colour between two, at share 0 the first, at 1 the second: what is pale is mixed with its ground,
/// since transparency does not survive every export.
QColor mixed(const QColor& from, const QColor& to, double share);

/// The theme's colours for what Qt draws itself.
QPalette paletteOf(const Theme& theme);

/// Applies the theme to the whole application: Fusion style, palette, style sheet, font.
///
/// Widgets say what they are by dynamic properties, set before they are shown or with setStyleProperty():
/// buttons "primary" (the one main action), "danger", "link" (text only, accent), "quiet" (no border until
/// hovered, for icons in a tool row); frames "card"; line edits, combo and spin boxes "problem" (holds an
/// error); labels "title", "caption", "problem", "good". Each is a bool.
void applyTheme(QApplication& application, const Theme& theme);

/// Sets one of the properties above and restyles the widget.
void setStyleProperty(QWidget& widget, const char* property, bool on);

/// A size for secondary text (captions, axis labels) beside the font of the application, in points.
double captionPointSize();

} // namespace gradewise
