// How the window is divided: settings at the left, the two curve panels in the middle, the summaries at
// the right, of which network, audit and spectrum share a place. Panels can be hidden, one can fill the place
// of all; the arrangement is remembered.
#pragma once

#include "ui/charts/cursor.h"
#include "ui/panels/panel_list.h"

#include <QWidget>

#include <map>
#include <optional>
#include <set>
#include <span>
#include <vector>

class QSettings;
class QSplitter;

namespace gradewise {

class PlaceSwitch;

class PanelArea : public QWidget {
    Q_OBJECT
public:
    PanelArea(QWidget* settings, const Theme& theme, QWidget* parent = nullptr);

    const std::vector<Panel*>& panels() const { return panels_; }
    Panel& panel(PanelKind kind) const;
    PanelViews views() const; ///< as chosen in each panel
    Cursor& cursor() { return cursor_; }

    bool isShown(PanelKind kind) const { return !hidden_.contains(kind); }
    void setShown(PanelKind kind, bool shown);
    bool settingsShown() const { return settingsShown_; }
    void setSettingsShown(bool shown);
    /// That panel fills the place of all; nothing: the usual arrangement.
    std::optional<PanelKind> maximised() const { return maximised_; }
    void setMaximised(std::optional<PanelKind> kind);
    /// The panels that share a place, of which one is on show.
    static std::span<const PanelKind> sharing();
    /// The one on show, while it is not hidden.
    PanelKind front() const { return front_; }
    void setFront(PanelKind kind);

    void save(QSettings& settings) const;
    void restore(const QSettings& settings);
    void reset();
    void setTheme(const Theme& theme);

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void arrangementChanged();

private:
    void arrange();
    bool isOnShow(PanelKind kind) const;
    void addSwitch(PanelKind kind);
    PanelKind foremost() const;
    void restoreHidden(const QSettings& settings);
    void setUsualSizes();
    void resizeEvent(QResizeEvent* event) override;

    Cursor cursor_;
    std::vector<Panel*> panels_;
    std::map<PanelKind, PlaceSwitch*> switches_;
    QWidget* settings_;
    QSplitter* columns_;
    QSplitter* middle_;
    QSplitter* right_;
    QWidget* shared_; ///< the place of those that share one
    std::set<PanelKind> hidden_;
    std::optional<PanelKind> maximised_;
    PanelKind front_ = PanelKind::Network;
    bool settingsShown_ = true;
    bool usualSizes_ = true; ///< nobody has moved a divider yet
};

} // namespace gradewise
