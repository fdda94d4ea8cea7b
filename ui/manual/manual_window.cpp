#include "ui/manual/manual_window.h"

#include "core/manual/search.h"
#include "ui/icons.h"
#include "ui/manual/manual_browser.h"
#include "ui/manual/manual_list.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScreen>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace gradewise {

namespace {

constexpr QLatin1String
    group("manual-1"); // of the settings; another version of the program may divide the window otherwise

QStringList wordsOf(const QString& typed) {
    QStringList words;
    for (const std::string& word : searchWords(typed.toStdString()))
        words << QString::fromStdString(word);
    return words;
}

} // namespace

ManualWindow::ManualWindow(const Theme& theme, QWidget* parent)
    : QDialog(parent),
      list_(new ManualList),
      page_(new ManualBrowser(theme)),
      typed_(new QLineEdit),
      said_(new QLabel),
      splitter_(new QSplitter(Qt::Horizontal)) {
    setObjectName(QStringLiteral("manualWindow"));
    setWindowTitle(tr("Manual"));
    setWindowFlag(Qt::WindowMinMaxButtonsHint);
    typed_->setObjectName(QStringLiteral("manualSearch"));
    typed_->setPlaceholderText(tr("Search the manual"));
    typed_->setAccessibleName(tr("Search the manual"));
    typed_->setToolTip(tr("Ctrl+F. F3 goes to the next place, Shift+F3 to the one before."));
    typed_->setClearButtonEnabled(true);
    said_->setObjectName(QStringLiteral("manualSaid"));
    said_->setProperty("caption", true);
    said_->setWordWrap(true);
    said_->setTextFormat(Qt::PlainText);
    said_->hide();
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(typed_);
    column->addWidget(said_);
    column->addWidget(list_, 1);
    splitter_->addWidget(left);
    splitter_->addWidget(page_);
    splitter_->setHandleWidth(10);
    splitter_->setChildrenCollapsible(false);
    splitter_->setStretchFactor(1, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(makeBar());
    layout->addWidget(splitter_, 1);
    makeKeys();
    connect(typed_, &QLineEdit::textChanged, this, &ManualWindow::search);
    connect(typed_, &QLineEdit::returnPressed, this, &ManualWindow::openBest);
    typed_->installEventFilter(this);
    connect(list_, &ManualList::chosen, page_, &ManualBrowser::open);
    connect(page_, &ManualBrowser::topicChanged, list_, &ManualList::show);
    connect(page_, &ManualBrowser::zoomChanged, this, &ManualWindow::showZoom);
    connect(page_, &QTextBrowser::backwardAvailable, back_, &QWidget::setEnabled);
    connect(page_, &QTextBrowser::forwardAvailable, forward_, &QWidget::setEnabled);
    setTheme(theme);
    restore();
}

ManualWindow::~ManualWindow() {
    save();
}

QWidget* ManualWindow::makeBar() {
    back_ = makeButton(QStringLiteral("manualBack"), {}, tr("Back (Alt+Left)"));
    forward_ = makeButton(QStringLiteral("manualForward"), {}, tr("Forward (Alt+Right)"));
    back_->setEnabled(false);
    forward_->setEnabled(false);
    connect(back_, &QToolButton::clicked, page_, &QTextBrowser::backward);
    connect(forward_, &QToolButton::clicked, page_, &QTextBrowser::forward);
    auto* pages =
        makeButton(QStringLiteral("manualContents"), tr("All pages"), tr("The list of pages (Alt+Home)"));
    connect(pages, &QToolButton::clicked, this, [this] { page_->open({}); });
    auto* smaller =
        makeButton(QStringLiteral("manualSmaller"), QStringLiteral("A−"), tr("Smaller letters (Ctrl+−)"));
    auto* larger =
        makeButton(QStringLiteral("manualLarger"), QStringLiteral("A+"), tr("Larger letters (Ctrl++)"));
    zoom_ = makeButton(QStringLiteral("manualZoom"), {}, tr("The usual size (Ctrl+0)"));
    connect(smaller, &QToolButton::clicked, this,
            [this] { page_->setZoom(page_->zoom() - ManualBrowser::zoomStep); });
    connect(larger, &QToolButton::clicked, this,
            [this] { page_->setZoom(page_->zoom() + ManualBrowser::zoomStep); });
    connect(zoom_, &QToolButton::clicked, this, [this] { page_->setZoom(ManualBrowser::usualZoom); });
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    for (QToolButton* button : {back_, forward_, pages})
        row->addWidget(button);
    row->addStretch(1);
    for (QToolButton* button : {smaller, zoom_, larger})
        row->addWidget(button);
    showZoom(page_->zoom());
    return bar;
}

QToolButton* ManualWindow::makeButton(const QString& name, const QString& text, const QString& tip) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip.section(QStringLiteral(" ("), 0, 0));
    button->setProperty("quiet", true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void ManualWindow::makeKeys() {
    addKey({QKeySequence(Qt::CTRL | Qt::Key_F)}, [this] {
        typed_->setFocus(Qt::ShortcutFocusReason);
        typed_->selectAll();
    });
    addKey({QKeySequence(Qt::Key_F3)}, [this] { findNext(false); });
    addKey({QKeySequence(Qt::SHIFT | Qt::Key_F3)}, [this] { findNext(true); });
    addKey({QKeySequence(Qt::ALT | Qt::Key_Left)}, [this] { page_->backward(); });
    addKey({QKeySequence(Qt::ALT | Qt::Key_Right)}, [this] { page_->forward(); });
    addKey({QKeySequence(Qt::ALT | Qt::Key_Home)}, [this] { page_->open({}); });
    addKey({QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)},
           [this] { page_->setZoom(page_->zoom() + ManualBrowser::zoomStep); });
    addKey({QKeySequence(Qt::CTRL | Qt::Key_Minus)},
           [this] { page_->setZoom(page_->zoom() - ManualBrowser::zoomStep); });
    addKey({QKeySequence(Qt::CTRL | Qt::Key_0)}, [this] { page_->setZoom(ManualBrowser::usualZoom); });
}

void ManualWindow::addKey(const QList<QKeySequence>& keys, const std::function<void()>& what) {
    for (const QKeySequence& key : keys)
        connect(new QShortcut(key, this), &QShortcut::activated, this, what);
}

void ManualWindow::open(const QString& topic) {
    if (!topic.isEmpty() || page_->topic().isEmpty()) {
        typed_->clear(); // a search of before would hide the page in the list
        page_->open(topic);
    }
    const bool fresh = !isVisible();
    show();
    raise();
    activateWindow();
    if (fresh)
        page_->setFocus();
}

QString ManualWindow::topic() const {
    return page_->topic();
}

void ManualWindow::setTheme(const Theme& theme) {
    back_->setIcon(makeIcon(Icon::Back, theme));
    forward_->setIcon(makeIcon(Icon::Forward, theme));
    page_->setTheme(theme);
}

void ManualWindow::search(const QString& typed) {
    const int found = list_->search(typed);
    page_->setWords(wordsOf(typed));
    const bool some = !typed.trimmed().isEmpty();
    said_->setText(found > 0 ? found == 1 ? tr("In one section") : tr("In %1 sections").arg(found)
                             : tr("No page has all of these words. Try one of them, or another."));
    said_->setVisible(some);
    list_->show(page_->topic());
}

/// On this page; then on to the next section that a search found.
void ManualWindow::findNext(bool backward) {
    if (page_->findNext(backward))
        return;
    if (const QString next = list_->neighbour(page_->topic(), backward); !next.isEmpty())
        page_->open(next);
}

/// In the search field Escape empties it before it closes the window, and Down goes into the list.
bool ManualWindow::eventFilter(QObject* watched, QEvent* event) {
    if (watched == typed_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape && !typed_->text().isEmpty()) {
            typed_->clear();
            return true;
        }
        if (key == Qt::Key_Down) {
            list_->setFocus();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void ManualWindow::openBest() {
    if (!list_->best().isEmpty())
        page_->open(list_->best());
}

void ManualWindow::showZoom(int percent) {
    zoom_->setText(tr("%1 %").arg(percent));
}

void ManualWindow::hideEvent(QHideEvent* event) {
    save();
    QDialog::hideEvent(event);
}

void ManualWindow::save() const {
    QSettings settings;
    settings.beginGroup(group);
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    settings.setValue(QStringLiteral("splitter"), splitter_->saveState());
    settings.setValue(QStringLiteral("zoom"), page_->zoom());
}

void ManualWindow::restore() {
    QSettings settings;
    settings.beginGroup(group);
    const QScreen* screen = QGuiApplication::primaryScreen();
    resize(QSize(1100, 760).boundedTo(screen ? screen->availableGeometry().size() - QSize(60, 80)
                                             : QSize(1100, 760)));
    splitter_->setSizes({240, 840});
    restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
    splitter_->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
    splitter_->setHandleWidth(10); // restoreState() brings back its own idea of it
    splitter_->setChildrenCollapsible(false);
    page_->setZoom(settings.value(QStringLiteral("zoom"), ManualBrowser::usualZoom).toInt());
}

} // namespace gradewise
