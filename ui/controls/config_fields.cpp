#include "ui/controls/config_fields.h"

#include "core/target/gallery.h"
#include "ui/controls/field_makers.h"
#include "ui/models/plain_text.h"

namespace gradewise {

namespace {

struct FieldNames {
    Q_DECLARE_TR_FUNCTIONS(FieldNames)
};

} // namespace

Field titleField() {
    return {QStringLiteral("title"), FieldNames::tr("title"),
            [](const ExperimentConfig& config) { return shownTitle(config); },
            [](ExperimentConfig& config, const QString& text) {
                config.title = text.toStdString();
                return QString();
            }};
}

Field seedField() {
    return {QStringLiteral("seed"), FieldNames::tr("seed"),
            [](const ExperimentConfig& config) { return QString::number(config.seed); },
            [](ExperimentConfig& config, const QString& text) {
                const auto seed = readSeed(text);
                config.seed = seed.value_or(config.seed);
                return seed ? QString() : FieldSentences::seed();
            }};
}

Field noiseField() {
    return numberField(
        QStringLiteral("samples.noise"), FieldNames::tr("noise"),
        [](auto& config) -> auto& { return config.samples.noise; });
}

Field trainCountField() {
    return numberField(
        QStringLiteral("samples.train.count"), FieldNames::tr("training samples"),
        [](auto& config) -> auto& { return config.samples.train.count; });
}

Field validationCountField() {
    return numberField(
        QStringLiteral("samples.validation.count"), FieldNames::tr("validation samples"),
        [](auto& config) -> auto& { return config.samples.validation.count; });
}

Field testCountField() {
    return numberField(
        QStringLiteral("samples.test.count"), FieldNames::tr("test samples"),
        [](auto& config) -> auto& { return config.samples.test.count; });
}

Field runGoalField() {
    return numberField(
        QStringLiteral("stop.relativeL2"), FieldNames::tr("run goal"),
        [](auto& config) -> auto& { return config.stop.relativeL2; });
}

Field runSupField() {
    return numberField(
        QStringLiteral("stop.sup"), FieldNames::tr("run goal"),
        [](auto& config) -> auto& { return config.stop.sup; });
}

Field runSecondsField() {
    return numberField(
        QStringLiteral("stop.seconds"), FieldNames::tr("run time"),
        [](auto& config) -> auto& { return config.stop.seconds; });
}

Field parameterField(const QString& parameter) {
    const std::string key = parameter.toStdString();
    return {QStringLiteral("target.parameters.") + parameter, parameter,
            [key](const ExperimentConfig& config) {
                const auto found = config.target.parameters.find(key);
                return numberText(found == config.target.parameters.end() ? 1.0 : found->second);
            },
            [key](ExperimentConfig& config, const QString& text) {
                double value = 1.0;
                const QString problem = readInto(value, text);
                if (problem.isEmpty())
                    config.target.parameters[key] = value;
                return problem;
            }};
}

Domain domainOf(const TargetConfig& target) {
    if (target.kind == TargetConfig::Kind::Gallery && target.domain.empty())
        if (const GalleryEntry* entry = findInGallery(target.id))
            return entry->domain;
    return target.domain;
}

QString variableName(std::size_t variable) {
    return QString(QChar('x' + static_cast<char>(variable)));
}

Field domainField(std::size_t variable, DomainEnd end) {
    const bool low = end == DomainEnd::Low;
    const QString path = QStringLiteral("target.domain[%1].%2")
                             .arg(variable)
                             .arg(low ? QStringLiteral("low") : QStringLiteral("high"));
    return {path, FieldNames::tr("domain of %1").arg(variableName(variable)),
            [variable, low](const ExperimentConfig& config) {
                const Domain domain = domainOf(config.target);
                if (variable >= domain.size())
                    return QString();
                return numberText(low ? domain[variable].low : domain[variable].high);
            },
            [variable, low](ExperimentConfig& config, const QString& text) {
                Domain domain = domainOf(config.target);
                if (variable >= domain.size())
                    return FieldNames::tr("The target has no variable %1.").arg(variableName(variable));
                const QString problem = readInto(low ? domain[variable].low : domain[variable].high, text);
                if (problem.isEmpty() && domain != domainOf(config.target))
                    config.target.domain = domain;
                return problem;
            }};
}

} // namespace gradewise
