// The wall before the letters of the window: a label shows its text as it is.
#pragma once

#include <QObject>

namespace gradewise {

/// A label that nobody told what its text is takes what looks like HTML for HTML: pictures from files and the
/// net, links, other letters. Here every label of the program's windows and questions, Qt's own too, is told
/// before it is seen that its text is plain. Tool tips are labels that are made anew each time; their text
/// goes through plainTip(). An event filter of the application.
class PlainLabels : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace gradewise
