// A form on the screen, and how a person works in it.
#pragma once

#include "core/experiment/presets.h"
#include "core/experiment/validate.h"
#include "core/target/gallery.h"
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"
#include "ui/controls/experiment_form.h"
#include "ui/controls/field_row.h"
#include "ui/controls/target/formula_edit.h"
#include "ui/controls/target/gallery_popup.h"
#include "ui/controls/target/parameter_sliders.h"
#include "ui/controls/text_field.h"
#include "ui/models/grade_table_model.h"
#include "ui/models/run_model.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSlider>
#include <QStyleOptionComboBox>
#include <QTableView>
#include <QUndoStack>

#include <algorithm>
#include <limits>
#include <memory>
#include <random>

namespace gradewise::form_fixture {

/// A formula with three parameters and a repeated grade.
inline ExperimentConfig sample() {
    ExperimentConfig config;
    config.title = "Kink and wave";
    config.target.kind = TargetConfig::Kind::Formula;
    config.target.formulas = {"sin(2*pi*x) + a*abs(x-c)"};
    config.target.parameters = {{"a", 0.5}, {"c", 0.62}};
    config.target.domain = {{0.0, 1.0}};
    config.grades = {GradeConfig{}};
    config.grades[0].hidden = {16};
    config.grades[0].repeat = 4;
    return config;
}

template <class Value>
inline Value oneOf(std::mt19937& random, std::initializer_list<Value> values) {
    return values.begin()[random() % values.size()];
}

inline GradeConfig randomGrade(std::mt19937& random) {
    GradeConfig grade;
    grade.hidden = oneOf<std::vector<Index>>(random, {{1}, {64, 64}, {8, 4, 2}});
    grade.activation = oneOf(random, {Activation::Relu, Activation::Sin, Activation::Tanh, Activation::Gelu});
    grade.initialisation = oneOf(random, {Initialisation::FanIn, Initialisation::He, Initialisation::Glorot});
    grade.solver = oneOf<SolverOptions>(random, {AdamOptions{}, GradientDescentOptions{}});
    rateOf(grade.solver).initial = oneOf(random, {0.1, 1.0 / 3.0, 3e-7});
    if (random() % 2 == 0)
        rateOf(grade.solver).final = rateOf(grade.solver).initial / 7.0;
    else if (random() % 2 == 0) {
        rateOf(grade.solver).decayFactor = 0.7;
        rateOf(grade.solver).decayEvery = 13;
    }
    descentOf(grade.solver)->batchSize = oneOf<Index>(random, {0, 1, 32});
    descentOf(grade.solver)->precision = oneOf<Precision>(random, {Precision::Double, Precision::Float});
    grade.stop.epochs = oneOf<Index>(random, {1, 20, 100'000});
    grade.readOut = oneOf<ReadOutRule>(random, {ReadOutRule::Trained, ReadOutRule::Balanced});
    if (random() % 2 == 0)
        grade.stop.seconds = 0.1 + 0.2;
    if (random() % 2 == 0)
        grade.stop.goal = 1e-300;
    if (random() % 2 == 0)
        grade.stop.plateau = Plateau{7, 1e-9};
    if (random() % 2 == 0)
        grade.stop.patience = 11;
    grade.carry = oneOf(random, {Carry::Hidden, Carry::HiddenAndInput, Carry::LastTwo, Carry::All});
    grade.repeat = oneOf<Index>(random, {1, 2, 9});
    return grade;
}

inline ExperimentConfig randomConfig(unsigned seed) {
    std::mt19937 random(seed);
    ExperimentConfig config = random() % 2 == 0 ? sample() : ExperimentConfig{};
    if (config.target.kind == TargetConfig::Kind::Formula)
        config.target.parameters["a"] = 1.0 / 3.0;
    else
        config.target.id = gallery()[random() % gallery().size()].id;
    config.grades.clear();
    for (unsigned grade = 0; grade <= random() % 4; ++grade)
        config.grades.push_back(randomGrade(random));
    config.samples.train = {oneOf(random, {Layout::Equispaced, Layout::EquispacedOpen, Layout::Random}), 777};
    config.samples.validation.count = oneOf<Index>(random, {0, 5});
    if (config.samples.validation.count == 0) // patience needs some
        for (GradeConfig& grade : config.grades)
            grade.stop.patience.reset();
    config.samples.noise = oneOf(random, {0.0, 1.0 / 7.0});
    config.guard = random() % 2 == 0;
    config.polish = random() % 2 == 0;
    config.adaptive = config.samples.validation.count > 0 && random() % 2 == 0;
    config.seed = oneOf<std::uint64_t>(random, {0, std::numeric_limits<std::uint64_t>::max(), 1ULL << 63U});
    config.stop.relativeL2 = random() % 2 == 0 ? std::optional(1e-8) : std::nullopt;
    config.stop.sup = random() % 2 == 0 ? std::optional(1.0 / 3.0) : std::nullopt;
    config.stop.seconds = random() % 2 == 0 ? std::optional(60.0) : std::nullopt;
    config.notes = "remarks stay";
    return config;
}

/// Tests of the form derive from it; their init() calls open().
class FormTest : public QObject {
protected:
    void open() {
        applyTheme(*qApp, Theme::lightTheme());
        form_ = std::make_unique<ExperimentForm>();
        form_->resize(280, 1200);
        form_->setConfig(sample());
        form_->show();
        QVERIFY(QTest::qWaitForWindowActive(form_.get()));
    }

    template <class Widget>
    Widget* find(const char* name) {
        auto* widget = form_->findChild<Widget*>(QString::fromLatin1(name));
        if (widget == nullptr)
            qFatal("There is no widget named %s.", name);
        return widget;
    }
    void type(const char* name, const QString& text) {
        auto* field = find<QLineEdit>(name);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        if (text.isEmpty())
            QTest::keyClick(field, Qt::Key_Delete);
    }
    void typeFormula(const QString& text) {
        auto* field = find<FormulaEdit>("formula");
        field->setFocus();
        field->selectAll();
        for (const QChar c : text)
            QTest::sendKeyEvent(QTest::Click, field, Qt::Key_unknown, QString(c), Qt::NoModifier);
    }
    QTableView* table() { return find<QTableView>("grades"); }
    void choose(const char* name, int index) {
        auto* combo = find<QComboBox>(name);
        combo->setCurrentIndex(index);
        emit combo->activated(index);
    }
    void trigger(const QString& text) {
        for (QAction* action : table()->actions())
            if (action->text() == text)
                return action->trigger();
        qFatal("There is no such action.");
    }

    std::unique_ptr<ExperimentForm> form_;
};

} // namespace gradewise::form_fixture
