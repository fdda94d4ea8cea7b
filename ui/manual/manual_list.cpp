#include "ui/manual/manual_list.h"

#include "core/manual/search.h"

#include <QHeaderView>
#include <QSignalBlocker>
#include <QTreeWidgetItemIterator>

#include <map>

namespace gradewise {

namespace {

constexpr int topicRole = Qt::UserRole;

QString qt(const std::string& text) {
    return QString::fromStdString(text);
}

template <class Parent>
QTreeWidgetItem* addEntry(Parent* parent, const std::string& text, const std::string& topic) {
    auto* entry = new QTreeWidgetItem(parent, {qt(text)});
    entry->setData(0, topicRole, qt(topic));
    return entry;
}

} // namespace

ManualList::ManualList(QWidget* parent) : QTreeWidget(parent) {
    setObjectName(QStringLiteral("manualList"));
    setAccessibleName(tr("Pages of the manual"));
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setIndentation(14);
    setRootIsDecorated(true);
    setUniformRowHeights(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    connect(this, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* entry) {
        if (entry)
            emit chosen(entry->data(0, topicRole).toString());
    });
    connect(this, &QTreeWidget::itemClicked, this, [this](const QTreeWidgetItem* entry) {
        emit chosen(entry->data(0, topicRole).toString()); // back to it, where one has scrolled on
    });
    listPages();
}

void ManualList::listPages() {
    const QSignalBlocker quiet(this);
    clear();
    found_.clear();
    best_.clear();
    for (const ManualPage& page : manualPages()) {
        QTreeWidgetItem* entry = addEntry(this, page.title, page.id);
        entry->setToolTip(0, qt(page.summary));
        for (const MarkdownBlock& block : page.blocks)
            if (block.kind == MarkdownBlock::Kind::Heading && block.level == 2)
                addEntry(entry, plainText(block.text), page.id + '#' + block.anchor);
    }
}

int ManualList::search(const QString& typed) {
    const QSignalBlocker quiet(this);
    listPages();
    if (typed.trimmed().isEmpty())
        return 0;
    clear();
    std::map<const ManualPage*, QTreeWidgetItem*> pages;
    for (const ManualHit& hit : searchManual(typed.toStdString())) {
        if (best_.isEmpty())
            best_ = qt(hit.place.topic());
        QTreeWidgetItem*& page = pages[hit.place.page];
        if (!page) {
            page = addEntry(this, hit.place.page->title, hit.place.page->id);
            page->setExpanded(true);
        }
        QTreeWidgetItem* entry =
            hit.place.anchor.empty() ? page : addEntry(page, hit.heading, hit.place.topic());
        entry->setText(0, entry->text(0) + QStringLiteral(" (%1)").arg(hit.count));
        entry->setToolTip(0, qt(hit.excerpt).toHtmlEscaped());
        entry->setData(0, topicRole + 1, true);
    }
    for (QTreeWidgetItemIterator at(this); *at; ++at)
        if ((*at)->data(0, topicRole + 1).toBool())
            found_ << (*at)->data(0, topicRole).toString();
    return static_cast<int>(found_.size());
}

QTreeWidgetItem* ManualList::entryOf(const QString& topic) const {
    for (QTreeWidgetItemIterator at(const_cast<ManualList*>(this)); *at; ++at)
        if ((*at)->data(0, topicRole).toString() == topic)
            return *at;
    return nullptr;
}

void ManualList::show(const QString& topic) {
    const QSignalBlocker quiet(this);
    QTreeWidgetItem* entry = entryOf(topic);
    if (!entry)
        entry = entryOf(topic.section(QLatin1Char('#'), 0, 0));
    if (found_.isEmpty()) // one page's sections at a time
        for (int i = 0; i < topLevelItemCount(); ++i)
            topLevelItem(i)->setExpanded(entry &&
                                         (topLevelItem(i) == entry || topLevelItem(i) == entry->parent()));
    setCurrentItem(entry);
    if (entry)
        scrollToItem(entry);
}

QString ManualList::neighbour(const QString& topic, bool backward) const {
    const qsizetype here = found_.indexOf(topic);
    if (here < 0)
        return found_.value(backward ? found_.size() - 1 : 0);
    return found_.value(here + (backward ? -1 : 1));
}

} // namespace gradewise
