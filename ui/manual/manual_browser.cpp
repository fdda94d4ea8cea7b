#include "ui/manual/manual_browser.h"

#include "ui/manual/page_html.h"

#include <QDesktopServices>
#include <QScrollBar>
#include <QTextFrame>
#include <QTimer>
#include <QUrl>
#include <QWheelEvent>

#include <algorithm>

namespace gradewise {

namespace {

constexpr int leastZoom = 60;
constexpr int mostZoom = 300;
constexpr double textSize = 1.08;   // of running text, times the window's
constexpr double widestLine = 46.0; // of text, in heights of a line
constexpr int margin = 28;          // around the text

QStringList lowered(const QStringList& words) {
    QStringList small;
    for (const QString& word : words)
        if (!word.isEmpty())
            small << word.toLower();
    return small;
}

} // namespace

ManualBrowser::ManualBrowser(const Theme& theme, QWidget* parent) : QTextBrowser(parent), theme_(theme) {
    setObjectName(QStringLiteral("manualPage"));
    setAccessibleName(tr("Page of the manual"));
    setOpenLinks(false);
    setWordWrapMode(QTextOption::WordWrap); // no word is broken, not even where a column is narrow
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(0.0);
    connect(this, &QTextBrowser::anchorClicked, this, &ManualBrowser::follow);
    connect(this, &QTextBrowser::sourceChanged, this,
            [this](const QUrl& url) { // source() is still the old one
                fitMargins();
                mark();
                emit topicChanged(topicOf(url));
            });
}

void ManualBrowser::open(const QString& topic) {
    const auto place = findManualPlace(topic.toStdString());
    const QUrl url =
        manualUrl(place ? QString::fromStdString(place->topic())
                        : QString::fromUtf8(manualIndex.data(), static_cast<qsizetype>(manualIndex.size())));
    if (url == source())
        scrollToAnchor(url.fragment());
    else
        setSource(url, QTextDocument::HtmlResource);
    if (!url.hasFragment())
        verticalScrollBar()->setValue(0);
}

QString ManualBrowser::topic() const {
    return topicOf(source());
}

void ManualBrowser::follow(const QUrl& link) {
    if (const QString topic = topicOf(link); !topic.isEmpty())
        open(topic);
    else
        QDesktopServices::openUrl(link);
}

QVariant ManualBrowser::loadResource(int type, const QUrl& name) {
    const ManualPage* page = findManualPage(topicOf(name).section(QLatin1Char('#'), 0, 0).toStdString());
    if (!page || type != QTextDocument::HtmlResource)
        return {}; // nothing outside the program is read
    const double points = font().pointSizeF() * textSize * zoom_ / 100.0;
    return pageHtml(*page, theme_, points);
}

void ManualBrowser::setTheme(const Theme& theme) {
    theme_ = theme;
    drawAgain();
}

void ManualBrowser::setZoom(int percent) {
    const int zoom = std::clamp(percent, leastZoom, mostZoom);
    if (zoom == zoom_)
        return;
    zoom_ = zoom;
    drawAgain();
    emit zoomChanged(zoom_);
}

/// The reader stays where he is: at the character in the upper left corner.
void ManualBrowser::drawAgain() {
    if (source().isEmpty())
        return;
    const int first = cursorForPosition(QPoint(margin + 1, 1)).position();
    reload();
    fitMargins();
    mark();
    QTextCursor cursor(document());
    cursor.setPosition(std::min(first, document()->characterCount() - 1));
    QScrollBar& bar = *verticalScrollBar();
    bar.setValue(first == 0 ? 0 : bar.value() + cursorRect(cursor).top());
}

/// Lines that are too long are hard to read: in a wide window the rest stays free.
void ManualBrowser::fitMargins() {
    const QFontMetricsF metrics(font());
    const int widest = static_cast<int>(metrics.height() * widestLine * zoom_ / 100.0);
    QTextFrameFormat format = document()->rootFrame()->frameFormat();
    format.setMargin(0.0);
    format.setTopMargin(margin - 8);
    format.setBottomMargin(2 * margin);
    format.setLeftMargin(margin);
    format.setRightMargin(std::max(margin, viewport()->width() - margin - widest));
    document()->rootFrame()->setFrameFormat(format);
}

void ManualBrowser::setWords(const QStringList& words) {
    words_ = lowered(words);
    mark();
}

void ManualBrowser::mark() {
    QList<QTextEdit::ExtraSelection> marks;
    for (const QString& word : words_) {
        for (QTextCursor at = document()->find(word); !at.isNull(); at = document()->find(word, at)) {
            QTextEdit::ExtraSelection selection;
            selection.cursor = at;
            selection.format.setBackground(mixed(theme_.card, theme_.accent, 0.32));
            marks << selection;
        }
    }
    std::ranges::sort(marks, {},
                      [](const QTextEdit::ExtraSelection& one) { return one.cursor.selectionStart(); });
    setExtraSelections(marks);
}

bool ManualBrowser::findNext(bool backward) {
    const QList<QTextEdit::ExtraSelection> marks = extraSelections();
    const int here = backward ? textCursor().selectionStart() : textCursor().selectionEnd();
    const auto further = [&](const QTextEdit::ExtraSelection& one) {
        return backward ? one.cursor.selectionEnd() <= here && one.cursor != textCursor()
                        : one.cursor.selectionStart() >= here;
    };
    const auto found = backward ? std::find_if(marks.rbegin(), marks.rend(), further).base() - 1
                                : std::find_if(marks.begin(), marks.end(), further);
    if (found < marks.begin() || found == marks.end())
        return false;
    setTextCursor(found->cursor);
    ensureCursorVisible();
    return true;
}

void ManualBrowser::resizeEvent(QResizeEvent* event) {
    QTextBrowser::resizeEvent(event);
    fitMargins();
}

void ManualBrowser::wheelEvent(QWheelEvent* event) {
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QTextBrowser::wheelEvent(event);
        return;
    }
    if (const int turned = event->angleDelta().y(); turned != 0)
        setZoom(zoom_ + (turned > 0 ? zoomStep : -zoomStep));
    event->accept();
}

void ManualBrowser::changeEvent(QEvent* event) {
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        drawAgain();
}

} // namespace gradewise
