// What all curve panels share: a place on the x axis to read values at, or nowhere, and the stretch of the
// axis that is shown, or all of it. Pictures over two variables share a place (x, y) instead.
#pragma once

#include <QObject>

#include <optional>
#include <utility>

namespace gradewise {

class Cursor : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    std::optional<double> position() const { return position_; }
    /// The (x, y) that is pointed at in a picture over both; nothing while nobody points at one.
    std::optional<std::pair<double, double>> place() const { return place_; }
    /// Lowest and highest x on screen after a zoom; nothing while everything is shown.
    std::optional<std::pair<double, double>> stretch() const { return stretch_; }

public slots:
    void moveTo(double x) {
        if (position_ != x) {
            position_ = x;
            emit moved();
        }
    }
    void pointAt(double x, double y) {
        if (place_ != std::pair(x, y)) {
            place_ = std::pair(x, y);
            emit moved();
        }
    }
    void leave() {
        if (position_ || place_) {
            position_.reset();
            place_.reset();
            emit moved();
        }
    }
    void zoomTo(double low, double high) {
        if (stretch_ != std::pair(low, high)) {
            stretch_ = std::pair(low, high);
            emit zoomed();
        }
    }
    void showAll() {
        if (stretch_) {
            stretch_.reset();
            emit zoomed();
        }
    }

signals:
    void moved();
    void zoomed();

private:
    std::optional<double> position_;
    std::optional<std::pair<double, double>> place_;
    std::optional<std::pair<double, double>> stretch_;
};

} // namespace gradewise
