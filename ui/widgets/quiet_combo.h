// A choice that looks like a value until one points at it: right-aligned text and a small arrow.
#pragma once

#include "ui/theme.h"

#include <QComboBox>

namespace gradewise {

class QuietCombo : public QComboBox {
    Q_OBJECT
public:
    explicit QuietCombo(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    Theme theme_;
};

/// A small arrow that points down, its centre at `centre`.
void drawChevron(QPainter& painter, QPointF centre, const QColor& colour);

} // namespace gradewise
