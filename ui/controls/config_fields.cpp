#include "ui/controls/config_fields.h"

#include "core/target/gallery.h"
#include "ui/models/plain_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <stdexcept>

namespace gradewise {

namespace {

struct FieldNames {
    Q_DECLARE_TR_FUNCTIONS(FieldNames)
};

} // namespace

const FormSetting& experimentSetting(const std::string& path) {
    static const std::vector<FormSetting> settings = formSettings(ExperimentConfig{});
    const auto found = std::ranges::find(settings, path, &FormSetting::path);
    if (found == settings.end())
        throw std::out_of_range("An experiment has no setting " + path + ".");
    return *found;
}

Field experimentField(const std::string& path) {
    return {
        QString::fromStdString(path), experimentSetting(path).name,
        [path](const ExperimentConfig& config) { return settingText(config, path); },
        [path](ExperimentConfig& config, const QString& text) { return typeSetting(config, path, text); }};
}

Field titleField() {
    return {QStringLiteral("title"), FieldNames::tr("title"),
            [](const ExperimentConfig& config) { return shownTitle(config); },
            [](ExperimentConfig& config, const QString& text) {
                config.title = text.toStdString();
                return QString();
            }};
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
                QString problem = typeValue(value, text);
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
                QString problem = typeValue(low ? domain[variable].low : domain[variable].high, text);
                if (problem.isEmpty() && domain != domainOf(config.target))
                    config.target.domain = domain;
                return problem;
            }};
}

} // namespace gradewise
