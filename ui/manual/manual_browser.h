// Shows one page of the manual, with links, history, letters of any size, and marks on what is searched for.
#pragma once

#include "ui/theme.h"

#include <QStringList>
#include <QTextBrowser>

namespace gradewise {

class ManualBrowser : public QTextBrowser {
    Q_OBJECT
public:
    explicit ManualBrowser(const Theme& theme, QWidget* parent = nullptr);

    /// Shows that place; one that there is not, the list of pages.
    void open(const QString& topic);
    QString topic() const; ///< of what is shown
    void setTheme(const Theme& theme);

    /// How large the letters are, in percent.
    int zoom() const { return zoom_; }
    void setZoom(int percent);
    static constexpr int usualZoom = 100;
    static constexpr int zoomStep = 10; ///< of the wheel, the keys and the buttons

    /// Marks each place where one of these words stands.
    void setWords(const QStringList& words);
    /// Selects the next place, or the one before; false where the page has none further on.
    bool findNext(bool backward);
    /// How many places are marked.
    qsizetype places() const { return extraSelections().size(); }

signals:
    void topicChanged(const QString& topic);
    void zoomChanged(int percent);

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void follow(const QUrl& link);
    void drawAgain();
    void mark();
    void fitMargins();

    Theme theme_;
    int zoom_ = usualZoom;
    QStringList words_;
};

} // namespace gradewise
