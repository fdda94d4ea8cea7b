// A titled part of the left column, with room for one small control at the right of the title.
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace gradewise {

class Section : public QWidget {
    Q_OBJECT
public:
    /// `topic` is the place of the manual that explains it.
    Section(const QString& title, const QString& topic, QWidget* parent = nullptr);
    void setCorner(QWidget* corner);
    QVBoxLayout* body() const { return body_; }

private:
    QHBoxLayout* header_;
    QVBoxLayout* body_;
};

/// A thin line between sections.
QWidget* makeSeparator();
/// A wrapped, muted remark.
QLabel* makeCaption(const QString& text = {});

} // namespace gradewise
