#include "ui/studies/published/published_window.h"

#include "core/record/json.h"
#include "ui/models/plain_text.h"
#include "ui/studies/published/published_table.h"
#include "ui/studies/start_row.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

#include <filesystem>

namespace gradewise {

namespace {

constexpr int usualSeeds = 3;

/// But for the seed and what people write.
bool sameTraining(ExperimentConfig one, const ExperimentConfig& other) {
    one.seed = other.seed;
    one.title = other.title;
    one.notes = other.notes;
    return one == other;
}

} // namespace

PublishedWindow::PublishedWindow(QWidget* parent)
    : StudyWindow(QStringLiteral("published"), parent),
      table_(new PublishedTable(this)),
      about_(sentence("About")),
      remark_(sentence("Remark")),
      seeds_(makeSeedsField(QStringLiteral("published"), usualSeeds,
                            tr("The seed of the experiment on screen, and those after it, one run each."))),
      row_(new StartRow(QStringLiteral("published"), driver_, inARow({{tr("&Seeds"), seeds_}}), tr("&Train"),
                        tr("Seeds that are trained"))) {
    setWindowTitle(tr("Published numbers"));
    about_->setProperty("title", true);
    remark_->setProperty("caption", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(about_);
    layout->addWidget(remark_);
    layout->addWidget(makeView(), 1);
    layout->addWidget(row_);
    layout->addWidget(makeButtons());
    connect(row_, &StartRow::startWanted, this, &PublishedWindow::start);
    connect(&driver_, &SeedsDriver::updated, this, &PublishedWindow::showTable);
    connect(&driver_, &SeedsDriver::updated, this, &PublishedWindow::showState);
    connect(&driver_, &SeedsDriver::stateChanged, this, &PublishedWindow::showState);
    connect(&driver_, &SeedsDriver::failed, this, [this](const QString& text) { say(text, true); });
    showState();
    resize(840, 470);
}

QTableView* PublishedWindow::makeView() {
    auto* view = new QTableView;
    view->setModel(table_);
    view->setObjectName(QStringLiteral("publishedTable"));
    view->setAccessibleName(tr("Published errors and ours"));
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setShowGrid(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(24);
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    view->horizontalHeader()->setSectionResizeMode(static_cast<int>(PublishedTable::Column::Range),
                                                   QHeaderView::ResizeToContents);
    return view;
}

QWidget* PublishedWindow::makeButtons() {
    QPushButton* copying = makeButton("Copy", tr("C&opy"));
    QPushButton* saving = makeButton("Csv", tr("Save as CS&V…"));
    connect(copying, &QPushButton::clicked, this, &PublishedWindow::copy);
    connect(saving, &QPushButton::clicked, this,
            [this] { saveWithDialog(QStringLiteral("csv"), tr("Save the comparison")); });
    return makeFoot({copying, saving});
}

void PublishedWindow::setRun(const ExperimentConfig& config, const GradeErrors& errors) {
    const bool same = published_ && sameTraining(config, config_);
    const auto other = same ? published_ : publishedRun(config);
    const bool adopts =
        !same && other && other->experiment->hasNumbers() && driver_.state() == SeedsDriver::State::Idle;
    if (adopts) {
        published_ = other;
        driver_.forget();
        say({}, false);
    }
    if (same || adopts)
        config_ = config;
    thisRun_.clear();
    if (same || adopts)
        thisRun_.push_back(errors);
    showTable();
    showState();
    if (adopts)
        row_->focusStart(); // not before it can be pressed
}

void PublishedWindow::start() {
    if (!mayStartOver())
        return;
    say({}, false);
    driver_.start(config_, seeds_->value());
}

void PublishedWindow::showTable() {
    if (!published_)
        return;
    table_->show(compare(*published_->experiment, thisRun_),
                 compare(*published_->experiment, driver_.runs()));
}

void PublishedWindow::showState() {
    if (published_) {
        const PublishedExperiment& experiment = *published_->experiment;
        about_->setText(tr("%1: %2").arg(QString::fromUtf8(experiment.id), shownTitle(config_)));
        const QString remark = QString::fromStdString(lengthRemark(published_->scale));
        remark_->setText(tr("Published: the %1 after each grade; %2. %3")
                             .arg(QString::fromUtf8(displayName(experiment.error)),
                                  QString::fromUtf8(experiment.source), remark)
                             .trimmed());
    }
    row_->showState(stateText(), published_.has_value(), driver_.runsDone(),
                    static_cast<double>(driver_.seeds()));
}

QString PublishedWindow::stateText() const {
    const std::size_t done = driver_.runs().size();
    switch (driver_.state()) {
    case SeedsDriver::State::Running:
        return tr("Seed %1 of %2").arg(done + 1).arg(driver_.seeds());
    case SeedsDriver::State::Stopping:
        return tr("Stopping");
    case SeedsDriver::State::Idle:
        break;
    }
    return static_cast<Index>(done) < driver_.seeds()
               ? tr("Stopped after %1 of %2 seeds").arg(done).arg(driver_.seeds())
               : QString();
}

void PublishedWindow::copy() {
    QGuiApplication::clipboard()->setText(table_->text());
    say(tr("The table is on the clipboard."), false);
}

void PublishedWindow::save(const QString& path) {
    if (!published_)
        throw FileError("There is no published experiment to write.");
    const std::filesystem::path file = path.toStdU16String();
    writeFile(file, comparisonCsv(compare(*published_->experiment,
                                          driver_.runs().empty() ? thisRun_ : driver_.runs())));
}

} // namespace gradewise
