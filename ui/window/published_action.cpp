#include "ui/window/published_action.h"

#include "ui/models/run_model.h"
#include "ui/studies/published/published_window.h"

#include <QAction>
#include <QMenu>

namespace gradewise {

namespace {

GradeErrors errorsOf(const RunModel& model) {
    GradeErrors errors;
    for (const ShownGrade& grade : model.grades()) {
        if (!grade.frozen())
            break;
        errors.push_back(grade.record.metrics);
    }
    return errors;
}

} // namespace

PublishedAction::PublishedAction(RunModel& model, QWidget* window)
    : QObject(window),
      model_(model),
      window_(window),
      action_(new QAction(tr("&Published Numbers…"), window)) {
    action_->setObjectName(QStringLiteral("published"));
    action_->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_P);
    connect(action_, &QAction::triggered, this, &PublishedAction::open);
    connect(&model, &RunModel::reset, this, &PublishedAction::judge);
    connect(&model, &RunModel::reset, this, &PublishedAction::tell);
    connect(&model, &RunModel::updated, this, &PublishedAction::tell);
}

void PublishedAction::addTo(QMenu& menu) {
    menu.addAction(action_);
}

bool PublishedAction::mayClose() {
    return !published_ || published_->mayBeLost();
}

void PublishedAction::close() {
    if (published_)
        published_->leave();
}

void PublishedAction::judge() {
    if (judged_ == model_.config())
        return;
    judged_ = model_.config();
    const auto run = publishedRun(model_.config());
    action_->setEnabled(run && run->experiment->hasNumbers());
    action_->setToolTip(action_->isEnabled()
                            ? tr("What the authors of this experiment report, beside what comes out here.")
                            : tr("No numbers were published for the experiment on screen."));
}

void PublishedAction::open() {
    if (!published_)
        published_ = new PublishedWindow(window_);
    published_->show();
    tell();
    published_->raise();
    published_->activateWindow();
}

void PublishedAction::tell() {
    if (published_ && published_->isVisible())
        published_->setRun(model_.config(), errorsOf(model_));
}

} // namespace gradewise
