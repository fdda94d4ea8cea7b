// The crosshair that all curve panels share: a place on the x axis, or nowhere.
#pragma once

#include <QObject>

#include <optional>

namespace gradewise {

class Cursor : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    std::optional<double> position() const { return position_; }

public slots:
    void moveTo(double x) {
        if (position_ != x) {
            position_ = x;
            emit moved();
        }
    }
    void leave() {
        if (position_) {
            position_.reset();
            emit moved();
        }
    }

signals:
    void moved();

private:
    std::optional<double> position_;
};

} // namespace gradewise
