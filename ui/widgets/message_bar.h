// A sentence that stays until it is closed or no longer true, or a question that stays until it is answered.
// Not modal: the picture below stays usable.
#pragma once

#include <QFrame>
#include <QString>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace gradewise {

class MessageBar : public QFrame {
    Q_OBJECT
public:
    struct Answer {
        QString text;
        QString name; ///< of the button
        std::function<void()> act;
    };

    explicit MessageBar(QWidget* parent = nullptr);
    void show(const QString& sentences);
    /// The bar goes with the answer. The first one is what most people want.
    void ask(const QString& sentences, const std::vector<Answer>& answers);
    void dismiss();
    QString text() const;

private:
    void display(const QString& sentences, bool problem);
    void removeAnswers();

    QLabel* text_;
    QPushButton* close_;
    QHBoxLayout* row_;
    std::vector<QPushButton*> answers_;
};

} // namespace gradewise
