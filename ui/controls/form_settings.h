// Settings as a form meets them: which there are, what each shows, and how it takes what was typed or chosen.
// A setting is named by its path below the struct: "solver.learningRate".
#pragma once

#include "core/settings/nested_settings.h"
#include "ui/controls/setting_values.h"

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace gradewise {

/// One setting as a form shows it, whatever its value.
struct FormSetting {
    std::string path;
    QString name; ///< in words: "number of epochs"
    FormWords form;
    QStringList choices; ///< empty: it is typed
};

/// Every setting of the struct that can be typed or chosen, as far as the struct has it now.
template <Described Settings>
std::vector<FormSetting> formSettings(const Settings& settings) {
    std::vector<FormSetting> found;
    Setting around; // of the struct that was entered last
    eachNestedSetting(
        settings, {}, [&]<class Value>(const std::string& path, const Setting& setting, const Value&) {
            const Setting& named = setting.words.empty() ? around : setting;
            if constexpr (Typed<Value>)
                found.push_back({path, shownWords(named.words), named.form, {}});
            else if constexpr (Chosen<Value>)
                found.push_back({path, shownWords(named.words), named.form, choicesOf<Value>()});
            if constexpr (Described<const Value>)
                around = setting;
        });
    return found;
}

/// Whether the struct has it, it means anything there, and it is set or may be left empty.
template <Described Settings>
bool isShown(const Settings& settings, const std::string& path) {
    bool shown = false;
    visitSetting(settings, path, [&shown]<class Value>(const Setting& setting, const Value& value) {
        if constexpr (Typed<Value>)
            shown = setting.applies && (!setting.form.whenEmpty.empty() || !isEmpty(value));
        else
            shown = setting.applies;
    });
    return shown;
}

/// What its field shows; empty where the struct has no such setting.
template <Described Settings>
QString settingText(const Settings& settings, const std::string& path) {
    QString text;
    visitSetting(settings, path, [&text]<class Value>(const Setting& setting, const Value& value) {
        if constexpr (Typed<Value>)
            text = valueText(value, setting.form);
    });
    return text;
}

/// Takes what was typed; returns what is wrong with it. `missing` is said where there is no such setting.
template <Described Settings>
QString typeSetting(Settings& settings, const std::string& path, const QString& text,
                    const QString& missing = {}) {
    QString problem = missing;
    visitSetting(settings, path, [&]<class Value>(const Setting& setting, Value& value) {
        if constexpr (Typed<Value>)
            problem = typeValue(value, text, setting.form);
    });
    return problem;
}

/// Place among its choices, -1 where the struct has no such setting.
template <Described Settings>
int settingChoice(const Settings& settings, const std::string& path) {
    int choice = -1;
    visitSetting(settings, path, [&choice]<class Value>(const Setting&, const Value& value) {
        if constexpr (Chosen<Value>)
            choice = choiceOf(value);
    });
    return choice;
}

template <Described Settings>
void chooseSetting(Settings& settings, const std::string& path, int choice) {
    visitSetting(settings, path, [choice]<class Value>(const Setting&, Value& value) {
        if constexpr (Chosen<Value>)
            choose(value, choice);
    });
}

} // namespace gradewise
