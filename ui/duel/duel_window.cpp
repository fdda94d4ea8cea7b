#include "ui/duel/duel_window.h"

#include "core/experiment/json.h"
#include "core/training/duel_report.h"
#include "ui/duel/duel_chart.h"
#include "ui/duel/duel_export.h"
#include "ui/duel/duel_table.h"
#include "ui/duel/duel_words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace gradewise {

namespace {

constexpr int mostSeeds = 25;
constexpr int usualSeeds = 5;

} // namespace

DuelWindow::DuelWindow(const Theme& theme, QWidget* parent)
    : StudyWindow(QStringLiteral("duel"), parent),
      theme_(theme),
      about_(sentence("About")),
      budget_(new QComboBox),
      seeds_(new QSpinBox),
      start_(new QPushButton),
      stateLabel_(new QLabel),
      progress_(new QProgressBar),
      chart_(new DuelChart(theme, false)),
      table_(new DuelTable(theme)) {
    about_->setProperty("caption", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(makeControls());
    layout->addWidget(about_);
    layout->addWidget(inCard(chart_), 1);
    layout->addWidget(inCard(table_));
    layout->addWidget(makeFoot());
    connect(&driver_, &DuelDriver::updated, this, &DuelWindow::showDuel);
    connect(&driver_, &DuelDriver::stateChanged, this, &DuelWindow::showState);
    connect(&driver_, &DuelDriver::failed, this, [this](const QString& text) {
        failure_ = text;
        showState();
    });
    showState();
    resize(920, 720);
}

QWidget* DuelWindow::makeControls() {
    for (const DuelBudget budget : allDuelBudgets())
        budget_->addItem(budgetText(budget), static_cast<int>(budget));
    budget_->setObjectName(QStringLiteral("duelBudget"));
    budget_->setToolTip(
        tr("What the network that is trained end to end gets as much of as the grades used."));
    seeds_->setObjectName(QStringLiteral("duelSeeds"));
    seeds_->setRange(1, mostSeeds);
    seeds_->setValue(usualSeeds);
    seeds_->setToolTip(tr("Each seed trains both sides once: the experiment's seed, and those after it."));
    start_->setObjectName(QStringLiteral("duelStart"));
    start_->setProperty("primary", true);
    start_->setDefault(true);
    start_->setMinimumWidth(110);
    stateLabel_->setObjectName(QStringLiteral("duelState"));
    stateLabel_->setProperty("caption", true);
    progress_->setObjectName(QStringLiteral("duelProgress"));
    progress_->setAccessibleName(tr("Finished runs of the duel"));
    progress_->setTextVisible(false);
    progress_->setFixedWidth(140);
    auto* equal = new QLabel(tr("E&qual"));
    auto* seeds = new QLabel(tr("&Seeds"));
    equal->setBuddy(budget_);
    seeds->setBuddy(seeds_);
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(equal);
    row->addWidget(budget_);
    row->addSpacing(8);
    row->addWidget(seeds);
    row->addWidget(seeds_);
    row->addSpacing(8);
    row->addWidget(start_);
    row->addStretch(1);
    row->addWidget(stateLabel_);
    row->addWidget(progress_);
    connect(start_, &QPushButton::clicked, this, &DuelWindow::startOrStop);
    return box;
}

void DuelWindow::setExperiment(const ExperimentConfig& config) {
    if (!(config == config_))
        failure_.clear();
    config_ = config;
    problem_ = QString::fromStdString(duelProblem(config));
    showState();
}

void DuelWindow::setOtherRun(bool active) {
    otherRun_ = active;
    showState();
}

void DuelWindow::setTheme(const Theme& theme) {
    theme_ = theme;
    chart_->setTheme(theme);
    table_->setTheme(theme);
}

void DuelWindow::startOrStop() {
    if (driver_.state() != DuelDriver::State::Idle) {
        driver_.stop();
        return;
    }
    failure_.clear();
    chart_->startAfresh();
    driver_.start(config_, static_cast<DuelBudget>(budget_->currentData().toInt()), seeds_->value());
}

void DuelWindow::showDuel() {
    const DuelRecord& record = driver_.record();
    chart_->show(record, driver_.present().side, driver_.present().points);
    table_->show(record);
    showState();
}

void DuelWindow::showState() {
    using State = DuelDriver::State;
    const State state = driver_.state();
    const DuelRecord& record = driver_.record();
    const bool idle = state == State::Idle;
    const bool some = !record.gradewise.empty();
    const ExperimentConfig& shown = idle && !some ? config_ : record.config;
    setWindowTitle(tr("Duel: %1").arg(duelName(shown)));
    about_->setText(aboutDuel(shown));
    budget_->setEnabled(idle);
    seeds_->setEnabled(idle);
    start_->setText(idle ? tr("S&tart") : tr("S&top"));
    start_->setEnabled(!idle || problem_.isEmpty()); // it keeps the keyboard while the duel stops
    setExportEnabled(!record.endToEnd.empty());
    stateLabel_->setText(stateText());
    progress_->setVisible(!idle);
    constexpr int eachRun = 100;
    progress_->setRange(0, eachRun * 2 * static_cast<int>(std::max<Index>(1, driver_.seeds())));
    progress_->setValue(static_cast<int>(eachRun * driver_.runsDone()));
    chart_->setHint(idle && !some ? tr("Start the duel: both sides appear here as they learn.") : QString());
    setOutcome(outcome());
    const QString& problem = problem_.isEmpty() ? failure_ : problem_;
    const bool wrong = idle && !problem.isEmpty();
    say(wrong ? problem : remark(), wrong);
}

QString DuelWindow::remark() const {
    if (driver_.state() == DuelDriver::State::Idle)
        return driver_.record().endToEnd.empty() || driver_.record().config == config_
                   ? QString()
                   : tr("The main window shows another experiment by now; Start takes that one.");
    return otherRun_
               ? tr("A run in the main window is being trained too: until it ends, seconds are not to be "
                    "trusted.")
               : QString();
}

QString DuelWindow::stateText() const {
    const DuelRecord& record = driver_.record();
    const std::size_t pairs = record.endToEnd.size();
    switch (driver_.state()) {
    case DuelDriver::State::Running:
        return tr("Seed %1 of %2, %3 · %4 s")
            .arg(driver_.present().seed + 1)
            .arg(driver_.seeds())
            .arg(sideName(driver_.present().side))
            .arg(driver_.present().points.empty() ? 0.0 : driver_.present().points.back().seconds, 0, 'f', 0);
    case DuelDriver::State::Stopping:
        return tr("Stopping");
    case DuelDriver::State::Idle:
        break;
    }
    if (driver_.seeds() == 0)
        return {};
    return record.stopped ? tr("Stopped after %1 of %2 seeds; equal: %3")
                                .arg(pairs)
                                .arg(driver_.seeds())
                                .arg(budgetText(record.budget))
                          : tr("Equal: %1").arg(budgetText(record.budget));
}

/// The sentences of the command line, on the seeds that both sides have finished.
QString DuelWindow::outcome() const {
    DuelRecord pairs = driver_.record();
    pairs.gradewise.resize(pairs.endToEnd.size());
    const QString divergence = QString::fromStdString(duelDivergence(pairs));
    QString verdict = QString::fromStdString(duelVerdict(pairs));
    if (verdict.isEmpty() && !pairs.endToEnd.empty())
        verdict = tr("The medians of the test MSE give no factor: one of them is 0 or not finite.");
    const bool soFar = driver_.state() != DuelDriver::State::Idle && !pairs.endToEnd.empty();
    if (soFar)
        verdict = tr("After %1 of %2 seeds: %3").arg(pairs.endToEnd.size()).arg(driver_.seeds()).arg(verdict);
    return divergence.isEmpty() ? verdict : verdict + QLatin1Char(' ') + divergence;
}

void DuelWindow::save(const QString& path) {
    const DuelRecord& record = driver_.record();
    if (record.endToEnd.empty())
        throw FileError("There is no finished pair of runs to write.");
    DuelRecord pairs = record;
    pairs.gradewise.resize(pairs.endToEnd.size());
    writeDuel(pairs, chart_->axis(), chart_->error(), path);
}

} // namespace gradewise
