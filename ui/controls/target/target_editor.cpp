#include "ui/controls/target/target_editor.h"

#include "core/formula/formula.h"
#include "core/target/formula_remarks.h"
#include "core/target/gallery.h"
#include "ui/controls/config_fields.h"
#include "ui/controls/field_row.h"
#include "ui/controls/target/formula_edit.h"
#include "ui/controls/target/formula_text.h"
#include "ui/controls/target/gallery_popup.h"
#include "ui/controls/target/gallery_strip.h"
#include "ui/controls/target/parameter_sliders.h"
#include "ui/help/help_topic.h"
#include "ui/models/plain_text.h"
#include "ui/widgets/quiet_combo.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace gradewise {

namespace {

constexpr int debounceMilliseconds = 80; // the eye does not notice, and a word is read once
// While names are offered, "sq" is rather the beginning of "sqrt" than a parameter with a slider of its own.
constexpr int completingMilliseconds = 700;
constexpr int boundWidth = 70;

/// How the formulas are read, and which of their names nobody has given another value than 1.
QString remarks(const TargetConfig& target) {
    QStringList sentences;
    for (const std::string& remark : readingRemarks(target))
        sentences.append(QString::fromStdString(remark));
    QStringList open;
    for (const std::string& name : freeNames(target)) {
        const auto value = target.parameters.find(name);
        if (value == target.parameters.end() || value->second == 1.0)
            open.append(QString::fromStdString(name));
    }
    if (open.size() == 1)
        sentences.append(TargetEditor::tr("%1 is a free name and is 1; its slider gives it another value.")
                             .arg(open.front()));
    else if (!open.isEmpty())
        sentences.append(
            TargetEditor::tr("%1 are free names, each is 1; their sliders give them other values.")
                .arg(open.join(QStringLiteral(", "))));
    return sentences.join(QLatin1Char('\n'));
}

QStringList knownNames() {
    QStringList names;
    for (const std::string& name : Formula::knownNames())
        names.append(QString::fromStdString(name));
    names.sort(Qt::CaseInsensitive);
    return names;
}

} // namespace

TargetEditor::TargetEditor(ConfigEditor& editor, QWidget* parent)
    : Section(tr("Target function"), QStringLiteral("targets"), parent),
      editor_(editor),
      strip_(new GalleryStrip),
      popup_(new GalleryPopup(this)),
      more_(new QPushButton) {
    more_->setText(tr("All targets ▾"));
    more_->setProperty("link", true);
    more_->setAccessibleName(tr("Show all targets"));
    more_->setObjectName(QStringLiteral("allTargets"));
    setCorner(more_);
    body()->addWidget(strip_);
    makeFormula();
    makeDomain();
    sliders_ = new ParameterSliders(editor_);
    setHelpTopic(*sliders_, QStringLiteral("formulas#free-names"));
    body()->addWidget(sliders_);
    connect(more_, &QPushButton::clicked, this, &TargetEditor::openGallery);
    connect(strip_, &GalleryStrip::chosen, this, &TargetEditor::chooseFromGallery);
    connect(popup_, &GalleryPopup::chosen, this, &TargetEditor::chooseFromGallery);
    connect(&editor_, &ConfigEditor::refreshed, this, &TargetEditor::refresh);
}

void TargetEditor::makeFormula() {
    formula_ = new FormulaEdit(knownNames());
    formula_->setAccessibleName(tr("Formula"));
    formula_->setObjectName(QStringLiteral("formula"));
    formula_->setToolTip(tr("A formula in x, for instance sin(2 pi x) + a |x - c|^0.7. Other names become "
                            "sliders. Shift+Enter begins a second output."));
    setHelpTopic(*formula_, QStringLiteral("formulas"));
    problem_ = new ProblemLabel;
    problem_->setObjectName(QStringLiteral("formulaProblem"));
    reading_ = makeCaption();
    reading_->setObjectName(QStringLiteral("formulaReading"));
    reading_->setTextFormat(Qt::PlainText); // a < b is no HTML
    why_ = makeCaption();
    why_->setObjectName(QStringLiteral("why"));
    body()->addWidget(formula_);
    body()->addWidget(problem_);
    body()->addWidget(reading_);
    body()->addWidget(why_);
    debounce_.setSingleShot(true);
    connect(&debounce_, &QTimer::timeout, this, &TargetEditor::readFormula);
    connect(formula_, &FormulaEdit::typed, this, [this] {
        unread_ = true;
        debounce_.start(formula_->completing() ? completingMilliseconds : debounceMilliseconds);
    });
    connect(formula_, &FormulaEdit::accepted, this, [this] {
        readFormula();
        editor_.closeGesture();
    });
}

void TargetEditor::makeDomain() {
    variables_ = new QuietCombo;
    variables_->setObjectName(QStringLiteral("variables"));
    for (std::size_t count = 1; count <= maximumInputs; ++count) {
        QStringList names;
        for (std::size_t variable = 0; variable < count; ++variable)
            names.append(variableName(variable));
        variables_->addItem(
            tr("%n (%1)", nullptr, static_cast<int>(count)).arg(names.join(QStringLiteral(", "))));
    }
    variablesRow_ = new FieldRow(tr("Variables"), tr("Number of variables"));
    variablesRow_->add(variables_);
    variablesRow_->addHelp(QStringLiteral("targets#domain"));
    body()->addWidget(variablesRow_);
    connect(variables_, &QComboBox::activated, this,
            [this](int index) { chooseVariables(static_cast<std::size_t>(index) + 1); });
    for (std::size_t variable = 0; variable < maximumInputs; ++variable) {
        const QString name = variableName(variable);
        auto* row = new FieldRow(tr("%1 from").arg(name), tr("Domain of %1").arg(name));
        TextField* low = row->addField(editor_, domainField(variable, DomainEnd::Low), boundWidth);
        row->addText(tr("to"));
        TextField* high = row->addField(editor_, domainField(variable, DomainEnd::High), boundWidth);
        low->setObjectName(name + QStringLiteral(".low"));
        low->setAccessibleName(tr("Lower end of the domain of %1").arg(name));
        high->setObjectName(name + QStringLiteral(".high"));
        high->setAccessibleName(tr("Upper end of the domain of %1").arg(name));
        setHelpTopic(*row, QStringLiteral("targets#domain"));
        body()->addWidget(row);
        domainRows_.push_back(row);
    }
}

void TargetEditor::setTheme(const Theme& theme) {
    strip_->setTheme(theme);
    popup_->setTheme(theme);
    formula_->setTheme(theme);
    variables_->setTheme(theme);
}

std::size_t TargetEditor::variables() const {
    return domainOf(editor_.config().target).size();
}

void TargetEditor::refresh() {
    const TargetConfig& target = editor_.config().target;
    for (const auto& [name, value] : target.parameters)
        remembered_[name] = value;
    const bool fromGalleryNow = target.kind == TargetConfig::Kind::Gallery;
    const GalleryEntry* entry = fromGalleryNow ? findInGallery(target.id) : nullptr;
    strip_->setChosen(entry == nullptr ? QString() : QString::fromStdString(entry->id));
    why_->setText(entry == nullptr ? QString()
                                   : tr("%1: %2").arg(QString::fromStdString(entry->name),
                                                      QString::fromStdString(entry->why)));
    why_->setVisible(entry != nullptr);
    formula_->setPlaceholderText(entry == nullptr ? tr("sin(2 pi x)")
                                                  : QString::fromStdString(entry->formula));
    const std::size_t count = variables();
    variables_->setCurrentIndex(static_cast<int>(count) - 1);
    variables_->setEnabled(entry == nullptr || !entry->editableFormula.empty());
    for (std::size_t variable = 0; variable < domainRows_.size(); ++variable)
        domainRows_[variable]->setVisible(variable < count);
    sliders_->refresh();
    const QString said = remarks(target);
    reading_->setText(shownLines(said));
    reading_->setVisible(!said.isEmpty());
    refreshFormula();
}

void TargetEditor::refreshFormula() {
    const Field field = formulaField();
    const QString sentence = editor_.problem(field.path);
    problem_->show(sentence);
    formula_->setLocalUndo(!sentence.isEmpty());
    formula_->setAccessibleDescription(sentence);
    setStyleProperty(*formula_, "problem", !sentence.isEmpty());
    if (unread_)
        return; // newer keys are still to be read
    const QString text = editor_.text(field);
    if (formulasOf(text) != formulasOf(formula_->toPlainText()))
        formula_->setFormula(text);
    const auto problem = sentence.isEmpty() ? std::nullopt : findProblem(text, variables());
    if (problem)
        formula_->markError(problem->position, problem->length);
    else
        formula_->clearError();
}

Field TargetEditor::formulaField() const {
    return {QStringLiteral("target.formula"), tr("formula"),
            [](const ExperimentConfig& config) { return formulaText(config.target); },
            [this](ExperimentConfig& config, const QString& text) {
                if (const auto problem = findProblem(text, domainOf(config.target).size()))
                    return problem->sentence;
                if (formulasOf(text) != formulasOf(formulaText(config.target)))
                    config.target = withFormulas(config.target, formulasOf(text), remembered_);
                return QString();
            }};
}

void TargetEditor::readFormula() {
    if (!unread_)
        return;
    unread_ = false;
    debounce_.stop();
    const QString text = formula_->toPlainText();
    // An emptied field with a gallery target behind it whose formula cannot be typed is no error: it shows
    // that formula as a hint.
    if (formulasOf(text).empty() && formulaText(editor_.config().target).isEmpty()) {
        editor_.dropDrafts(formulaField().path);
        refreshFormula();
        return;
    }
    editor_.type(formulaField(), text);
}

void TargetEditor::chooseFromGallery(const QString& id) {
    unread_ = false;
    debounce_.stop();
    editor_.dropDrafts(QStringLiteral("target."));
    const QString problem = editor_.apply(tr("Choose target"), {}, [&](ExperimentConfig& config) {
        config.target = fromGallery(id.toStdString());
    });
    if (!problem.isEmpty())
        problem_->show(problem);
    formula_->setFormula(formulaText(editor_.config().target));
}

void TargetEditor::chooseVariables(std::size_t count) {
    const QString problem =
        editor_.apply(tr("Change the number of variables"), {}, [&](ExperimentConfig& config) {
            TargetConfig& target = config.target;
            if (domainOf(target).size() == count)
                return;
            const auto formulas = formulasOf(editor_.text(formulaField()));
            target = withFormulas(target, formulas, remembered_);
            target.domain.resize(count, target.domain.empty() ? Interval{} : target.domain.front());
            target = withFormulas(target, formulas, remembered_); // y may have been a parameter
        });
    variables_->setToolTip(plainTip(problem));
    if (!problem.isEmpty())
        problem_->show(problem);
}

void TargetEditor::openGallery() {
    const TargetConfig& target = editor_.config().target;
    popup_->open(*more_,
                 target.kind == TargetConfig::Kind::Gallery ? QString::fromStdString(target.id) : QString());
}

} // namespace gradewise
