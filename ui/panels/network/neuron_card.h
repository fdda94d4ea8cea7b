// The little window beside a neuron: its function on the domain, its weights in words.
#pragma once

#include "core/target/target.h"
#include "ui/panels/network/neuron_function.h"
#include "ui/theme.h"

#include <QStringList>
#include <QWidget>

namespace gradewise {

struct NeuronCardContent {
    QString title;
    QStringList lines; ///< whole phrases, one a line
    std::optional<NeuronFunction> function;
    Domain domain;
    QColor colour; ///< of the grade
};

class NeuronCard : public QWidget {
    Q_OBJECT
public:
    explicit NeuronCard(QWidget* parent);

    /// Shows the content beside a place on the screen, within the screen.
    void showBeside(const QPoint& global, const NeuronCardContent& content, const Theme& theme);
    const NeuronCardContent& content() const { return content_; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintCurve(QPainter& painter, const QRectF& area) const;
    void paintMap(QPainter& painter, const QRectF& area) const;
    QRectF pictureArea() const;
    QFont smallFont() const;

    NeuronCardContent content_;
    Theme theme_;
};

} // namespace gradewise
