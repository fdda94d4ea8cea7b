#include "ui/studies/duel/duel_window.h"

#include "core/record/json.h"
#include "core/study/duel/duel_report.h"
#include "ui/models/plain_text.h"
#include "ui/studies/duel/duel_chart.h"
#include "ui/studies/duel/duel_export.h"
#include "ui/studies/duel/duel_table.h"
#include "ui/studies/duel/duel_words.h"
#include "ui/studies/start_row.h"

#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace gradewise {

namespace {

constexpr int usualSeeds = 5;

} // namespace

DuelWindow::DuelWindow(const Theme& theme, QWidget* parent)
    : StudyWindow(QStringLiteral("duel"), parent),
      theme_(theme),
      about_(sentence("About")),
      budget_(new QComboBox),
      seeds_(
          makeSeedsField(QStringLiteral("duel"), usualSeeds,
                         tr("Each seed trains both sides once: the experiment's seed, and those after it."))),
      row_(new StartRow(QStringLiteral("duel"), driver_, makeFields(), tr("S&tart"),
                        tr("Finished runs of the duel"))),
      chart_(new DuelChart(theme, false)),
      table_(new DuelTable(theme)) {
    about_->setProperty("caption", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(row_);
    layout->addWidget(about_);
    layout->addWidget(inCard(chart_), 1);
    layout->addWidget(inCard(table_));
    layout->addWidget(makeFoot());
    connect(row_, &StartRow::startWanted, this, &DuelWindow::start);
    connect(&driver_, &DuelDriver::updated, this, &DuelWindow::showDuel);
    connect(&driver_, &DuelDriver::stateChanged, this, &DuelWindow::showState);
    connect(&driver_, &DuelDriver::failed, this, [this](const QString& text) {
        failure_ = text;
        showState();
    });
    showState();
    resize(920, 720);
}

QWidget* DuelWindow::makeFields() {
    for (const DuelBudget budget : allOf<DuelBudget>())
        budget_->addItem(budgetText(budget), static_cast<int>(budget));
    budget_->setObjectName(QStringLiteral("duelBudget"));
    budget_->setToolTip(
        tr("What the network that is trained end to end gets as much of as the grades used."));
    return inARow({{tr("E&qual"), budget_}, {tr("&Seeds"), seeds_}});
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

void DuelWindow::start() {
    if (!mayStartOver())
        return;
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
    const DuelRecord& record = driver_.record();
    const bool idle = driver_.state() == DuelDriver::State::Idle;
    const bool some = !record.gradewise.empty();
    const ExperimentConfig& shown = idle && !some ? config_ : record.config;
    setWindowTitle(tr("Duel: %1").arg(titleOfWindow(duelName(shown))));
    about_->setText(aboutDuel(shown));
    setExportEnabled(!record.endToEnd.empty());
    row_->showState(stateText(), problem_.isEmpty(), driver_.runsDone(),
                    2.0 * static_cast<double>(driver_.seeds()));
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
