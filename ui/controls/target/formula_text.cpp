#include "ui/controls/target/formula_text.h"

#include "core/formula/formula.h"
#include "core/target/gallery.h"
#include "ui/controls/config_fields.h"

#include <QCoreApplication>
#include <QStringList>

namespace gradewise {

namespace {

struct Sentences {
    Q_DECLARE_TR_FUNCTIONS(FormulaText)
};

int characters(const QByteArray& utf8, std::size_t bytes) {
    return static_cast<int>(QString::fromUtf8(utf8.left(static_cast<qsizetype>(bytes))).size());
}

/// The number of variables with which the text is a formula, or at least one up to a later place; 0 for none.
std::size_t variablesWanted(const std::string& line, const FormulaError& error, std::size_t variables) {
    for (std::size_t more = variables + 1; more <= maximumInputs; ++more) {
        const auto parsed = Formula::parse(line, more);
        const auto* const next = std::get_if<FormulaError>(&parsed);
        if (!next || next->position > error.position)
            return more;
    }
    return 0;
}

/// What to do about it in the window, which does not speak of domains to add.
QString sentenceOf(const std::string& line, const FormulaError& error, std::size_t variables) {
    const std::size_t wanted = variablesWanted(line, error, variables);
    if (wanted == 0)
        return QString::fromStdString(error.sentence);
    return Sentences::tr("The variable %1 needs a target of %2 variables: choose %2 variables below the "
                         "formula, or use another name.")
        .arg(QString::fromStdString(line.substr(error.position, error.length)))
        .arg(wanted);
}

} // namespace

QString formulaText(const TargetConfig& target) {
    if (target.kind == TargetConfig::Kind::Gallery) {
        const GalleryEntry* entry = findInGallery(target.id);
        return entry == nullptr ? QString() : QString::fromStdString(entry->editableFormula);
    }
    QStringList lines;
    for (const std::string& formula : target.formulas)
        lines.append(QString::fromStdString(formula));
    return lines.join(QLatin1Char('\n'));
}

std::vector<std::string> formulasOf(const QString& text) {
    std::vector<std::string> formulas;
    for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        if (!line.trimmed().isEmpty())
            formulas.push_back(line.trimmed().toStdString());
    return formulas;
}

std::optional<FormulaProblem> findProblem(const QString& text, std::size_t variables) {
    if (formulasOf(text).empty())
        return FormulaProblem{0, 0, Sentences::tr("Type a formula in x, for instance sin(2 pi x).")};
    int begin = 0;
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        if (!line.trimmed().isEmpty()) {
            const QByteArray utf8 = line.toUtf8();
            const auto parsed = Formula::parse(utf8.toStdString(), variables);
            if (const auto* error = std::get_if<FormulaError>(&parsed)) {
                const int first = characters(utf8, error->position);
                const int last = characters(utf8, error->position + error->length);
                return FormulaProblem{begin + first, last - first,
                                      sentenceOf(utf8.toStdString(), *error, variables)};
            }
        }
        begin += static_cast<int>(line.size()) + 1;
    }
    return std::nullopt;
}

TargetConfig withFormulas(const TargetConfig& target, const std::vector<std::string>& formulas,
                          const std::map<std::string, double>& remembered) {
    TargetConfig result;
    result.kind = TargetConfig::Kind::Formula;
    result.formulas = formulas;
    result.domain = domainOf(target);
    for (const std::string& name : freeNames(result)) {
        const auto kept = target.parameters.find(name);
        const auto once = remembered.find(name);
        result.parameters[name] = kept != target.parameters.end() ? kept->second
                                  : once != remembered.end()      ? once->second
                                                                  : 1.0;
    }
    return result;
}

TargetConfig fromGallery(const std::string& id) {
    TargetConfig result;
    result.kind = TargetConfig::Kind::Gallery;
    result.id = id;
    return result;
}

} // namespace gradewise
