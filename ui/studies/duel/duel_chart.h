// The error of both sides of a duel by what they had spent: every seed thin, the median strong.
#pragma once

#include "core/study/duel/duel.h"
#include "ui/theme.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;

namespace gradewise {

class CurveView;

/// The side's colour, the same everywhere.
QColor sideColor(DuelSide side, const Theme& theme);
/// "grade by grade", "end to end"
QString sideName(DuelSide side);

/// The median over runs at the same share of what each of them spent in the end: it ends at the median of
/// what was spent and of the final errors.
struct DuelMedian {
    std::vector<double> x;
    std::vector<double> y;
};

class DuelChart : public QWidget {
    Q_OBJECT
public:
    enum class Axis { Work, Seconds };
    enum class Error { Test, Train };

    /// `forPaper`: nothing to choose and nobody points at it.
    DuelChart(const Theme& theme, bool forPaper, QWidget* parent = nullptr);

    /// Draws the finished runs, and the points of the one being trained.
    void show(const DuelRecord& finished, DuelSide presentSide, const std::vector<DuelPoint>& present);
    /// Another duel: forget zoom, follow the data.
    void startAfresh();
    void setTheme(const Theme& theme);
    void setHint(const QString& hint);

    Axis axis() const { return axis_; }
    Error error() const { return error_; }
    void choose(Axis axis, Error error);
    CurveView* view() { return view_; }

    static DuelMedian medianOf(const std::vector<DuelRun>& runs, Axis axis, Error error);

private:
    class Swatch;
    QWidget* makeHeader(bool forPaper);
    void drawFinished();
    void drawPresent();
    void drawRun(DuelSide side, const DuelRun& run, int columns);
    void relabel();

    Theme theme_;
    CurveView* view_;
    QLabel* title_;
    QLabel* legend_[2];
    Swatch* swatch_[2];
    QComboBox* errorChoice_ = nullptr;
    QComboBox* axisChoice_ = nullptr;
    Axis axis_ = Axis::Work;
    Error error_ = Error::Test;
    DuelRecord finished_; ///< as it was drawn
    DuelSide presentSide_ = DuelSide::Gradewise;
    std::vector<DuelPoint> present_;
};

/// A page for figures with that chart, laid out and never shown on screen.
std::unique_ptr<QWidget> makeDuelPage(const DuelRecord& record, DuelChart::Axis axis, DuelChart::Error error,
                                      const Theme& theme, QSize size);

} // namespace gradewise
