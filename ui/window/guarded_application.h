// The application: an exception that a slot or an event lets out ends here, and not the program.
#pragma once

#include <QApplication>

namespace gradewise {

class GuardedApplication : public QApplication {
    Q_OBJECT
public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override;

signals:
    /// A sentence on what went wrong.
    void problem(const QString& sentence);
};

} // namespace gradewise
