// The colours and the type of the window and of its figures: two for the screen, one for paper.
// Panels and controls take every colour from here; nothing else in ui/ names a colour.
#pragma once

#include <QColor>
#include <QString>

class QApplication;

namespace gradewise {

enum class ThemeChoice { System, Light, Dark };

struct Theme {
    bool dark = false;
    QColor window; ///< behind the cards
    QColor card;   ///< of a panel
    QColor cardBorder;
    QColor field; ///< of an input
    QColor text;
    QColor mutedText; ///< captions, units
    QColor gridLine;  ///< of a plot
    QColor axisText;
    QColor target;     ///< the target's curve
    QColor accent;     ///< the one accent: the approximation, the primary button, the selection
    QColor accentText; ///< on the accent
    QColor ghost;      ///< the residual of the grade before
    QColor good;       ///< "×10 smaller"
    QColor warning;
    QColor bad; ///< errors, divergence

    static const Theme& lightTheme();
    static const Theme& darkTheme();
    static const Theme& printTheme(); ///< white ground, black text, for exported figures
    /// Light or dark as the choice says, System by the palette's lightness.
    static const Theme& of(ThemeChoice choice);

    /// The colour of grade `index` (from 0) of `count`: one ordered palette, used for that grade everywhere.
    QColor grade(std::size_t index, std::size_t count) const;
};

/// Applies the theme to the whole application: Fusion style, palette, style sheet, font.
void applyTheme(QApplication& application, const Theme& theme);

} // namespace gradewise
