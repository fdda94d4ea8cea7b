// The widget that shows the network and says which neuron the user points at, with the mouse or the arrow
// keys.
#pragma once

#include "ui/panels/network/network_layout.h"
#include "ui/theme.h"

#include <QWidget>

namespace gradewise {

class NetworkCanvas : public QWidget {
    Q_OBJECT
public:
    /// Without `interactive` it is a picture for a page.
    NetworkCanvas(const Theme& theme, bool interactive, QWidget* parent = nullptr);

    void setOutline(const NetworkOutline& outline);
    void setTheme(const Theme& theme);
    /// Where there are more grades than fit, shows those around the one in training again.
    void followData();
    const NetworkOutline& outline() const { return outline_; }
    const NetworkLayout& picture() const { return layout_; }
    std::optional<NeuronId> marked() const { return marked_; }
    QFont smallFont() const;

    QSize sizeHint() const override { return {420, 240}; }
    QSize minimumSizeHint() const override { return {240, 150}; }

signals:
    /// The marked neuron changed; see marked(). With nothing marked: the pointer is elsewhere.
    void markedChanged();
    /// The pointer rests on a grade, beside its neurons.
    void gradePointedAt(std::size_t grade);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void placeParts();
    void mark(std::optional<NeuronId> neuron);
    void lookAt(std::size_t grade);
    void step(int columns, int neurons);
    std::size_t focusedGrade() const;

    Theme theme_;
    bool interactive_;
    NetworkOutline outline_;
    NetworkLayout layout_;
    std::optional<NeuronId> marked_;
    std::optional<std::size_t> lookedAt_; ///< chosen with the wheel
};

} // namespace gradewise
