// The settings of an experiment as files give them, in their order. Internal to reading and writing files.
#pragma once

#include "core/configuration/config.h"
#include "core/settings/setting.h"

namespace gradewise {

template <class Set, class Visit>
requires SettingsOf<Set, SampleSet>
void eachSetting(Set& set, const Visit& visit) {
    visit(Setting{.key = "layout"}, set.layout);
    visit(Setting{.key = "count"}, set.count);
}

template <class Samples, class Visit>
requires SettingsOf<Samples, SamplesConfig>
void eachSetting(Samples& samples, const Visit& visit) {
    visit(Setting{.key = "train"}, samples.train);
    visit(Setting{.key = "validation"}, samples.validation);
    visit(Setting{.key = "test"}, samples.test);
    visit(Setting{.key = "noise"}, samples.noise);
}

template <class Config, class Visit>
requires SettingsOf<Config, ExperimentConfig>
void eachSetting(Config& config, const Visit& visit) {
    visit(Setting{.key = "title"}, config.title);
    visit(Setting{.key = "notes", .written = !config.notes.empty()}, config.notes);
    visit(Setting{.key = "target", .required = true}, config.target);
    visit(Setting{.key = "samples"}, config.samples);
    visit(Setting{.key = "grades", .required = true}, config.grades);
    visit(Setting{.key = "guard"}, config.guard);
    visit(Setting{.key = "polish", .written = config.polish}, config.polish);
    visit(Setting{.key = "adaptive", .written = config.adaptive}, config.adaptive);
    visit(Setting{.key = "stop", .written = config.stop != RunStop{}}, config.stop);
    visit(Setting{.key = "seed"}, config.seed);
}

} // namespace gradewise
