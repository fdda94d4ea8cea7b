#include "ui/studies/sweep/sweep_window.h"

#include "core/cost/expected_time.h"
#include "core/experiment/validate.h"
#include "core/record/json.h"
#include "core/study/sweep/sweep_files.h"
#include "ui/charts/number_format.h"
#include "ui/models/plain_text.h"
#include "ui/studies/start_row.h"
#include "ui/studies/study_file.h"
#include "ui/studies/sweep/sweep_chart.h"
#include "ui/studies/sweep/sweep_controls.h"
#include "ui/studies/sweep/sweep_table.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace gradewise {

namespace {

constexpr QSize figurePage(680, 560); // in 1/96 inch

QString nameOf(const ExperimentConfig& config) {
    return config.title.empty() ? SweepWindow::tr("Untitled experiment") : shownTitle(config);
}

} // namespace

SweepWindow::SweepWindow(const Theme& theme, QWidget* parent)
    : StudyWindow(QStringLiteral("sweep"), parent),
      controls_(new SweepControls),
      row_(new StartRow(QStringLiteral("sweep"), driver_, controls_, tr("S&tart"),
                        tr("Finished runs of the sweep"))),
      pages_(new QStackedWidget),
      chart_(new SweepChart(theme, false)),
      table_(new SweepTable),
      tableLegend_(sentence("TableLegend")),
      use_(new QPushButton) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(row_);
    layout->addWidget(makeSwitches());
    pages_->addWidget(inCard(chart_));
    auto* numbers = new QWidget;
    auto* rows = new QVBoxLayout(numbers);
    rows->setContentsMargins(0, 0, 0, 6);
    rows->addWidget(table_, 1);
    tableLegend_->setProperty("caption", true);
    tableLegend_->setContentsMargins(12, 0, 12, 0);
    rows->addWidget(tableLegend_);
    pages_->addWidget(inCard(numbers));
    layout->addWidget(pages_, 1);
    layout->addWidget(makeFoot());
    connect(row_, &StartRow::startWanted, this, &SweepWindow::start);
    connect(&driver_, &SweepDriver::updated, this, &SweepWindow::showSweep);
    connect(&driver_, &SweepDriver::stateChanged, this, &SweepWindow::showState);
    connect(&driver_, &SweepDriver::failed, this, [this](const QString& text) {
        failure_ = text;
        showState();
    });
    connect(controls_, &SweepControls::changed, this, [this] {
        failure_.clear();
        showState();
    });
    const auto chosenHere = [this](std::size_t rate) {
        if (!hasSomething())
            return;
        chosenByUser_ = true;
        choose(rate);
    };
    connect(&chart_->map(), &SweepMap::rateChosen, this, chosenHere);
    connect(table_, &SweepTable::rateChosen, this, chosenHere);
    connect(use_, &QPushButton::clicked, this, [this] {
        if (chosen_)
            emit rateWanted(chart_->map().content().rates[*chosen_]);
    });
    choose(std::nullopt);
    showState();
    resize(980, 760);
}

QWidget* SweepWindow::makeSwitches() {
    use_->setObjectName(QStringLiteral("sweepUse"));
    use_->setAutoDefault(false);
    use_->setToolTip(
        tr("Gives every grade of the experiment that descends this learning rate; Undo takes it back."));
    views_[0] = addView(QStringLiteral("sweepAsMap"), tr("Map"), tr("The errors as colours and curves."), 0);
    views_[1] = addView(QStringLiteral("sweepAsTable"), tr("Table"), tr("The errors as numbers."), 1);
    views_[0]->setChecked(true);
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(views_[0]);
    row->addWidget(views_[1]);
    row->addStretch(1);
    row->addWidget(use_);
    return box;
}

QToolButton* SweepWindow::addView(const QString& name, const QString& text, const QString& tip, int page) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(tip);
    button->setCheckable(true);
    button->setAutoExclusive(true);
    connect(button, &QToolButton::clicked, this, [this, page] { pages_->setCurrentIndex(page); });
    return button;
}

void SweepWindow::setExperiment(const ExperimentConfig& config) {
    if (!(config == config_)) {
        failure_.clear();
        expected_.reset();
    }
    config_ = config;
    if (isVisible())
        estimate();
    showState();
}

void SweepWindow::showEvent(QShowEvent* event) {
    StudyWindow::showEvent(event);
    estimate();
    showState();
}

/// Only when somebody looks: it takes some milliseconds.
void SweepWindow::estimate() {
    if (expected_)
        return;
    const auto prepared = prepare(config_);
    if (const auto* experiment = std::get_if<Experiment>(&prepared))
        expected_ = expectedSeconds(config_, experiment->target().inputs(), experiment->target().outputs());
}

void SweepWindow::setOtherRun(bool active) {
    otherRun_ = active;
    showState();
}

void SweepWindow::setTheme(const Theme& theme) {
    chart_->setTheme(theme);
}

void SweepWindow::start() {
    if (!mayStartOver())
        return;
    failure_.clear();
    chosenByUser_ = false;
    choose(std::nullopt);
    shown_.reset();
    chart_->startAfresh();
    driver_.start(config_, *controls_->plan(), expected_.value_or(0.0));
}

void SweepWindow::choose(std::optional<std::size_t> rate) {
    chosen_ = rate;
    chart_->map().setChosen(rate);
    table_->setChosen(rate);
    use_->setEnabled(rate.has_value());
    use_->setText(rate ? tr("&Use rate %1").arg(compactNumber(chart_->map().content().rates[*rate], 3))
                       : tr("&Use this rate"));
}

void SweepWindow::showSweep() {
    const auto& present = driver_.present();
    const Progress progress{driver_.record().rates.size(), driver_.runsDone(), present ? present->seed : 0,
                            present ? present->grades.size() : 0};
    if (shown_ == progress)
        return showState(); // an epoch more changes no cell
    shown_ = progress;
    SweepMapContent content = mapContent(sweepRates(driver_.plan()), expandedGrades(driver_.config()).size(),
                                         [this](std::size_t rate) { return driver_.runsOf(rate); });
    if (present && present->grades.size() < content.grades)
        content.present = std::pair(present->rate, present->grades.size());
    table_->show(content);
    chart_->show(std::move(content));
    tableLegend_->setText(chart_->legend());
    if (!chosenByUser_)
        choose(bestRate(driver_.wholeRates().rates));
    showState();
}

/// The cells of the next sweep, while there is nothing else to show.
void SweepWindow::showPlan() {
    const auto plan = controls_->plan();
    if (hasSomething() || !plan || !controls_->problem(config_).isEmpty())
        return;
    SweepMapContent content = mapContent(sweepRates(*plan), expandedGrades(config_).size(),
                                         [](std::size_t) { return std::vector<SweptRun>(); });
    table_->show(content);
    chart_->show(std::move(content));
}

bool SweepWindow::hasSomething() const {
    return driver_.state() != SweepDriver::State::Idle || !driver_.record().rates.empty();
}

void SweepWindow::showState() {
    const bool idle = driver_.state() == SweepDriver::State::Idle;
    const QString problem = controls_->problem(config_);
    setWindowTitle(tr("Learning-rate sweep: %1")
                       .arg(titleOfWindow(nameOf(hasSomething() ? driver_.config() : config_))));
    showPlan();
    controls_->setProblem(idle && !problem.isEmpty());
    setExportEnabled(!driver_.wholeRates().rates.empty());
    row_->showState(stateText(), problem.isEmpty(), static_cast<double>(driver_.runsDone()),
                    static_cast<double>(driver_.runsAsked()));
    chart_->setHint(hasSomething()
                        ? QString()
                        : tr("Start the sweep: a cell for every learning rate and grade appears here."));
    setOutcome(outcome());
    const QString wrong = problem.isEmpty() ? failure_ : problem;
    const bool bad = idle && !wrong.isEmpty();
    say(bad ? wrong : remark(), bad);
}

QString SweepWindow::stateText() const {
    switch (driver_.state()) {
    case SweepDriver::State::Running:
        return tr("Run %1 of %2 · about %3 left")
            .arg(std::min(driver_.runsDone() + 1, driver_.runsAsked()))
            .arg(driver_.runsAsked())
            .arg(timeText(driver_.secondsLeft()));
    case SweepDriver::State::Stopping:
        return tr("Stopping");
    case SweepDriver::State::Idle:
        break;
    }
    const auto plan = controls_->plan();
    if (!expected_ || !controls_->problem(config_).isEmpty())
        return {};
    const auto runs = static_cast<double>(plan->rates * plan->seeds);
    return tr("%1 runs, about %2 on an idle core").arg(runs).arg(timeText(runs * *expected_));
}

QString SweepWindow::remark() const {
    if (driver_.state() != SweepDriver::State::Idle)
        return otherRun_ ? tr("A run in the main window is being trained too: both take longer.") : QString();
    const SweepRecord& record = driver_.record();
    QStringList sentences;
    if (record.stopped)
        sentences << tr("Stopped after %1 of %2 rates.").arg(record.rates.size()).arg(driver_.plan().rates);
    if (!record.rates.empty() && !(record.config == config_))
        sentences << tr("The main window shows another experiment by now; Start takes that one.");
    return sentences.join(QLatin1Char(' '));
}

/// The sentences of the command line, on the rates that are whole.
QString SweepWindow::outcome() const {
    const SweepRecord whole = driver_.wholeRates();
    const QString sentences = QString::fromStdString(sweepOutcome(whole.rates));
    return driver_.state() == SweepDriver::State::Idle || whole.rates.empty() ? sentences
                                                                              : tr("After %1 of %2 rates: %3")
                                                                                    .arg(whole.rates.size())
                                                                                    .arg(driver_.plan().rates)
                                                                                    .arg(sentences);
}

void SweepWindow::save(const QString& path) {
    const SweepRecord whole = driver_.wholeRates();
    if (whole.rates.empty())
        throw FileError("There is no finished learning rate to write.");
    writeStudy({nameOf(whole.config), [&whole] { return sweepCsv(whole); },
                [&whole] { return sweepJson(whole); }, figurePage,
                [&whole](QSize size) { return makeSweepPage(whole, Theme::printTheme(), size); }},
               path);
}

} // namespace gradewise
