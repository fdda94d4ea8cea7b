// Makes fields of numbers. `part` is a generic function: configuration in, reference to the value out.
#pragma once

#include "ui/controls/config_editor.h"
#include "ui/models/number_text.h"

#include <QCoreApplication>

namespace gradewise {

struct FieldSentences {
    Q_DECLARE_TR_FUNCTIONS(FieldSentences)
public:
    static QString number() { return tr("This is not a number. Write for instance 0.5 or 1e-3."); }
    static QString numberOrNothing() {
        return tr("This is not a number. Write for instance 1e-3, or leave the field empty.");
    }
    static QString whole() { return tr("This must be a whole number, for instance 1000."); }
    static QString wholeOrNothing() {
        return tr("This must be a whole number, for instance 50, or the field empty.");
    }
    static QString seed() {
        return tr("The seed must be a whole number from 0 to 18446744073709551615 (2^64 - 1).");
    }
    static QString sigma() {
        return tr(
            "Write one number, for instance 0.004, or one a variable with blanks between; an empty field "
            "means no smoothing.");
    }
    static QString widths() {
        return tr("Write the widths of the hidden layers as whole numbers, for instance 64, 64.");
    }
};

/// Reads `text` into `value`; returns what is wrong with it.
inline QString readInto(double& value, const QString& text) {
    const auto number = readNumber(text);
    value = number.value_or(value);
    return number ? QString() : FieldSentences::number();
}

inline QString readInto(Index& value, const QString& text) {
    const auto number = readWhole(text);
    value = number.value_or(value);
    return number ? QString() : FieldSentences::whole();
}

inline QString readInto(std::optional<double>& value, const QString& text) {
    const auto number = readNumber(text);
    if (!number && !text.trimmed().isEmpty())
        return FieldSentences::numberOrNothing();
    value = number;
    return {};
}

inline QString readInto(std::optional<Index>& value, const QString& text) {
    const auto number = readWhole(text);
    if (!number && !text.trimmed().isEmpty())
        return FieldSentences::wholeOrNothing();
    value = number;
    return {};
}

inline QString shown(double value) {
    return numberText(value);
}
inline QString shown(Index value) {
    return QString::number(value);
}
inline QString shown(const std::optional<double>& value) {
    return value ? numberText(*value) : QString();
}

inline QString shown(const std::optional<Index>& value) {
    return value ? shown(*value) : QString();
}

template <class Part>
Field numberField(const QString& path, const QString& name, Part part) {
    return {path, name, [part](const ExperimentConfig& config) { return shown(part(config)); },
            [part](ExperimentConfig& config, const QString& text) { return readInto(part(config), text); }};
}

} // namespace gradewise
