// One run of each solver and setting that a checkpoint must keep.
#pragma once

#include "core/experiment/presets.h"
#include "tests/core/checkpoint/broken_off.h"
#include "tests/solver_options.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

Q_DECLARE_METATYPE(gradewise::ExperimentConfig)

namespace gradewise {

namespace fs = std::filesystem;

inline ExperimentConfig waves() {
    ExperimentConfig config;
    config.title = "waves";
    config.target.kind = TargetConfig::Kind::Formula;
    config.target.formulas = {"sin(2*pi*x) + 0.5*sin(12*pi*x)"};
    config.target.domain = {{0.0, 1.0}};
    config.samples.train = {Layout::Equispaced, 120};
    config.samples.validation = {Layout::Random, 40};
    config.samples.test = {Layout::Midpoints, 30};
    GradeConfig grade;
    grade.hidden = {8};
    rateOf(grade.solver).initial = 0.01;
    grade.stop.epochs = 12;
    grade.repeat = 3;
    config.grades = {grade};
    return config;
}

inline ExperimentConfig preset(const std::string& id) {
    const auto read = readDocument(findPreset(id)->text);
    return std::get<Experiment>(std::get<Document>(read)).config();
}

/// One of each solver and setting that a run may have.
inline std::vector<std::pair<const char*, ExperimentConfig>> kinds() {
    std::vector<std::pair<const char*, ExperimentConfig>> all;
    const auto add = [&all](const char* name, const auto& change) {
        ExperimentConfig config = waves();
        change(config, config.grades.front());
        all.emplace_back(name, config);
    };
    using C = ExperimentConfig&;
    using G = GradeConfig&;
    add("adam", [](C, G) {});
    add("adam, mini batches", [](C, G g) { descentOf(g.solver)->batchSize = 16; });
    add("adam, float", [](C, G g) {
        descentOf(g.solver)->precision = Precision::Float;
        descentOf(g.solver)->batchSize = 50;
    });
    add("adam, two layers, falling rate", [](C, G g) {
        g.hidden = {7, 5};
        rateOf(g.solver).final = 1e-4;
    });
    add("gd", [](C, G g) {
        g.solver = GradientDescentOptions{};
        g.stop.epochs = 40;
    });
    add("gd, stochastic, steps", [](C, G g) {
        g.solver = GradientDescentOptions{};
        descentOf(g.solver)->batchSize = 32;
        rateOf(g.solver).decayFactor = 0.5;
        rateOf(g.solver).decayEvery = 4;
    });
    add("patience", [](C c, G g) {
        g.stop.patience = 3;
        g.stop.epochs = 200;
        rateOf(g.solver).initial = 0.05;
        descentOf(g.solver)->batchSize = 16;
        c.samples.noise = 0.3;
    });
    add("plateau", [](C, G g) {
        g.stop.plateau = Plateau{5, 0.05};
        g.stop.epochs = 100;
    });
    add("goal", [](C, G g) {
        g.stop.goal = 0.9;
        g.stop.epochs = 100;
        descentOf(g.solver)->batchSize = 16;
    });
    add("varpro", [](C, G g) { setSolver(g, solverOf(VarProOptions{}), 1); });
    add("held back between the samples", [](C c, G g) {
        setSolver(g, solverOf(VarProOptions{}), 1);
        c.target.formulas = {"abs(sin(9*x))*exp(-x)"};
        c.target.domain = {{0.0, 1.0}};
        c.samples.train = {Layout::Equispaced, 101};
        c.samples.validation.count = 0;
        g.hidden = {32};
        stepsOf(g.solver) = 20;
    });
    add("convex", [](C, G g) { setSolver(g, solverOf(ConvexOptions{}), 1); });
    add("balanced", [](C, G g) { g.readOut = ReadOutRule::Balanced; });
    add("smoothed", [](C, G g) { g.smoothing = SmoothingConfig{{0.02}, std::nullopt}; });
    add("adaptive, all help", [](C c, G g) {
        c.adaptive = true;
        g.stop.epochs = 60;
    });
    add("adaptive, one is removed", [](C c, G g) {
        c.adaptive = true;
        c.guard = false;
        GradeConfig harmful = g;
        rateOf(harmful.solver).initial = 5.0;
        harmful.stop.epochs = 3;
        harmful.repeat = 1;
        g.repeat = 2;
        g.stop.epochs = 60;
        c.grades.push_back(harmful);
        c.grades.push_back(g);
    });
    add("polish", [](C c, G) { c.polish = true; });
    add("ends at a goal of the run", [](C c, G g) {
        setSolver(g, solverOf(VarProOptions{}), 1);
        c.stop.sup = 0.3;
    });
    add("diverges", [](C c, G g) {
        GradeConfig wild = g;
        wild.solver = GradientDescentOptions{};
        rateOf(wild.solver).initial = 1e6;
        g.repeat = 1;
        c.grades.push_back(wild);
    });
    add("diverges, but stays finite", [](C c, G g) {
        c.target = {TargetConfig::Kind::Formula, "", {"15+5*x"}, {}, {{0.0, 10.0}}};
        g.hidden = {32};
        g.activation = Activation::Tanh;
        g.solver = GradientDescentOptions{};
        rateOf(g.solver).initial = 0.1;
    });
    add("patience around zero", [](C c, G g) {
        c.target = {TargetConfig::Kind::Formula, "", {"0*x"}, {}, {{0.0, 1.0}}};
        c.samples.noise = 0.3;
        g.stop.patience = 3;
        g.stop.epochs = 100;
    });
    add("ends at rounding", [](C c, G g) {
        c.target = {TargetConfig::Kind::Formula, "", {"3+5*x"}, {}, {{0.0, 1.0}}};
        GradeConfig exact = g;
        setSolver(exact, solverOf(VarProOptions{}), 1);
        g.repeat = 1;
        c.grades.push_back(exact);
    });
    add("mixed, every carry", [](C c, G g) {
        GradeConfig second = g;
        setSolver(second, solverOf(VarProOptions{}), 1);
        GradeConfig third = g;
        third.solver = GradientDescentOptions{};
        third.carry = Carry::LastTwo;
        third.activation = Activation::Tanh;
        GradeConfig fourth = g;
        descentOf(fourth.solver)->precision = Precision::Float;
        g.carry = Carry::HiddenAndInput;
        for (GradeConfig* one : {&g, &second, &third, &fourth})
            one->repeat = 1;
        fourth.repeat = 2;
        c.grades = {g, second, third, fourth};
    });
    add("two variables, two outputs", [](C c, G g) {
        c.target.formulas = {"sin(3*x)*y", "x - y"};
        c.target.domain = {{0.0, 1.0}, {-1.0, 1.0}};
        c.samples.train = {Layout::Random, 150};
        g.activation = Activation::Sin;
    });
    add("constructive", [](C c, G g) {
        setSolver(g, solverOf(ConstructiveOptions{}), 1);
        g.repeat = 6;
        c.samples.train.count = 2001;
        c.samples.validation.count = 0;
    });
    all.emplace_back("textbook", preset("x-squared"));
    all.emplace_back("a cascade", preset("sine-cascade"));
    return all;
}

inline void kindRows() {
    QTest::addColumn<ExperimentConfig>("config");
    for (const auto& [name, config] : kinds())
        QTest::newRow(name) << config;
}

/// Thousands of files are written, and waited for until the disk has them: where there is one, not on a disk.
inline QString inMemory() {
    const QString memory = QStringLiteral("/dev/shm");
    const QString place = QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
    return place + QStringLiteral("/gradewise-XXXXXX");
}

inline fs::path folderOf(const QTemporaryDir& folder) {
    return folder.path().toStdString() + "/kept";
}

/// Arms nothing: the run is not killed.
inline const auto never = [](Killer&) {};

} // namespace gradewise
