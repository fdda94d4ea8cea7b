#include "ui/controls/grades/grade_detail.h"

#include "core/solver/solver.h"
#include "core/solver/textbook/textbook_target.h"
#include "ui/controls/field_row.h"
#include "ui/controls/grades/grade_list.h"
#include "ui/help/help_topic.h"
#include "ui/widgets/quiet_combo.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gradewise {

namespace {

constexpr int numberWidth = 66;

QStringList initialisationNames() {
    QStringList names;
    for (const Initialisation initialisation : allOf<Initialisation>()) {
        switch (initialisation) {
        case Initialisation::FanIn:
            names.append(GradeDetail::tr("fan-in"));
            break;
        case Initialisation::He:
            names.append(GradeDetail::tr("He"));
            break;
        case Initialisation::Glorot:
            names.append(GradeDetail::tr("Glorot"));
            break;
        }
    }
    return names;
}

QStringList carryNames() {
    QStringList names;
    for (const Carry carry : allOf<Carry>()) {
        switch (carry) {
        case Carry::Hidden:
            names.append(GradeDetail::tr("features (as published)"));
            break;
        case Carry::HiddenAndInput:
            names.append(GradeDetail::tr("features and x"));
            break;
        case Carry::LastTwo:
            names.append(GradeDetail::tr("last two features"));
            break;
        case Carry::All:
            names.append(GradeDetail::tr("all features"));
            break;
        }
    }
    return names;
}

/// What the core calls each of them.
template <class Value>
QStringList displayNames(std::span<const Value> all) {
    QStringList names;
    for (const Value value : all) {
        const std::string_view shown = displayName(value);
        names.append(QString::fromUtf8(shown.data(), static_cast<qsizetype>(shown.size())));
    }
    return names;
}

/// The function that a textbook's grade is of.
TargetConfig targetOfConstruction(const SolverOptions& options) {
    return textbookTarget(*setting<Textbook>(options, "construction"), *setting<double>(options, "ratio"));
}

template <class Value>
int indexOf(std::span<const Value> all, Value value) {
    return static_cast<int>(std::find(all.begin(), all.end(), value) - all.begin());
}

} // namespace

QString solverHelp(const Solver& solver) {
    const std::string_view section = solver.name();
    return QStringLiteral("solvers#") +
           QString::fromUtf8(section.data(), static_cast<qsizetype>(section.size()));
}

GradeDetail::GradeDetail(ConfigEditor& editor, QWidget* parent) : QWidget(parent), editor_(editor) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 2, 0, 2);
    column->setSpacing(2);
    makeSolver(column);
    stopRows_ = new QWidget;
    setHelpTopic(*stopRows_, QStringLiteral("stopping#of-a-grade"));
    auto* stopColumn = new QVBoxLayout(stopRows_);
    stopColumn->setContentsMargins(0, 0, 0, 0);
    stopColumn->setSpacing(column->spacing());
    makeStop(stopColumn);
    column->addWidget(stopRows_);
    applyToAll_ = addLink(column, tr("Apply to all grades"), QStringLiteral("applyToAll"));
    applyToAll_->setToolTip(tr("Gives every grade these settings; widths and activations stay."));
    connect(applyToAll_, &QPushButton::clicked, this, &GradeDetail::applyToAll);
    connect(&editor_, &ConfigEditor::refreshed, this, &GradeDetail::refresh);
}

void GradeDetail::makeSolver(QVBoxLayout* column) {
    initialisation_ =
        addChoice(column, tr("Initial weights"), initialisationNames(), QStringLiteral("initialisation"));
    connect(initialisation_, &QComboBox::activated, this, [this](int index) {
        change(tr("Change the initial weights"), [index](GradeConfig& grade) {
            grade.initialisation = allOf<Initialisation>()[static_cast<std::size_t>(index)];
        });
    });
    construction_ = addChoice(column, tr("Construction of"), displayNames(allOf<Textbook>()),
                              QStringLiteral("construction"));
    connect(construction_, &QComboBox::activated, this, [this](int index) {
        emit refused(editor_.apply(tr("Change the construction"), {}, [&](ExperimentConfig& config) {
            if (row_ >= gradeCount(config.grades))
                return;
            if (const double* const ratio = setting<double>(gradeAt(config.grades, row_).solver, "ratio"))
                setConstruction(config.grades, allOf<Textbook>()[static_cast<std::size_t>(index)], *ratio);
        }));
    });
    ratioRow_ = new FieldRow(tr("Ratio c"), tr("Ratio of one term of the sum to the one before"));
    ratioRow_->setToolTip(tr("Of one term of the sum to the one before, between −1 and 1. The target must be "
                             "the sum with the same ratio."));
    addField(ratioRow_, GradeField::Ratio, QStringLiteral("ratio"));
    column->addWidget(ratioRow_);
    takeTarget_ = addLink(column, tr("Take its target"), QStringLiteral("takeTarget"));
    takeTarget_->setToolTip(tr("Chooses the function that this construction is of, on all of its interval."));
    connect(takeTarget_, &QPushButton::clicked, this, &GradeDetail::takeTarget);
    regularisationRow_ = new FieldRow(tr("Regularisation"), tr("Weight decay β"));
    regularisationRow_->setToolTip(
        tr("Half of it, times the squares of all weights but the biases, is added to half the "
           "mean square error."));
    addField(regularisationRow_, GradeField::Regularisation, QStringLiteral("regularisation"));
    column->addWidget(regularisationRow_);
    stepsRow_ = new FieldRow(tr("At most steps"), tr("Most steps of the solver"));
    addField(stepsRow_, GradeField::Steps, QStringLiteral("steps"));
    column->addWidget(stepsRow_);
    rateRow_ = new FieldRow(tr("Learning rate"), tr("Learning rate"));
    addField(rateRow_, GradeField::LearningRate, QStringLiteral("rate"));
    rateRow_->addHelp(QStringLiteral("solvers#learning-rate"));
    column->addWidget(rateRow_);
    schedule_ = addChoice(column, tr("Schedule"), {tr("constant"), tr("exponential"), tr("in steps")},
                          QStringLiteral("schedule"));
    connect(schedule_, &QComboBox::activated, this,
            [this](int index) { chooseSchedule(static_cast<Schedule>(index)); });
    finalRow_ = new FieldRow(tr("down to"), tr("Final learning rate"));
    addField(finalRow_, GradeField::FinalRate, QStringLiteral("finalRate"));
    column->addWidget(finalRow_);
    decayRow_ = new FieldRow(tr("times"), tr("Factor of the learning rate"));
    addField(decayRow_, GradeField::DecayFactor, QStringLiteral("decayFactor"))->setFixedWidth(46);
    decayRow_->addText(tr("every"));
    auto* every = addField(decayRow_, GradeField::DecayEvery, QStringLiteral("decayEvery"));
    every->setFixedWidth(52);
    every->setAccessibleName(tr("Epochs between two steps of the learning rate"));
    decayRow_->addText(tr("epochs"));
    column->addWidget(decayRow_);
    batchRow_ = new FieldRow(tr("Batch size"), tr("Batch size"));
    addField(batchRow_, GradeField::BatchSize, QStringLiteral("batch"))->setPlaceholderText(tr("all"));
    column->addWidget(batchRow_);
    precision_ =
        addChoice(column, tr("Precision"), displayNames(allOf<Precision>()), QStringLiteral("precision"));
    precision_->setToolTip(
        tr("Of the numbers that are trained. What is frozen, and every error, is double."));
    connect(precision_, &QComboBox::activated, this, [this](int index) {
        change(tr("Change the precision"), [index](GradeConfig& grade) {
            if (auto* const precision = setting<Precision>(grade.solver, "precision"))
                *precision = allOf<Precision>()[static_cast<std::size_t>(index)];
        });
    });
    readOut_ = addChoice(column, tr("Read-out"), displayNames(allOf<ReadOutRule>()),
                         QStringLiteral("readOut"), QStringLiteral("after-training#balanced-read-out"));
    readOut_->setToolTip(
        tr("Balanced: after training, the best read-out that lets the residual grow at no training "
           "sample takes its place."));
    connect(readOut_, &QComboBox::activated, this, [this](int index) {
        change(tr("Change the read-out"), [index](GradeConfig& grade) {
            grade.readOut = allOf<ReadOutRule>()[static_cast<std::size_t>(index)];
        });
    });
    smoothingRow_ = new FieldRow(tr("Smoothing σ"), tr("Width σ of the smoothing"));
    smoothingRow_->setToolTip(
        tr("After training, the contribution is replaced by its Gaussian mean over about so far a way in x; "
           "what the next grade sees stays as it is."));
    addField(smoothingRow_, GradeField::Sigma, QStringLiteral("sigma"))->setPlaceholderText(tr("none"));
    smoothingRow_->addHelp(QStringLiteral("smoothing"));
    column->addWidget(smoothingRow_);
    carry_ = addChoice(column, tr("Next grade sees"), carryNames(), QStringLiteral("carry"),
                       QStringLiteral("grades#what-the-next-grade-sees"));
    connect(carry_, &QComboBox::activated, this, [this](int index) {
        change(tr("Change what the next grade sees"), [index](GradeConfig& grade) {
            grade.carry = allOf<Carry>()[static_cast<std::size_t>(index)];
        });
    });
}

void GradeDetail::makeStop(QVBoxLayout* column) {
    auto* epochs = new FieldRow(tr("At most epochs"), tr("Most epochs of the grade"));
    addField(epochs, GradeField::Epochs, QStringLiteral("epochs"));
    epochs->addHelp(QStringLiteral("stopping#of-a-grade"));
    column->addWidget(epochs);
    auto* seconds = new FieldRow(tr("At most seconds"), tr("Most seconds of the grade"));
    addField(seconds, GradeField::Seconds, QStringLiteral("seconds"))->setPlaceholderText(tr("no limit"));
    column->addWidget(seconds);
    auto* goal = new FieldRow(tr("Until rel. L² is"), tr("Goal: relative L² error on the training samples"));
    addField(goal, GradeField::Goal, QStringLiteral("goal"))->setPlaceholderText(tr("no goal"));
    column->addWidget(goal);
    plateau_ = addChoice(column, tr("Stop on a plateau"), {tr("no"), tr("yes")}, QStringLiteral("plateau"));
    connect(plateau_, &QComboBox::activated, this, [this](int index) { choosePlateau(index == 1); });
    plateauRow_ = new FieldRow(tr("below"), tr("Relative change that counts as a plateau"));
    addField(plateauRow_, GradeField::PlateauChange, QStringLiteral("plateauChange"));
    plateauRow_->addText(tr("over"));
    auto* over = addField(plateauRow_, GradeField::PlateauEpochs, QStringLiteral("plateauEpochs"));
    over->setFixedWidth(46);
    over->setAccessibleName(tr("Epochs over which the loss is compared"));
    plateauRow_->addText(tr("epochs"));
    column->addWidget(plateauRow_);
    auto* patience =
        new FieldRow(tr("Patience in epochs"),
                     tr("Epochs without a smaller validation error after which the grade ends, cut "
                        "back to the smallest"));
    addField(patience, GradeField::Patience, QStringLiteral("patience"))->setPlaceholderText(tr("endless"));
    column->addWidget(patience);
}

TextField* GradeDetail::addField(FieldRow* row, GradeField kind, const QString& objectName) {
    TextField* field = row->addField(editor_, gradeField(row_, kind), numberWidth);
    field->setObjectName(objectName);
    fields_.emplace_back(field, kind);
    return field;
}

QuietCombo* GradeDetail::addChoice(QVBoxLayout* column, const QString& label, const QStringList& items,
                                   const QString& objectName, const QString& topic) {
    auto* combo = new QuietCombo;
    combo->addItems(items);
    combo->setObjectName(objectName);
    auto* row = new FieldRow(label, label);
    row->add(combo);
    if (!topic.isEmpty())
        row->addHelp(topic);
    column->addWidget(row);
    return combo;
}

QPushButton* GradeDetail::addLink(QVBoxLayout* column, const QString& text, const QString& objectName) {
    auto* link = new QPushButton(text);
    link->setObjectName(objectName);
    link->setProperty("link", true);
    column->addWidget(link, 0, Qt::AlignLeft);
    return link;
}

void GradeDetail::setRow(Index row) {
    if (row == row_)
        return;
    row_ = row;
    for (const auto& [field, kind] : fields_)
        field->setField(gradeField(row_, kind));
    refresh();
    emit editor_.refreshed(); // the rows show the problems of this grade
}

void GradeDetail::setTheme(const Theme& theme) {
    for (QuietCombo* combo :
         {initialisation_, schedule_, readOut_, carry_, plateau_, construction_, precision_})
        combo->setTheme(theme);
}

GradeDetail::Schedule GradeDetail::scheduleOf(const LearningRate& rate) {
    return rate.final ? Schedule::Exponential : rate.decayFactor ? Schedule::Steps : Schedule::Constant;
}

void GradeDetail::refresh() {
    const auto& grades = editor_.config().grades;
    if (row_ >= gradeCount(grades))
        return; // the table is about to choose another row
    const GradeConfig& grade = gradeAt(grades, row_);
    const DescentOptions descent = descentOf(grade.solver) ? *descentOf(grade.solver) : DescentOptions{};
    const Schedule schedule = scheduleOf(descent.rate);
    const Textbook* const construction = setting<Textbook>(grade.solver, "construction");
    initialisation_->setCurrentIndex(indexOf(allOf<Initialisation>(), grade.initialisation));
    schedule_->setCurrentIndex(static_cast<int>(schedule));
    carry_->setCurrentIndex(indexOf(allOf<Carry>(), grade.carry));
    construction_->setCurrentIndex(indexOf(allOf<Textbook>(), construction ? *construction : Textbook{}));
    readOut_->setCurrentIndex(indexOf(allOf<ReadOutRule>(), grade.readOut));
    precision_->setCurrentIndex(indexOf(allOf<Precision>(), descent.precision));
    plateau_->setCurrentIndex(grade.stop.plateau ? 1 : 0);
    showSolverRows(grade.solver, schedule);
    takeTarget_->setEnabled(construction != nullptr &&
                            editor_.config().target != targetOfConstruction(grade.solver));
    plateauRow_->setVisible(grade.stop.plateau.has_value());
    applyToAll_->setEnabled(gradeCount(grades) > 1);
}

void GradeDetail::showSolverRows(const SolverOptions& options, Schedule schedule) {
    const Solver& solver = solverOf(options);
    setHelpTopic(*this, solverHelp(solver));
    const bool descent = solver.descends();
    for (QWidget* row :
         {initialisation_->parentWidget(), static_cast<QWidget*>(rateRow_), schedule_->parentWidget(),
          precision_->parentWidget(), static_cast<QWidget*>(batchRow_)})
        row->setVisible(descent);
    finalRow_->setVisible(descent && schedule == Schedule::Exponential);
    decayRow_->setVisible(descent && schedule == Schedule::Steps);
    stepsRow_->setVisible(hasSetting(options, "steps"));
    const Textbook* const construction = setting<Textbook>(options, "construction");
    construction_->parentWidget()->setVisible(construction != nullptr);
    takeTarget_->setVisible(construction != nullptr);
    ratioRow_->setVisible(hasSetting(options, "ratio"));
    for (QWidget* row : {carry_->parentWidget(), readOut_->parentWidget(), stopRows_}) // is built in one go
        row->setVisible(!solver.isBuilt());
    regularisationRow_->setVisible(hasSetting(options, "regularisation"));
    smoothingRow_->setVisible(solver.canBeSmoothed());
}

void GradeDetail::change(const QString& what, const std::function<void(GradeConfig&)>& change) {
    emit refused(editor_.apply(what, {}, [&](ExperimentConfig& config) {
        if (row_ >= gradeCount(config.grades))
            return;
        GradeConfig grade = gradeAt(config.grades, row_);
        change(grade);
        setGrade(config.grades, row_, grade);
    }));
}

void GradeDetail::chooseSchedule(Schedule schedule) {
    for (const GradeField kind : {GradeField::FinalRate, GradeField::DecayFactor, GradeField::DecayEvery})
        editor_.dropDrafts(gradeField(row_, kind).path);
    change(tr("Change the learning rate's schedule"), [schedule](GradeConfig& grade) {
        if (descentOf(grade.solver) == nullptr)
            return;
        LearningRate& rate = rateOf(grade.solver);
        if (scheduleOf(rate) == schedule)
            return;
        rate = LearningRate{rate.initial, {}, {}, 1};
        if (schedule == Schedule::Exponential)
            rate.final = rate.initial / 100.0;
        if (schedule == Schedule::Steps) {
            rate.decayFactor = 0.5;
            rate.decayEvery = std::max<Index>(1, grade.stop.epochs / 5);
        }
    });
}

void GradeDetail::choosePlateau(bool on) {
    for (const GradeField kind : {GradeField::PlateauEpochs, GradeField::PlateauChange})
        editor_.dropDrafts(gradeField(row_, kind).path);
    change(tr("Change the plateau rule"), [on](GradeConfig& grade) {
        if (on != grade.stop.plateau.has_value())
            grade.stop.plateau = on ? std::optional(Plateau{}) : std::nullopt;
    });
}

void GradeDetail::takeTarget() {
    emit refused(editor_.apply(tr("Take the construction's target"), {}, [&](ExperimentConfig& config) {
        if (row_ >= gradeCount(config.grades))
            return;
        const SolverOptions& solver = gradeAt(config.grades, row_).solver;
        if (hasSetting(solver, "construction"))
            config.target = targetOfConstruction(solver);
    }));
}

void GradeDetail::applyToAll() {
    emit refused(editor_.apply(tr("Apply settings to all grades"), {}, [&](ExperimentConfig& config) {
        if (row_ >= gradeCount(config.grades))
            return;
        const GradeConfig source = gradeAt(config.grades, row_);
        for (GradeConfig& grade : config.grades) {
            setSolver(grade, solverOf(source.solver), inputsOf(config.target));
            grade.initialisation = source.initialisation;
            grade.solver = source.solver;
            grade.setAside = source.setAside;
            grade.stop = source.stop;
            grade.readOut = source.readOut;
            grade.smoothing = source.smoothing;
            grade.carry = source.carry;
        }
    }));
}

} // namespace gradewise
