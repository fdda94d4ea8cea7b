// The manual's window: the pages and the search at the left, the page at the right. Not modal.
#pragma once

#include "ui/theme.h"

#include <QDialog>

class QAction;
class QLabel;
class QLineEdit;
class QSplitter;
class QToolButton;

namespace gradewise {

class ManualBrowser;
class ManualList;

class ManualWindow : public QDialog {
    Q_OBJECT
public:
    explicit ManualWindow(const Theme& theme, QWidget* parent = nullptr);
    ~ManualWindow() override;

    /// Shows that place: "solvers#varpro". Empty: what was read last, or the list of pages.
    void open(const QString& topic);
    QString topic() const; ///< of what is shown
    void setTheme(const Theme& theme);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeBar();
    QToolButton* makeButton(const QString& name, const QString& text, const QString& tip);
    void makeKeys();
    void addKey(const QList<QKeySequence>& keys, const std::function<void()>& what);
    void search(const QString& typed);
    void openBest();
    void findNext(bool backward);
    void showZoom(int percent);
    void save() const;
    void restore();

    ManualList* list_;
    ManualBrowser* page_;
    QLineEdit* typed_;
    QLabel* said_;
    QSplitter* splitter_;
    QToolButton* back_ = nullptr;
    QToolButton* forward_ = nullptr;
    QToolButton* zoom_ = nullptr;
};

} // namespace gradewise
