// One line of plain text that gives way: what does not fit is left out, with "…" in its place, and the label
// asks for no width of its own.
#pragma once

#include <QLabel>

namespace gradewise {

class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(Qt::TextElideMode mode, QWidget* parent = nullptr);
    QSize minimumSizeHint() const override;
    /// The text as it is drawn now.
    QString shownText() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Qt::TextElideMode mode_;
};

} // namespace gradewise
