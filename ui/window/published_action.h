// "Published Numbers…": the action, and the window that it opens.
#pragma once

#include "core/configuration/config.h"

#include <QObject>
#include <QPointer>

#include <optional>

class QAction;
class QMenu;
class QWidget;

namespace gradewise {

class PublishedWindow;
class RunModel;

class PublishedAction : public QObject {
    Q_OBJECT
public:
    PublishedAction(RunModel& model, QWidget* window);

    void addTo(QMenu& menu);
    /// Whether the program may end: asks about seeds in training, and results that are in no file.
    bool mayClose();
    /// Stops training and hides the window.
    void close();

private:
    void open();
    void tell();
    void judge();

    RunModel& model_;
    QWidget* window_;
    QAction* action_;
    std::optional<ExperimentConfig> judged_;
    QPointer<PublishedWindow> published_; ///< once it was asked for
};

} // namespace gradewise
