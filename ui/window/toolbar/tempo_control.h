// How fast a run goes: Watch spreads each grade over seconds on screen, Fast goes as the processor can. One
// slider says how fast in either; both are remembered.
#pragma once

#include <QWidget>

class QHBoxLayout;
class QSlider;
class QToolButton;

namespace gradewise {

class ElidedLabel;
class RunDriver;
struct Tempo;

class TempoControl : public QWidget {
    Q_OBJECT
public:
    /// The driver outlives the control.
    TempoControl(RunDriver& driver, QWidget* parent);

    bool watching() const { return watching_; }
    void setWatching(bool watching);
    /// For the menu: Watch and Fast by key.
    QList<QAction*> actions() const { return {toggle_}; }

    /// The tempo at a position of the slider, from slow to fast.
    static Tempo tempoAt(bool watching, int position);
    /// In words: "2.5 s/grade", "100 steps/s", "no limit".
    static QString textOf(const Tempo& tempo);

private:
    QToolButton* addChoice(QHBoxLayout& row, const QString& name, const QString& text, const QString& tip);
    void moved(int position);
    void showTempo();

    RunDriver& driver_;
    QAction* toggle_;
    QToolButton* watch_ = nullptr;
    QToolButton* fast_ = nullptr;
    QSlider* slider_;
    ElidedLabel* words_;
    bool watching_ = true;
    int watchPosition_ = 0;
    int fastPosition_ = 0;
};

} // namespace gradewise
