// What to export, how large, in which format; shows the figure as it will be.
#pragma once

#include "ui/export/figures.h"

#include <QDialog>
#include <QTimer>

#include <functional>
#include <optional>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace gradewise {

class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(const RunModel& model, std::optional<PanelKind> kind, QWidget* parent);

    /// The views of the panels, of which the size, the look and the grade are the dialog's own.
    void setViews(const FigureOptions& views);
    std::optional<PanelKind> what() const;
    /// The whole figure, or one panel.
    void choose(std::optional<PanelKind> kind);
    FigureFormat format() const;
    FigureOptions options() const;

signals:
    void exported(const QString& sentence);

private:
    QWidget* buildFields();
    void offerGrades();
    std::optional<std::size_t> grade() const;
    void usePreset(int index);
    void sizeEdited();
    void showPreview();
    void exportOne();
    void exportSet();
    void copy();
    void attempt(const std::function<QString()>& work);
    void resizeEvent(QResizeEvent* event) override;

    const RunModel& model_;
    QComboBox* what_;
    QComboBox* grade_; ///< as the window shows it, then the grades
    QComboBox* format_;
    QComboBox* preset_;
    QDoubleSpinBox* width_;
    QDoubleSpinBox* height_;
    QComboBox* dpi_;
    QComboBox* look_;
    QLabel* pixels_;
    QLabel* preview_;
    QLabel* said_;
    FigureOptions views_;
    QTimer soon_; ///< the preview follows a moment after the last change
};

} // namespace gradewise
