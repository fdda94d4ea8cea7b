#include "ui/panels/network/network_canvas.h"

#include "ui/charts/small_font.h"
#include "ui/panels/network/network_picture.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace gradewise {

NetworkCanvas::NetworkCanvas(const Theme& theme, bool interactive, QWidget* parent)
    : QWidget(parent), theme_(theme), interactive_(interactive) {
    setMouseTracking(interactive);
    if (interactive)
        setFocusPolicy(Qt::StrongFocus);
}

void NetworkCanvas::setOutline(const NetworkOutline& outline) {
    if (outline == outline_)
        return;
    outline_ = outline;
    placeParts();
}

void NetworkCanvas::setTheme(const Theme& theme) {
    theme_ = theme;
    update();
}

void NetworkCanvas::followData() {
    lookedAt_.reset();
    mark({});
    placeParts();
}

QFont NetworkCanvas::smallFont() const {
    return smaller(font(), 0.86);
}

std::size_t NetworkCanvas::focusedGrade() const {
    if (lookedAt_)
        return std::min(*lookedAt_, outline_.grades.empty() ? 0 : outline_.grades.size() - 1);
    if (const auto live = outline_.liveGrade())
        return *live;
    return outline_.summed > 0 ? outline_.summed - 1 : 0;
}

void NetworkCanvas::placeParts() {
    const QFontMetricsF metrics(smallFont());
    layout_ = layOut(outline_, QRectF(rect()).adjusted(5.0, 0.0, -5.0, -2.0), metrics.height(),
                     metrics.horizontalAdvance(QLatin1Char('0')), focusedGrade());
    if (marked_ && !layout_.placeOf(*marked_))
        mark({});
    update();
}

void NetworkCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    drawNetwork(painter, {outline_, layout_, theme_, smallFont(), marked_});
}

void NetworkCanvas::resizeEvent(QResizeEvent*) {
    placeParts();
}

void NetworkCanvas::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        placeParts();
}

void NetworkCanvas::mark(std::optional<NeuronId> neuron) {
    if (neuron == marked_)
        return;
    marked_ = neuron;
    update();
    emit markedChanged();
}

void NetworkCanvas::mouseMoveEvent(QMouseEvent* event) {
    const auto neuron = layout_.neuronAt(event->position());
    mark(neuron);
    if (neuron)
        return;
    if (const auto grade = layout_.gradeAt(event->position()))
        emit gradePointedAt(*grade);
}

void NetworkCanvas::leaveEvent(QEvent*) {
    mark({});
}

void NetworkCanvas::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    mark({});
}

void NetworkCanvas::lookAt(std::size_t grade) {
    lookedAt_ = grade;
    placeParts();
}

// Where there are more grades than fit, the wheel shows earlier and later ones; otherwise it belongs to what
// is around.
void NetworkCanvas::wheelEvent(QWheelEvent* event) {
    if (!interactive_ || layout_.omitted.empty()) {
        event->ignore();
        return;
    }
    const QPoint angle = event->angleDelta();
    const int turned = std::abs(angle.x()) > std::abs(angle.y()) ? angle.x() : angle.y();
    const auto last = static_cast<long long>(outline_.grades.size()) - 1;
    const auto wanted = static_cast<long long>(focusedGrade()) - (turned > 0 ? 1 : turned < 0 ? -1 : 0);
    lookAt(static_cast<std::size_t>(std::clamp(wanted, 0LL, last)));
    event->accept();
}

void NetworkCanvas::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return step(-1, 0);
    case Qt::Key_Right:
        return step(1, 0);
    case Qt::Key_Up:
        return step(0, -1);
    case Qt::Key_Down:
        return step(0, 1);
    case Qt::Key_Escape:
        if (marked_)
            return mark({});
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

// From dot to dot as they are drawn: to the neighbouring column, or up and down within one.
void NetworkCanvas::step(int columns, int neurons) {
    std::vector<std::pair<std::size_t, const LayerColumn*>> all;
    for (const GradeBox& box : layout_.boxes)
        for (const LayerColumn& column : box.columns)
            if (column.layer)
                all.emplace_back(box.grade, &column);
    if (all.empty())
        return;
    int column = 0;
    int dot = 0;
    bool found = false;
    for (std::size_t i = 0; marked_ && i < all.size(); ++i)
        for (std::size_t k = 0; k < all[i].second->dots.size(); ++k)
            if (*marked_ == NeuronId{all[i].first, *all[i].second->layer, all[i].second->neurons[k]}) {
                column = static_cast<int>(i) + columns;
                dot = static_cast<int>(k) + neurons;
                found = true;
            }
    if (!found)
        column = dot = 0;
    const auto& [grade, chosen] =
        all[static_cast<std::size_t>(std::clamp(column, 0, static_cast<int>(all.size()) - 1))];
    const auto place =
        static_cast<std::size_t>(std::clamp(dot, 0, static_cast<int>(chosen->dots.size()) - 1));
    mark(NeuronId{grade, *chosen->layer, chosen->neurons[place]});
}

} // namespace gradewise
