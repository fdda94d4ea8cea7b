#include "ui/panels/panel.h"

#include "ui/help/help_topic.h"

#include <QContextMenuEvent>
#include <QMenu>

namespace gradewise {

Panel::Panel(const PanelTraits& traits, QWidget* parent) : QWidget(parent), traits_(traits) {
    setHelpTopic(*this, helpTopic());
}

void Panel::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    menu.addAction(tr("Export this panel…"), this, [this] { emit exportRequested(kind()); });
    menu.addAction(tr("Copy this panel"), this, [this] { emit copyRequested(kind()); });
    menu.addSeparator();
    menu.addActions(actions()); // what the panel itself offers
    menu.addAction(tr("Show everything and follow the data"), this, [this] { followData(); });
    menu.addAction(tr("What this panel shows"), this, [this] { requestHelp(*this, helpTopic()); });
    menu.exec(event->globalPos());
    event->accept();
}

} // namespace gradewise
