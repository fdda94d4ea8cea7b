#include "ui/window/panel_area.h"

#include "ui/window/place_switch.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace gradewise {

namespace {

constexpr int titleHeight = 40;    ///< where a double click on a panel means "maximise"
constexpr int settingsWidth = 310; ///< narrower, the grade table would be cut

QSplitter* splitter(Qt::Orientation orientation, const char* name) {
    auto* made = new QSplitter(orientation);
    made->setObjectName(QString::fromLatin1(name));
    made->setHandleWidth(10);
    made->setChildrenCollapsible(false);
    return made;
}

bool inMiddle(PanelKind kind) {
    return panelTraits(kind).place == PanelPlace::Middle;
}

bool sharesPlace(PanelKind kind) {
    return panelTraits(kind).place == PanelPlace::Shared;
}

/// The settings' key; a file that does not have it was written before there was such a panel.
QString viewKey(PanelKind kind) {
    return QStringLiteral("view-") + panelId(kind);
}

} // namespace

std::span<const PanelKind> PanelArea::sharing() {
    static const std::vector<PanelKind> kinds = [] {
        std::vector<PanelKind> shared;
        for (const PanelTraits* panel : allPanels())
            if (panel->place == PanelPlace::Shared)
                shared.push_back(panel->kind);
        return shared;
    }();
    return kinds;
}

PanelArea::PanelArea(QWidget* settings, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      settings_(settings),
      columns_(splitter(Qt::Horizontal, "columns")),
      middle_(splitter(Qt::Vertical, "middle")),
      right_(splitter(Qt::Vertical, "right")),
      shared_(new QWidget) {
    auto* const place = new QVBoxLayout(shared_);
    place->setContentsMargins(0, 0, 0, 0);
    for (const PanelTraits* traits : allPanels()) {
        Panel* panel = traits->make(&cursor_, theme, false).release();
        panel->setObjectName(QStringLiteral("panel-") + traits->id);
        panel->setAccessibleName(traits->title());
        panel->installEventFilter(this);
        if (sharesPlace(traits->kind))
            place->addWidget(panel);
        else
            (inMiddle(traits->kind) ? middle_ : right_)->addWidget(panel);
        panels_.push_back(panel);
    }
    right_->addWidget(shared_);
    for (const PanelKind kind : sharing()) {
        addSwitch(kind);
        panel(kind).setVisible(kind == front_);
    }
    columns_->addWidget(settings_);
    columns_->addWidget(middle_);
    columns_->addWidget(right_);
    columns_->setStretchFactor(0, 0);
    columns_->setStretchFactor(1, 2);
    columns_->setStretchFactor(2, 1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(columns_);
    for (QSplitter* part : {columns_, middle_, right_})
        connect(part, &QSplitter::splitterMoved, this, [this] { usualSizes_ = false; });
}

Panel& PanelArea::panel(PanelKind kind) const {
    return **std::ranges::find(panels_, kind, &Panel::kind);
}

void PanelArea::setShown(PanelKind kind, bool shown) {
    if (shown) {
        if (hidden_.erase(kind) > 0 && sharesPlace(kind))
            front_ = kind;
    } else
        hidden_.insert(kind);
    if (maximised_ && (shown || *maximised_ == kind))
        maximised_.reset();
    arrange();
}

void PanelArea::setSettingsShown(bool shown) {
    settingsShown_ = shown;
    arrange();
}

void PanelArea::setMaximised(std::optional<PanelKind> kind) {
    maximised_ = kind;
    arrange();
}

void PanelArea::setFront(PanelKind kind) {
    front_ = kind;
    hidden_.erase(kind);
    if (maximised_)
        maximised_ = sharesPlace(*maximised_) ? std::optional(kind) : std::nullopt;
    arrange();
}

void PanelArea::addSwitch(PanelKind kind) {
    auto* const names = switches_[kind] = new PlaceSwitch(sharing(), kind);
    panel(kind).setSwitch(names);
    connect(names, &PlaceSwitch::chosen, this, [this, names](PanelKind to) {
        const bool byKeyboard = names->isAncestorOf(QApplication::focusWidget());
        setFront(to);
        if (byKeyboard)
            switches_[to]->takeFocus();
    });
}

/// Among those that share a place the front one, or where that is hidden the first that is not.
PanelKind PanelArea::foremost() const {
    if (isShown(front_))
        return front_;
    const auto shown = std::ranges::find_if(sharing(), [this](PanelKind kind) { return isShown(kind); });
    return shown == sharing().end() ? front_ : *shown;
}

bool PanelArea::isOnShow(PanelKind kind) const {
    if (maximised_)
        return *maximised_ == kind;
    return isShown(kind) && (!sharesPlace(kind) || foremost() == kind);
}

void PanelArea::arrange() {
    bool anyInMiddle = false;
    bool anyAtRight = false;
    bool anyShared = false;
    for (Panel* panel : panels_) {
        const bool visible = isOnShow(panel->kind());
        panel->setVisible(visible);
        anyShared |= visible && sharesPlace(panel->kind());
        (inMiddle(panel->kind()) ? anyInMiddle : anyAtRight) |= visible;
    }
    shared_->setVisible(anyShared);
    middle_->setVisible(anyInMiddle);
    right_->setVisible(anyAtRight);
    settings_->setVisible(settingsShown_);
    emit arrangementChanged();
}

void PanelArea::setUsualSizes() {
    const int rest = std::max(columns_->width() - settingsWidth - 2 * columns_->handleWidth(), 300);
    const int atRight = std::clamp(rest * 33 / 100, 300, 520);
    columns_->setSizes({settingsWidth, rest - atRight, atRight});
    const int height = std::max(columns_->height(), 300);
    middle_->setSizes({height * 37 / 100, height * 63 / 100});
    right_->setSizes({height * 33 / 100, height * 31 / 100, height * 36 / 100});
}

void PanelArea::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (usualSizes_)
        setUsualSizes();
}

void PanelArea::reset() {
    hidden_.clear();
    maximised_.reset();
    front_ = PanelKind::Network;
    settingsShown_ = true;
    usualSizes_ = true;
    for (Panel* panel : panels_)
        panel->chooseView({});
    arrange();
    setUsualSizes();
}

PanelViews PanelArea::views() const {
    PanelViews chosen;
    for (const Panel* panel : panels_)
        chosen[panel->kind()] = panel->chosenView();
    return chosen;
}

void PanelArea::save(QSettings& settings) const {
    QStringList hidden;
    for (const PanelKind kind : hidden_)
        hidden << panelId(kind);
    settings.setValue(QStringLiteral("hidden"), hidden);
    settings.setValue(QStringLiteral("front"), panelId(front_));
    settings.setValue(QStringLiteral("settingsShown"), settingsShown_);
    settings.setValue(QStringLiteral("usualSizes"), usualSizes_);
    for (const Panel* panel : panels_)
        settings.setValue(viewKey(panel->kind()), panel->chosenView());
    for (const QSplitter* part : {columns_, middle_, right_})
        settings.setValue(part->objectName(), part->saveState());
}

void PanelArea::restoreHidden(const QSettings& settings) {
    const QStringList hidden = settings.value(QStringLiteral("hidden")).toStringList();
    hidden_.clear();
    for (const PanelTraits* panel : allPanels())
        if (hidden.contains(panel->id))
            hidden_.insert(panel->kind);
    const auto isHidden = [this](PanelKind kind) { return hidden_.contains(kind); };
    const auto isHiddenOrNew = [&](PanelKind kind) {
        return isHidden(kind) || !settings.contains(viewKey(kind));
    };
    // A place that was left empty stays so, though there is another panel for it by now.
    if (std::ranges::any_of(sharing(), isHidden) && std::ranges::all_of(sharing(), isHiddenOrNew))
        hidden_.insert(sharing().begin(), sharing().end());
    if (hidden_.size() == panels_.size())
        hidden_.clear();
}

void PanelArea::restore(const QSettings& settings) {
    restoreHidden(settings);
    front_ = PanelKind::Network;
    for (const PanelKind kind : sharing())
        if (settings.value(QStringLiteral("front")).toString() == panelId(kind))
            front_ = kind;
    settingsShown_ = settings.value(QStringLiteral("settingsShown"), true).toBool();
    usualSizes_ = settings.value(QStringLiteral("usualSizes"), true).toBool();
    for (Panel* panel : panels_)
        panel->chooseView(settings.value(viewKey(panel->kind())).toString());
    for (QSplitter* part : {columns_, middle_, right_}) {
        if (!usualSizes_ && !part->restoreState(settings.value(part->objectName()).toByteArray()))
            usualSizes_ = true;
        part->setChildrenCollapsible(false); // restoreState() brings back its own idea of it
        part->setHandleWidth(10);
    }
    arrange();
}

void PanelArea::setTheme(const Theme& theme) {
    for (Panel* panel : panels_)
        panel->setTheme(theme);
}

bool PanelArea::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonDblClick) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const auto* panel = qobject_cast<Panel*>(watched);
        if (panel && mouse->button() == Qt::LeftButton && mouse->position().y() < titleHeight) {
            setMaximised(maximised_ ? std::nullopt : std::optional(panel->kind()));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace gradewise
