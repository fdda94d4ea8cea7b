// What is said once about one setting of an experiment: its key in files, its name in sentences, what it may
// be. Each struct of settings lists its own by a function
//
//     template <class Stop, class Visit>            // Stop: GradeStop, or const GradeStop
//     requires SettingsOf<Stop, GradeStop>
//     void eachSetting(Stop& stop, const Visit& visit) {
//         visit(Setting{.key = "epochs", .words = "number of epochs", .limits = WholeNumber{1, 1000}},
//         stop.epochs); visit(…);
//     }
//
// which calls visit(Setting, value) for each of them, in the order of files. Reader (read_settings.h), writer
// (write_settings.h), rules (check_settings.h) and forms visit that list. What is usual is what the struct
// starts with; an optional that is not set is not written. Relations between settings are functions.
#pragma once

#include "core/numbers/matrix.h"

#include <concepts>
#include <string_view>
#include <type_traits>
#include <variant>

namespace gradewise {

struct AnyValue {};

/// A whole number from `low` to `high`.
struct WholeNumber {
    Index low = 0;
    Index high = 0;
};

struct FiniteAboveZero {};

/// Above `low`, and below `high` or at most `high`.
struct AboveUpTo {
    double low = 0.0;
    double high = 0.0;
    bool highIncluded = false;
};

using SettingLimits = std::variant<AnyValue, WholeNumber, FiniteAboveZero, AboveUpTo>;

/// How a form shows a setting. One without a label has a place of its own, or none.
struct FormWords {
    std::string_view label;            ///< "Learning rate"
    std::string_view explanation = {}; ///< what it does, in a sentence or two
    /// What a field that is left empty means: "no limit". Without it the field must be filled, and an
    /// optional number is shown only while it is set.
    std::string_view whenEmpty = {};
    std::string_view unit = {};   ///< behind the field: "epochs"
    bool sameLine = false;        ///< beside the setting before it
    std::string_view manual = {}; ///< where the manual explains it: "stopping#of-a-grade"
};

struct Setting {
    std::string_view key;        ///< in files: "learningRate"
    std::string_view words = {}; ///< in "The {} must be …"; in a form those of the struct around it serve too
    SettingLimits limits = AnyValue{};
    bool required = false; ///< a file must give it
    bool written = true; ///< whether a file says it; some settings are left out while they are the usual ones
    bool applies = true; ///< whether it means anything beside the settings listed before it
    FormWords form = {};
};

/// Whether `Struct` is `Settings`, constant or not.
template <class Struct, class Settings>
concept SettingsOf = std::same_as<std::remove_const_t<Struct>, Settings>;

/// Stands for any visitor where a list of settings is looked for.
struct IgnoreSettings {
    template <class Value>
    void operator()(const Setting&, Value&) const {}
};

/// A struct that lists its settings.
template <class Struct>
concept Described = requires(Struct& settings) {
    eachSetting(settings, IgnoreSettings{});
};

} // namespace gradewise
