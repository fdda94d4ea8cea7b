// The pages of the manual and their sections; while something is searched for, those that have it.
#pragma once

#include <QTreeWidget>

namespace gradewise {

class ManualList : public QTreeWidget {
    Q_OBJECT
public:
    explicit ManualList(QWidget* parent = nullptr);

    /// Lists the sections that hold all words of it; empty: all pages. Returns how many sections.
    int search(const QString& typed);
    /// Marks the entry of what is shown elsewhere; emits nothing.
    void show(const QString& topic);
    /// The entry after that of the topic, or before it, as a search found them; empty at the end.
    QString neighbour(const QString& topic, bool backward) const;
    const QString& best() const { return best_; } ///< of a search; empty where nothing was found

signals:
    void chosen(const QString& topic);

private:
    void listPages();
    QTreeWidgetItem* entryOf(const QString& topic) const;

    QStringList found_; ///< topics, in the order of the list
    QString best_;      ///< one of them
};

} // namespace gradewise
