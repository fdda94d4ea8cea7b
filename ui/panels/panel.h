// A panel: one picture of a run in a card with a title. Panels display only; they do not know each other.
#pragma once

#include "ui/theme.h"

#include <QWidget>

#include <memory>

namespace gradewise {

class Cursor;
class RunModel;

enum class PanelKind { Target, Residuals, ErrorByGrade, LossByEpoch, Network, Audit, Spectrum };

/// Where the window shows a panel: below the target, beside it, or in the place that several share.
enum class PanelPlace { Middle, Right, Shared };

class Panel;

/// What a kind of panel is called, how much room it needs and how it is made. Each panel's folder says its
/// own; panel_list.cpp lists them.
struct PanelTraits {
    PanelKind kind;
    QLatin1String id;   ///< "target": of figures' file names and settings
    QString (*title)(); ///< "Target and approximation"
    QLatin1String help; ///< where the manual explains it: "panels#residuals"
    PanelPlace place;
    /// What its name says in the switch of a shared place; null elsewhere.
    QString (*switchTip)();
    /// Is a part of the whole figure; else only a figure of its own.
    bool inWholeFigure;
    /// Size of a figure of it, in pixels of 1/96 inch, below which its words do not fit. `view` is a
    /// chosenView().
    QSize (*leastSize)(const RunModel& model, const QString& view);
    /// The height that suits a figure of it, in widths.
    double (*usualHeight)(const RunModel& model, const QString& view);
    /// `cursor` is the shared crosshair; null for pictures nobody points at.
    std::unique_ptr<Panel> (*make)(Cursor* cursor, const Theme& theme, bool forPaper);
};

class Panel : public QWidget {
    Q_OBJECT
public:
    Panel(const PanelTraits& traits, QWidget* parent);
    PanelKind kind() const { return traits_.kind; }
    QString title() const { return traits_.title(); }
    QString helpTopic() const { return traits_.help; }

    /// Draws the model as it stands. Called at most once a frame; a hidden panel may skip the work until
    /// shown.
    virtual void showRun(const RunModel& model) = 0;
    /// Another target or run: forget zoom, follow the data.
    virtual void followData() {}
    /// Where a panel has several views, the one that the user chose; empty: none, the panel decides by the
    /// run.
    virtual QString chosenView() const { return {}; }
    /// As chosenView() said it; anything else counts as empty.
    virtual void chooseView(const QString&) {}
    virtual void setTheme(const Theme& theme) = 0;
    /// Takes what names all panels of its place into its title row, instead of the title.
    virtual void setSwitch(QWidget* names) = 0;
    /// What the picture says, in words, for screen readers and tool tips.
    virtual QString summary() const = 0;

signals:
    void exportRequested(gradewise::PanelKind kind); ///< "Export this panel…" in the context menu
    void copyRequested(gradewise::PanelKind kind);   ///< "Copy this panel"

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    const PanelTraits& traits_; ///< lives as long as the program
};

} // namespace gradewise
