// What makes a figure the same wherever it is drawn: from a window with large letters, another language and a
// dark theme, on a screen of any density, or without a display.
#pragma once

#include "ui/theme.h"

#include <QFont>
#include <QLocale>
#include <QObject>
#include <QPalette>

class QWidget;

namespace gradewise {

/// The letters of figures: the program's own, of 13/96 inch, not fitted to the pixels of any screen.
QFont paperFont();

/// Gives a page, and every widget that ever comes onto it, the letters of figures and the colours of the
/// theme. Qt would hand them down by itself, but not past a style sheet, and the window has one.
class PaperStyle : public QObject {
    Q_OBJECT
public:
    PaperStyle(QWidget& page, const Theme& theme); ///< owned by the page
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply(QWidget& widget);

    QFont font_;
    QPalette palette_;
};

/// While it lives, numbers are written as figures have them: with a decimal point and without marks between
/// thousands, whatever the language of the desktop. For the window's thread; pages of figures are
/// made and drawn within one, and nothing else is.
class PaperNumbers {
public:
    PaperNumbers();
    ~PaperNumbers();
    PaperNumbers(const PaperNumbers&) = delete;
    PaperNumbers& operator=(const PaperNumbers&) = delete;

private:
    QLocale before_;
};

} // namespace gradewise
