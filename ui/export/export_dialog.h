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

    /// How residuals and loss are drawn; see FigureOptions.
    void setViews(const QString& residuals, const QString& loss);
    std::optional<PanelKind> what() const;
    FigureFormat format() const;
    FigureOptions options() const;

signals:
    void exported(const QString& sentence);

private:
    QWidget* buildFields();
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
    QComboBox* format_;
    QComboBox* preset_;
    QDoubleSpinBox* width_;
    QDoubleSpinBox* height_;
    QComboBox* dpi_;
    QComboBox* look_;
    QLabel* pixels_;
    QLabel* preview_;
    QLabel* said_;
    QString residualsView_;
    QString lossView_;
    QTimer soon_; ///< the preview follows a moment after the last change
};

} // namespace gradewise
