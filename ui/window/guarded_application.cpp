#include "ui/window/guarded_application.h"

#include "ui/models/problem_text.h"

#include <exception>

namespace gradewise {

bool GuardedApplication::notify(QObject* receiver, QEvent* event) {
    try {
        return QApplication::notify(receiver, event);
    } catch (const std::exception& error) {
        // Later: whoever shows it must not run into the same want of memory in the middle of this event.
        QMetaObject::invokeMethod(
            this, [this, sentence = problemText(error)] { emit problem(sentence); }, Qt::QueuedConnection);
        return true;
    }
}

} // namespace gradewise
