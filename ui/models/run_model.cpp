#include "ui/models/run_model.h"

#include <utility>

namespace gradewise {

RunModel::RunModel(QObject* parent) : QObject(parent) {}

RunPicture RunModel::show(RunPicture picture) {
    RunPicture old = std::exchange(picture_, std::move(picture));
    ++shows_;
    emit reset();
    return old;
}

void RunModel::preview(const ExperimentConfig& config, const Target& target) {
    show(RunPicture::preview(config, target));
}

void RunModel::begin(std::uint64_t run, const ExperimentConfig& config, const Target& target) {
    show(RunPicture::begun(run, config, target));
}

void RunModel::load(const RunRecord& record) {
    show(RunPicture::of(std::make_shared<const RunRecord>(record)));
}

void RunModel::showUpTo(const RunModel& other, std::size_t grades) {
    show(other.picture_.upTo(grades));
}

void RunModel::apply(const RunUpdate& update) {
    if (!picture_.takes(update))
        return;
    picture_.apply(update);
    emit updated();
}

} // namespace gradewise
