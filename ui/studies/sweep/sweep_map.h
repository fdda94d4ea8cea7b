// The map of a sweep: the learning rate across, the grade downwards, the error after that grade as a colour
// on a logarithmic scale. What must not pass for converged is hatched and named by letters, so that it is
// seen without colours; a line marks where gradient descent reaches its bound of stability.
//
// Pointing, or the arrow keys, reads a cell; a click, or Return, chooses its rate.
#pragma once

#include "ui/charts/axis.h"
#include "ui/charts/pointing.h"
#include "ui/studies/sweep/sweep_content.h"
#include "ui/theme.h"

#include <QPointer>
#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

namespace gradewise {

class Cursor;

class SweepMap : public QWidget {
    Q_OBJECT
public:
    SweepMap(Cursor* cursor, const Theme& theme, QWidget* parent = nullptr);

    void show(SweepMapContent content);
    void setTheme(const Theme& theme);
    /// Where the plot of the curves beneath lies, so that rates stand under each other.
    void setEdges(double left, double right);
    void setHint(const QString& hint);
    void setChosen(std::optional<std::size_t> rate);

    const SweepMapContent& content() const { return content_; }
    QRectF plotRect() const;
    QRectF cellRect(std::size_t rate, std::size_t grade) const;
    /// log10 of the errors of the first and the last colour.
    Range decades() const;
    /// The colour of the cell's error; that of the empty track where it has none.
    QColor colorOf(const SweepCell& cell) const;
    /// Rate and grade under the crosshair.
    std::optional<std::pair<std::size_t, std::size_t>> reading() const;

    QSize minimumSizeHint() const override { return {200, 90}; }
    QSize sizeHint() const override { return {600, 240}; }

signals:
    void rateChosen(std::size_t rate);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QFont smallFont() const;
    double placeOf(double rate) const;
    std::optional<std::size_t> nearestRate(double rate) const;
    void pointAt(std::size_t rate, std::size_t grade);
    void paintCell(QPainter& painter, std::size_t rate, std::size_t grade) const;
    void paintMarks(QPainter& painter, const QRectF& area, const SweepCell& cell) const;
    void paintBounds(QPainter& painter) const;
    void paintAxis(QPainter& painter) const;
    void paintCrosshair(QPainter& painter) const;

    QPointer<Cursor> cursor_;
    Theme theme_;
    SweepMapContent content_;
    double left_ = 60.0;
    double right_ = 500.0;
    QString hint_;
    std::optional<std::size_t> chosen_;
    std::optional<std::size_t> grade_; ///< under the pointer or chosen with the keys
    KeyboardFocus focus_{this};
};

} // namespace gradewise
