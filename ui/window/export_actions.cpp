#include "ui/window/export_actions.h"

#include "ui/export/export_dialog.h"
#include "ui/export/figures.h"
#include "ui/models/problem_text.h"
#include "ui/window/panel_area.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QToolBar>

#include <exception>

namespace gradewise {

ExportActions::ExportActions(const RunModel& model, const PanelArea& area, QWidget* window)
    : QObject(window),
      model_(model),
      area_(area),
      window_(window),
      export_(new QAction(tr("&Export Figures…"), window)),
      copy_(new QAction(tr("Copy &Figure"), window)) {
    export_->setObjectName(QStringLiteral("exportFigures"));
    export_->setShortcut(Qt::CTRL | Qt::Key_E);
    copy_->setObjectName(QStringLiteral("copyFigure"));
    copy_->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    connect(export_, &QAction::triggered, this, [this] { openDialog(std::nullopt); });
    connect(copy_, &QAction::triggered, this, [this] { copyFigure(); });
    for (const Panel* panel : area.panels()) {
        connect(panel, &Panel::exportRequested, this, [this](PanelKind kind) { openDialog(kind); });
        connect(panel, &Panel::copyRequested, this, [this](PanelKind kind) { copyFigure(kind); });
    }
}

void ExportActions::addTo(QMenu& menu) {
    menu.addAction(export_);
}

void ExportActions::addCopyTo(QMenu& menu) {
    menu.addAction(copy_);
}

void ExportActions::addTo(QToolBar& bar) {
    auto* button = new QPushButton(tr("Export…"));
    button->setObjectName(QStringLiteral("exportButton"));
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolTip(tr("Figures for papers and slides as PNG, SVG or PDF (%1).")
                           .arg(export_->shortcut().toString(QKeySequence::NativeText)));
    connect(button, &QPushButton::clicked, export_, &QAction::trigger);
    bar.addWidget(button);
}

void ExportActions::copyFigure(std::optional<PanelKind> kind) {
    try {
        FigureOptions options = shown();
        options.dpi = 200.0;
        copyFigureToClipboard(model_, kind, options);
        emit done(kind ? tr("“%1” is on the clipboard.").arg(panelTitle(*kind))
                       : tr("The figure is on the clipboard."));
    } catch (const std::exception& error) {
        emit problem(problemText(error));
    }
}

/// Figures show what the user chose to see.
FigureOptions ExportActions::shown() const {
    FigureOptions options;
    options.views = area_.views();
    return options;
}

/// One that is open already comes to the front.
void ExportActions::openDialog(std::optional<PanelKind> kind) {
    if (!dialog_) {
        dialog_ = new ExportDialog(model_, kind, window_);
        dialog_->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog_, &ExportDialog::exported, this, &ExportActions::done);
    } else if (kind) {
        dialog_->choose(kind);
    }
    dialog_->setViews(shown());
    dialog_->show();
    dialog_->raise();
    dialog_->activateWindow();
}

} // namespace gradewise
