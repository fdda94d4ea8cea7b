// A sentence that stays until it is closed or no longer true. Not modal: the picture below stays usable.
#pragma once

#include <QFrame>

class QLabel;

namespace gradewise {

class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);
    void show(const QString& sentences);
    void dismiss();
    QString text() const;

private:
    QLabel* text_;
};

} // namespace gradewise
