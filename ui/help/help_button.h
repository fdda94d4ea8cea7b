// The small "?" beside what the manual explains.
#pragma once

#include <QToolButton>

namespace gradewise {

class HelpButton : public QToolButton {
    Q_OBJECT
public:
    /// Shows that place of the manual. It takes no keyboard: F1 does the same from the field beside it.
    explicit HelpButton(const QString& topic, QWidget* parent = nullptr);
    void setTopic(const QString& topic);
    const QString& topic() const { return topic_; }
    QSize sizeHint() const override;

private:
    QString topic_;
};

} // namespace gradewise
