#include "ui/controls/grades/grade_fields.h"

#include "ui/controls/field_makers.h"
#include "ui/controls/grades/grade_list.h"

#include <QRegularExpression>

#include <array>

namespace gradewise {

namespace {

struct GradeNames {
    Q_DECLARE_TR_FUNCTIONS(GradeNames)
};

constexpr std::array kinds = {
    GradeField::Widths,     GradeField::LearningRate,  GradeField::FinalRate,     GradeField::DecayFactor,
    GradeField::DecayEvery, GradeField::BatchSize,     GradeField::Steps,         GradeField::Regularisation,
    GradeField::Sigma,      GradeField::Ratio,         GradeField::Epochs,        GradeField::Seconds,
    GradeField::Goal,       GradeField::PlateauEpochs, GradeField::PlateauChange, GradeField::Patience};

QString key(GradeField kind) {
    switch (kind) {
    case GradeField::Widths:
        return QStringLiteral("hidden");
    case GradeField::LearningRate:
        return QStringLiteral("solver.learningRate");
    case GradeField::FinalRate:
        return QStringLiteral("solver.finalLearningRate");
    case GradeField::DecayFactor:
        return QStringLiteral("solver.decayFactor");
    case GradeField::DecayEvery:
        return QStringLiteral("solver.decayEvery");
    case GradeField::BatchSize:
        return QStringLiteral("solver.batchSize");
    case GradeField::Steps:
        return QStringLiteral("solver.steps");
    case GradeField::Regularisation:
        return QStringLiteral("solver.regularisation");
    case GradeField::Sigma:
        return QStringLiteral("smoothing.sigma");
    case GradeField::Ratio:
        return QStringLiteral("solver.ratio");
    case GradeField::Epochs:
        return QStringLiteral("stop.epochs");
    case GradeField::Seconds:
        return QStringLiteral("stop.seconds");
    case GradeField::Goal:
        return QStringLiteral("stop.goal");
    case GradeField::PlateauEpochs:
        return QStringLiteral("stop.plateau.epochs");
    case GradeField::PlateauChange:
        return QStringLiteral("stop.plateau.relativeChange");
    case GradeField::Patience:
        return QStringLiteral("stop.patience");
    }
    return {};
}

QString displayName(GradeField kind) {
    switch (kind) {
    case GradeField::Widths:
        return GradeNames::tr("widths");
    case GradeField::LearningRate:
    case GradeField::FinalRate:
    case GradeField::DecayFactor:
    case GradeField::DecayEvery:
        return GradeNames::tr("learning rate");
    case GradeField::BatchSize:
        return GradeNames::tr("batch size");
    case GradeField::Steps:
        return GradeNames::tr("steps");
    case GradeField::Regularisation:
        return GradeNames::tr("regularisation");
    case GradeField::Sigma:
        return GradeNames::tr("smoothing");
    case GradeField::Ratio:
        return GradeNames::tr("ratio");
    case GradeField::Epochs:
        return GradeNames::tr("epochs");
    case GradeField::Seconds:
        return GradeNames::tr("time limit");
    case GradeField::Goal:
        return GradeNames::tr("goal");
    case GradeField::PlateauEpochs:
    case GradeField::PlateauChange:
        return GradeNames::tr("plateau rule");
    case GradeField::Patience:
        return GradeNames::tr("patience");
    }
    return {};
}

QString sigmaText(const std::vector<double>& sigma) {
    QStringList numbers;
    for (const double number : sigma)
        numbers.append(numberText(number));
    return numbers.join(QStringLiteral(", "));
}

/// "learningRate" of a field whose key is "solver.learningRate".
std::string settingKey(GradeField kind) {
    return key(kind).section(QLatin1Char('.'), 1).toStdString();
}

/// Empty where the grade's solver has no such setting.
template <class Value>
QString settingText(const GradeConfig& grade, GradeField kind) {
    const Value* const value = setting<Value>(grade.solver, settingKey(kind));
    return value == nullptr ? QString() : shown(*value);
}

QString batchText(const Index* batch) {
    return batch == nullptr || *batch == 0 ? QString() : shown(*batch);
}

QString textOf(const GradeConfig& grade, GradeField kind) {
    switch (kind) {
    case GradeField::Widths:
        return widthsText(grade.hidden);
    case GradeField::LearningRate:
        return settingText<double>(grade, kind);
    case GradeField::FinalRate:
        return settingText<std::optional<double>>(grade, kind);
    case GradeField::DecayFactor:
        return settingText<std::optional<double>>(grade, kind);
    case GradeField::DecayEvery:
        return settingText<Index>(grade, kind);
    case GradeField::BatchSize:
        return batchText(setting<Index>(grade.solver, "batchSize"));
    case GradeField::Steps:
        return settingText<Index>(grade, kind);
    case GradeField::Regularisation:
        return settingText<double>(grade, kind);
    case GradeField::Sigma:
        return grade.smoothing ? sigmaText(grade.smoothing->sigma) : QString();
    case GradeField::Ratio:
        return settingText<double>(grade, kind);
    case GradeField::Epochs:
        return shown(grade.stop.epochs);
    case GradeField::Seconds:
        return shown(grade.stop.seconds);
    case GradeField::Goal:
        return shown(grade.stop.goal);
    case GradeField::PlateauEpochs:
        return grade.stop.plateau ? shown(grade.stop.plateau->epochs) : QString();
    case GradeField::PlateauChange:
        return grade.stop.plateau ? shown(grade.stop.plateau->relativeChange) : QString();
    case GradeField::Patience:
        return shown(grade.stop.patience);
    }
    return {};
}

QString readWidthsInto(std::vector<Index>& widths, const QString& text) {
    const auto read = readWidths(text);
    widths = read.value_or(widths);
    return read ? QString() : FieldSentences::widths();
}

/// A value that must be there, though its member is optional.
QString readNeeded(std::optional<double>& value, const QString& text) {
    double number = 0.0;
    QString problem = readInto(number, text);
    if (problem.isEmpty())
        value = number;
    return problem;
}

/// One number or one a variable; nothing takes the smoothing away.
QString readSigmaInto(std::optional<SmoothingConfig>& smoothing, const QString& text) {
    if (text.trimmed().isEmpty()) {
        smoothing.reset();
        return {};
    }
    std::vector<double> sigma;
    static const QRegularExpression between(QStringLiteral(";\\s*|,?\\s+")); // 0,5 is one number
    for (const QString& part : text.trimmed().split(between))
        if (const QString problem = readInto(sigma.emplace_back(), part); !problem.isEmpty())
            return FieldSentences::sigma();
    if (!smoothing)
        smoothing.emplace();
    smoothing->sigma = std::move(sigma);
    return {};
}

QString readSetting(std::optional<double>& value, const QString& text) {
    return readNeeded(value, text);
}
template <class Value>
QString readSetting(Value& value, const QString& text) {
    return readInto(value, text);
}

template <class Value>
QString writeSetting(GradeConfig& grade, GradeField kind, const QString& text) {
    Value* const value = setting<Value>(grade.solver, settingKey(kind));
    return value == nullptr ? GradeNames::tr("The solver of this grade has no such setting.")
                            : readSetting(*value, text);
}

QString writeTo(GradeConfig& grade, GradeField kind, const QString& text) {
    switch (kind) {
    case GradeField::Widths:
        return readWidthsInto(grade.hidden, text);
    case GradeField::LearningRate:
        return writeSetting<double>(grade, kind, text);
    case GradeField::FinalRate:
        return writeSetting<std::optional<double>>(grade, kind, text);
    case GradeField::DecayFactor:
        return writeSetting<std::optional<double>>(grade, kind, text);
    case GradeField::DecayEvery:
        return writeSetting<Index>(grade, kind, text);
    case GradeField::BatchSize:
        return text.trimmed().isEmpty() ? writeSetting<Index>(grade, kind, QStringLiteral("0"))
                                        : writeSetting<Index>(grade, kind, text);
    case GradeField::Steps:
        return writeSetting<Index>(grade, kind, text);
    case GradeField::Regularisation:
        return writeSetting<double>(grade, kind, text);
    case GradeField::Sigma:
        return readSigmaInto(grade.smoothing, text);
    case GradeField::Ratio:
        return writeSetting<double>(grade, kind, text);
    case GradeField::Epochs:
        return readInto(grade.stop.epochs, text);
    case GradeField::Seconds:
        return readInto(grade.stop.seconds, text);
    case GradeField::Goal:
        return readInto(grade.stop.goal, text);
    case GradeField::Patience:
        return readInto(grade.stop.patience, text);
    case GradeField::PlateauEpochs:
    case GradeField::PlateauChange:
        break;
    }
    if (!grade.stop.plateau)
        grade.stop.plateau.emplace();
    return kind == GradeField::PlateauEpochs ? readInto(grade.stop.plateau->epochs, text)
                                             : readInto(grade.stop.plateau->relativeChange, text);
}

} // namespace

std::span<const GradeField> allGradeFields() {
    return kinds;
}

Field gradeField(Index row, GradeField kind) {
    const auto exists = [row](const ExperimentConfig& config) { return row < gradeCount(config.grades); };
    return {QStringLiteral("grades[%1].%2").arg(row).arg(key(kind)),
            GradeNames::tr("%1 of grade %2").arg(displayName(kind)).arg(row + 1),
            [=](const ExperimentConfig& config) {
                return exists(config) ? textOf(gradeAt(config.grades, row), kind) : QString();
            },
            [=](ExperimentConfig& config, const QString& text) {
                if (!exists(config))
                    return GradeNames::tr("There is no grade %1.").arg(row + 1);
                GradeConfig grade = gradeAt(config.grades, row);
                QString problem = writeTo(grade, kind, text);
                if (!problem.isEmpty())
                    return problem;
                if (kind == GradeField::Ratio)
                    setConstruction(config.grades, *setting<Textbook>(grade.solver, "construction"),
                                    *setting<double>(grade.solver, "ratio"));
                else
                    setGrade(config.grades, row, grade);
                return problem;
            }};
}

std::optional<std::pair<Index, GradeField>> gradeFieldOf(const QString& path) {
    static const QRegularExpression pattern(QStringLiteral("^grades\\[(\\d+)\\]\\.(.+)$"));
    const QRegularExpressionMatch match = pattern.match(path);
    if (match.hasMatch())
        for (const GradeField kind : kinds)
            if (key(kind) == match.captured(2))
                return std::pair(static_cast<Index>(match.captured(1).toLongLong()), kind);
    return std::nullopt;
}

} // namespace gradewise
