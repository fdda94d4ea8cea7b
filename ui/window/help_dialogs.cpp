#include "ui/window/help_dialogs.h"

#include "core/experiment/version.h"

#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace gradewise {

namespace {

QString plain(QString text) {
    return text.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

QLabel* label(const QString& text, const char* property = nullptr) {
    auto* made = new QLabel(text);
    if (property)
        made->setProperty(property, true);
    return made;
}

void addRow(QGridLayout& grid, const QString& what, const QString& keys) {
    const int row = grid.rowCount();
    grid.addWidget(label(what), row, 0);
    grid.addWidget(label(keys), row, 1, Qt::AlignRight);
}

void addHeading(QGridLayout& grid, const QString& text) {
    const int row = grid.rowCount();
    grid.setRowMinimumHeight(row, 10);
    grid.addWidget(label(text, "title"), row + 1, 0);
}

void addMenu(QGridLayout& grid, const QMenu& menu, const QString& prefix) {
    for (const QAction* action : menu.actions()) {
        if (action->menu())
            addMenu(grid, *action->menu(), plain(action->text()) + QStringLiteral(": "));
        else if (!action->shortcut().isEmpty())
            addRow(grid, prefix + plain(action->text()),
                   action->shortcut().toString(QKeySequence::NativeText));
    }
}

/// Whether a dialog of that name is open; it comes to the front.
bool isOpen(QWidget* parent, const QString& name) {
    auto* const open = parent->findChild<QDialog*>(name, Qt::FindDirectChildrenOnly);
    if (!open)
        return false;
    open->show();
    open->raise();
    open->activateWindow();
    return true;
}

QDialogButtonBox* closeButton(QDialog& dialog) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    return buttons;
}

QString aboutText() {
    const QString program = QString::fromUtf8(version.data(), static_cast<qsizetype>(version.size()));
    const QString build = QString::fromStdString(buildDescription()).toHtmlEscaped();
    return QObject::tr(
               "<h2>Gradewise %1</h2>"
               "<p>Watch a deep ReLU network learn a function grade by grade: a shallow block is trained and "
               "frozen, and the next one learns what is still wrong.</p>"
               "<p>Built with %2, Qt %3.</p>"
               "<p>The method: Shijun Zhang, Zuowei Shen, Yuesheng Xu, “Multigrade Neural Network "
               "Approximation”, <a href=\"https://arxiv.org/abs/2601.16884\">arXiv:2601.16884</a> (2026).</p>"
               "<p>Free software under the GNU General Public License, version 3 or later; there is no "
               "warranty. It uses Qt and Qt Charts, Eigen, nlohmann-json and fmt.</p>")
        .arg(program, build, QString::fromLatin1(qVersion()));
}

} // namespace

void showShortcuts(QWidget* parent, const QMenuBar& menus) {
    const QString name = QStringLiteral("shortcutsDialog");
    if (isOpen(parent, name))
        return;
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QObject::tr("Keyboard shortcuts"));
    auto* list = new QWidget;
    auto* grid = new QGridLayout(list);
    grid->setHorizontalSpacing(40);
    grid->setVerticalSpacing(4);
    for (const QAction* action : menus.actions()) {
        if (!action->menu())
            continue;
        addHeading(*grid, plain(action->text()));
        addMenu(*grid, *action->menu(), {});
    }
    addHeading(*grid, QObject::tr("In a plot"));
    addRow(*grid, QObject::tr("Zoom around the pointer"), QObject::tr("Mouse wheel"));
    addRow(*grid, QObject::tr("Follow the data again"), QObject::tr("Double click or Home"));
    addRow(*grid, QObject::tr("Maximise the panel, and back"), QObject::tr("Double click on its title"));
    auto* scroll = new QScrollArea;
    scroll->setWidget(list);
    scroll->setWidgetResizable(true);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(
        label(QObject::tr("Single keys act only while no text field has the keyboard."), "caption"));
    layout->addWidget(scroll);
    layout->addWidget(closeButton(*dialog));
    dialog->resize(460, 640);
    dialog->show();
}

void showAbout(QWidget* parent) {
    const QString name = QStringLiteral("aboutDialog");
    if (isOpen(parent, name))
        return;
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QObject::tr("About Gradewise"));
    auto* text = new QLabel(aboutText());
    text->setWordWrap(true);
    text->setTextFormat(Qt::RichText);
    text->setOpenExternalLinks(true);
    text->setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard);
    text->setMinimumWidth(440);
    QDialogButtonBox* buttons = closeButton(*dialog);
    QPushButton* copy = buttons->addButton(QObject::tr("Copy Citation"), QDialogButtonBox::ActionRole);
    QObject::connect(copy, &QPushButton::clicked, dialog, [] {
        QGuiApplication::clipboard()->setText(
            QStringLiteral("Shijun Zhang, Zuowei Shen, Yuesheng Xu. Multigrade Neural Network Approximation. "
                           "arXiv:2601.16884, 2026."));
    });
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(text);
    layout->addWidget(buttons);
    dialog->show();
}

} // namespace gradewise
