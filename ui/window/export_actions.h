// Export and copy: the actions of the window and of the panels' context menus.
#pragma once

#include "ui/export/figures.h"

#include <QObject>
#include <QPointer>

#include <optional>

class QAction;
class QMenu;
class QToolBar;

namespace gradewise {

class ExportDialog;
class PanelArea;

class ExportActions : public QObject {
    Q_OBJECT
public:
    ExportActions(const RunModel& model, const PanelArea& area, QWidget* window);

    void addTo(QMenu& menu);
    void addTo(QToolBar& bar);
    void addCopyTo(QMenu& menu);

    /// Puts the whole figure, or one panel, on the clipboard as picture and as SVG.
    void copyFigure(std::optional<PanelKind> kind = std::nullopt);

signals:
    void problem(const QString& sentence);
    /// Something was written or copied; a sentence that says what.
    void done(const QString& sentence);

private:
    void openDialog(std::optional<PanelKind> kind);

    FigureOptions shown() const;

    const RunModel& model_;
    const PanelArea& area_;
    QWidget* window_;
    QAction* export_;
    QAction* copy_;
    QPointer<ExportDialog> dialog_; ///< while it is open
};

} // namespace gradewise
