#include "ui/published/published_window.h"

#include "core/experiment/json.h"
#include "ui/published/published_table.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <filesystem>

namespace gradewise {

namespace {

constexpr int mostSeeds = 25;
constexpr int usualSeeds = 3;

QLabel* words(const char* name, const char* style) {
    auto* label = new QLabel;
    label->setObjectName(QString::fromLatin1(name));
    label->setProperty(style, true);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// But for the seed and what people write.
bool sameTraining(ExperimentConfig one, const ExperimentConfig& other) {
    one.seed = other.seed;
    one.title = other.title;
    one.notes = other.notes;
    return one == other;
}

} // namespace

PublishedWindow::PublishedWindow(QWidget* parent)
    : QDialog(parent),
      table_(new PublishedTable(this)),
      about_(words("publishedAbout", "title")),
      remark_(words("publishedRemark", "caption")),
      view_(new QTableView),
      seeds_(new QSpinBox),
      start_(new QPushButton),
      stateLabel_(new QLabel),
      progress_(new QProgressBar),
      said_(words("publishedSaid", "caption")) {
    setObjectName(QStringLiteral("publishedWindow"));
    setWindowTitle(tr("Published numbers"));
    setWindowFlag(Qt::WindowMinMaxButtonsHint);
    view_->setModel(table_);
    view_->setObjectName(QStringLiteral("publishedTable"));
    view_->setAccessibleName(tr("Published errors and ours"));
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setShowGrid(false);
    view_->verticalHeader()->hide();
    view_->verticalHeader()->setDefaultSectionSize(24);
    view_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    view_->horizontalHeader()->setSectionResizeMode(static_cast<int>(PublishedTable::Column::Range),
                                                    QHeaderView::ResizeToContents);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(about_);
    layout->addWidget(remark_);
    layout->addWidget(view_, 1);
    layout->addWidget(makeControls());
    layout->addWidget(makeFoot());
    connect(&driver_, &SeedsDriver::updated, this, &PublishedWindow::showTable);
    connect(&driver_, &SeedsDriver::updated, this, &PublishedWindow::showState);
    connect(&driver_, &SeedsDriver::stateChanged, this, &PublishedWindow::showState);
    connect(&driver_, &SeedsDriver::failed, this, [this](const QString& text) { say(text, true); });
    showState();
    resize(840, 470);
}

QWidget* PublishedWindow::makeControls() {
    seeds_->setObjectName(QStringLiteral("publishedSeeds"));
    seeds_->setRange(1, mostSeeds);
    seeds_->setValue(usualSeeds);
    seeds_->setToolTip(tr("The seed of the experiment on screen, and those after it, one run each."));
    start_->setObjectName(QStringLiteral("publishedStart"));
    start_->setProperty("primary", true);
    start_->setDefault(true);
    start_->setMinimumWidth(110);
    stateLabel_->setObjectName(QStringLiteral("publishedState"));
    stateLabel_->setProperty("caption", true);
    progress_->setObjectName(QStringLiteral("publishedProgress"));
    progress_->setAccessibleName(tr("Seeds that are trained"));
    progress_->setTextVisible(false);
    progress_->setFixedWidth(140);
    auto* seeds = new QLabel(tr("&Seeds"));
    seeds->setBuddy(seeds_);
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QWidget* widget : std::initializer_list<QWidget*>{seeds, seeds_, start_})
        row->addWidget(widget);
    row->addStretch(1);
    row->addWidget(stateLabel_);
    row->addWidget(progress_);
    connect(start_, &QPushButton::clicked, this, &PublishedWindow::startOrStop);
    return box;
}

QWidget* PublishedWindow::makeFoot() {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(said_, 1);
    const auto add = [&](const char* name, const QString& text, void (PublishedWindow::*slot)()) {
        auto* button = new QPushButton(text);
        button->setObjectName(QString::fromLatin1(name));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, slot);
        row->addWidget(button);
    };
    add("publishedCopy", tr("C&opy"), &PublishedWindow::copy);
    add("publishedCsv", tr("Save as CS&V…"), &PublishedWindow::saveWithDialog);
    add("publishedClose", tr("&Close"), &PublishedWindow::reject);
    return box;
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
        start_->setFocus(); // not before it can be pressed
}

void PublishedWindow::startOrStop() {
    if (driver_.state() != SeedsDriver::State::Idle) {
        driver_.stop();
        return;
    }
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
    const bool idle = driver_.state() == SeedsDriver::State::Idle;
    if (published_) {
        const PublishedExperiment& experiment = *published_->experiment;
        about_->setText(
            tr("%1: %2").arg(QString::fromUtf8(experiment.id), QString::fromStdString(config_.title)));
        const QString remark = QString::fromStdString(lengthRemark(published_->scale));
        remark_->setText(tr("Published: the %1 after each grade; %2. %3")
                             .arg(QString::fromUtf8(displayName(experiment.error)),
                                  QString::fromUtf8(experiment.source), remark)
                             .trimmed());
    }
    seeds_->setEnabled(idle);
    start_->setText(idle ? tr("&Train") : tr("S&top"));
    start_->setEnabled(published_.has_value());
    stateLabel_->setText(stateText());
    progress_->setVisible(!idle);
    constexpr int eachRun = 100;
    progress_->setRange(0, eachRun * static_cast<int>(std::max<Index>(1, driver_.seeds())));
    progress_->setValue(static_cast<int>(eachRun * driver_.runsDone()));
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

void PublishedWindow::say(const QString& text, bool problem) {
    setStyleProperty(*said_, "problem", problem);
    said_->setText(text);
}

void PublishedWindow::copy() {
    QGuiApplication::clipboard()->setText(table_->text());
    say(tr("The table is on the clipboard."), false);
}

void PublishedWindow::save(const QString& path) const {
    if (!published_)
        throw FileError("There is no published experiment to write.");
    const std::filesystem::path file = path.toStdU16String();
    writeFile(file, comparisonCsv(compare(*published_->experiment,
                                          driver_.runs().empty() ? thisRun_ : driver_.runs())));
}

void PublishedWindow::saveWithDialog() {
    QString path = QFileDialog::getSaveFileName(this, tr("Save the comparison"),
                                                QDir::home().filePath(QStringLiteral("reproduce.csv")),
                                                tr("Tables (*.csv)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".csv");
    try {
        save(path);
        say(tr("Written to %1.").arg(QDir::toNativeSeparators(path)), false);
    } catch (const std::exception& error) {
        say(QString::fromUtf8(error.what()), true);
    }
}

void PublishedWindow::reject() {
    driver_.stop();
    QDialog::reject();
}

void PublishedWindow::closeEvent(QCloseEvent* event) {
    driver_.stop();
    QDialog::closeEvent(event);
}

} // namespace gradewise
