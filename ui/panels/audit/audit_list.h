// The checks of a grade as a list: a light, a name and a figure each, and as many more lines as fit.
#pragma once

#include "ui/theme.h"

#include <QWidget>

#include <vector>

namespace gradewise {

struct AuditRow {
    enum class Light { None, Good, Warning, Bad };

    Light light = Light::None;
    QString name;    ///< "V1 no point gets worse"
    QString state;   ///< "violated"
    QString figure;  ///< "grows at 25 %"
    QString finding; ///< a line
    QString meaning; ///< a sentence

    bool operator==(const AuditRow&) const = default;
};

class AuditList : public QWidget {
    Q_OBJECT
public:
    AuditList(const Theme& theme, QWidget* parent);

    /// `headline` stands above the rows, in the colour of its light.
    void show(const QString& headline, AuditRow::Light light, std::vector<AuditRow> rows);
    const QString& headline() const { return headline_; }
    const std::vector<AuditRow>& rows() const { return rows_; }
    void setTheme(const Theme& theme);
    /// Everything about the row at that height, as rich text; empty beside the rows.
    QString tipAt(int y) const;
    QSize minimumSizeHint() const override { return {60, 40}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    double rowHeight() const;
    double headHeight() const;
    QColor color(AuditRow::Light light) const;
    void paintRow(QPainter& painter, const AuditRow& row, const QRectF& area) const;
    void paintLight(QPainter& painter, AuditRow::Light light, const QPointF& centre) const;

    Theme theme_;
    QString headline_;
    AuditRow::Light headlight_ = AuditRow::Light::None;
    std::vector<AuditRow> rows_;
};

} // namespace gradewise
