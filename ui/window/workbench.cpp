#include "ui/window/workbench.h"

#include "core/experiment/grade_checks.h"
#include "core/experiment/json.h"

#include <QFileInfo>

#include <filesystem>

namespace gradewise {

namespace {

std::filesystem::path filePath(const QString& path) {
    return {path.toStdU16String()};
}

} // namespace

Workbench::Workbench(QObject* parent) : QObject(parent), driver_(model_) {
    connect(&driver_, &RunDriver::failed, this, &Workbench::problem);
    connect(&driver_, &RunDriver::ended, this, &Workbench::runEnded);
    connect(&driver_, &RunDriver::stateChanged, this, &Workbench::documentChanged);
}

Workbench::~Workbench() {
    disconnect(&driver_, nullptr, this, nullptr);
    driver_.stopAndWait();
}

QString Workbench::displayName() const {
    if (!path_.isEmpty())
        return QFileInfo(path_).fileName();
    return config_.title.empty() ? tr("Untitled") : QString::fromStdString(config_.title);
}

bool Workbench::recordFits() const {
    return lastRecord_ && lastRecord_->config == config_;
}

bool Workbench::unsaved() const {
    return driver_.active() || !(config_ == savedConfig_) || (!resultSaved_ && recordFits());
}

void Workbench::adopt(const ExperimentConfig& config, const QString& path) {
    config_ = config;
    savedConfig_ = config;
    lastRecord_.reset();
    resultSaved_ = true;
    path_ = path;
}

void Workbench::startWith(const ExperimentConfig& config) {
    driver_.stopAndWait();
    adopt(config, {});
    previewTarget();
    emit solved();
    emit configReplaced();
    emit documentChanged();
}

bool Workbench::startWith(const RunRecord& record) {
    return show(record, {});
}

bool Workbench::show(const RunRecord& record, const QString& path) {
    driver_.stopAndWait();
    try {
        model_.load(record);
    } catch (const std::exception& error) {
        emit problem(tr("The run cannot be shown: %1").arg(QString::fromUtf8(error.what())));
        return false;
    }
    adopt(record.config, path);
    lastRecord_ = model_.record();
    emit solved();
    emit configReplaced();
    emit documentChanged();
    return true;
}

/// The errors of such a record, those that were proved too, are not those of its weights.
void Workbench::warnOfChangedWeights(const RunRecord& record, const QString& name) {
    for (std::size_t grade = 0; grade < record.grades.size(); ++grade)
        if (frozenWeightsChanged(record, grade)) {
            emit problem(
                tr("%1: the weights of grade %2 are not those that were frozen, and the errors in the "
                   "file are not theirs. Run the experiment again for true ones.")
                    .arg(name)
                    .arg(grade + 1));
            return;
        }
}

bool Workbench::open(const QString& path) {
    const QString name = QFileInfo(path).fileName();
    try {
        auto result = readDocument(readFile(filePath(path)));
        if (const auto* issues = std::get_if<std::vector<Issue>>(&result)) {
            emit problem(tr("%1 cannot be opened.").arg(name) + QLatin1Char('\n') +
                         QString::fromStdString(describe(*issues)));
            return false;
        }
        const auto& document = std::get<Document>(result);
        if (const auto* record = std::get_if<RunRecord>(&document)) {
            if (!show(*record, path))
                return false;
            warnOfChangedWeights(*record, name);
        } else {
            startWith(std::get<ExperimentConfig>(document));
            path_ = path;
            emit documentChanged();
        }
    } catch (const std::exception& error) {
        emit problem(QString::fromUtf8(error.what()));
        return false;
    }
    emit opened(path);
    return true;
}

bool Workbench::save(const QString& path) {
    try {
        const bool withRun = recordFits() && !driver_.active();
        writeFile(filePath(path), withRun ? writeRun(*lastRecord_) : writeExperiment(config_));
        resultSaved_ = resultSaved_ || withRun;
    } catch (const std::exception& error) {
        emit problem(QString::fromUtf8(error.what()));
        return false;
    }
    savedConfig_ = config_;
    path_ = path;
    emit documentChanged();
    emit opened(path);
    return true;
}

void Workbench::edit(const ExperimentConfig& config) {
    if (config == config_)
        return;
    const bool otherTarget = !(config.target == config_.target);
    config_ = config;
    if (!driver_.active()) { // a run in progress keeps its picture; the edit counts from the next run on
        if (recordFits() && model_.record() != lastRecord_) {
            model_.load(*lastRecord_);
            lastRecord_ = model_.record();
        } else if (otherTarget || model_.phase() == RunModel::Phase::Preview) {
            previewTarget();
        }
    }
    emit solved();
    emit documentChanged();
}

void Workbench::previewTarget() {
    const auto made = makeTarget(config_.target);
    if (const auto* target = std::get_if<Target>(&made))
        model_.preview(config_, *target);
}

void Workbench::runOrPause() {
    switch (driver_.state()) {
    case RunDriver::State::Idle:
        runAfresh();
        return;
    case RunDriver::State::Running:
        driver_.pause();
        return;
    case RunDriver::State::Paused:
        driver_.resume();
        return;
    case RunDriver::State::Stopping:
        return;
    }
}

void Workbench::runAfresh() {
    emit solved();
    driver_.start(config_);
}

void Workbench::stepEpoch() {
    if (!driver_.active() && !driver_.start(config_, true))
        return;
    driver_.stepEpoch();
}

void Workbench::runEnded() {
    if (model_.record()) {
        lastRecord_ = model_.record();
        resultSaved_ = false;
    }
    emit documentChanged();
}

} // namespace gradewise
