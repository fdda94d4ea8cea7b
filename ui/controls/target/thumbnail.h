// A gallery target as a small picture, drawn from the function itself.
#pragma once

#include "core/target/gallery.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QImage>
#include <QPolygonF>

namespace gradewise {

/// A button that shows a gallery entry; checked when it is the chosen one.
class ThumbnailButton : public QAbstractButton {
    Q_OBJECT
public:
    enum class Caption { None, Name };
    ThumbnailButton(const GalleryEntry& entry, Caption caption, QWidget* parent = nullptr);

    const GalleryEntry& entry() const { return *entry_; }
    void setEntry(const GalleryEntry& entry);
    void setTheme(const Theme& theme);
    QSize sizeHint() const override;

signals:
    /// The pointer or the keyboard focus came to it.
    void pointedAt(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void drawCurve(QPainter& painter, const QRectF& area) const;

    const GalleryEntry* entry_ = nullptr;
    Caption caption_;
    Theme theme_;
    std::vector<QPolygonF> curves_; ///< in the unit square, y downwards; one a piece of an output
    QImage map_;                    ///< alpha is the value, for targets of two variables
};

QString familyName(TargetFamily family);

} // namespace gradewise
