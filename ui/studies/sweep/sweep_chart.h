// The map of a sweep above the curves of the error by learning rate, one a grade: one axis for both.
#pragma once

#include "ui/studies/sweep/sweep_map.h"
#include "ui/theme.h"

#include <QWidget>

#include <memory>

class QLabel;

namespace gradewise {

class CurveView;

class SweepChart : public QWidget {
    Q_OBJECT
public:
    /// `forPaper`: nobody points at it.
    SweepChart(const Theme& theme, bool forPaper, QWidget* parent = nullptr);

    void show(SweepMapContent content);
    void setTheme(const Theme& theme);
    void setHint(const QString& hint) { map_->setHint(hint); }
    /// Another sweep: forget zoom.
    void startAfresh();

    SweepMap& map() { return *map_; }
    CurveView& curves() { return *view_; }
    /// What the letters and the line mean, as far as they occur.
    QString legend() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void align();
    void drawCurves();

    Theme theme_;
    QLabel* title_;
    QLabel* legend_;
    SweepMap* map_;
    CurveView* view_;
};

/// A page for figures with that chart, laid out and never shown on screen.
std::unique_ptr<QWidget> makeSweepPage(const SweepRecord& record, const Theme& theme, QSize size);

} // namespace gradewise
