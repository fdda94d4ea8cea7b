#include "ui/studies/start_row.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

namespace gradewise {

QSpinBox* makeSeedsField(const QString& id, int usual, const QString& tip) {
    auto* seeds = new QSpinBox;
    seeds->setObjectName(id + QStringLiteral("Seeds"));
    seeds->setRange(1, mostSeeds);
    seeds->setValue(usual);
    seeds->setToolTip(tip);
    return seeds;
}

QWidget* inARow(std::initializer_list<std::pair<QString, QWidget*>> fields) {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (const auto& [text, field] : fields) {
        if (row->count() > 0)
            row->addSpacing(8);
        auto* label = new QLabel(text);
        label->setBuddy(field);
        row->addWidget(label);
        row->addWidget(field);
    }
    return box;
}

StartRow::StartRow(const QString& id, StudyDriver& driver, QWidget* fields, const QString& start,
                   const QString& progressName)
    : driver_(driver),
      fields_(fields),
      startText_(start),
      start_(new QPushButton),
      state_(new QLabel),
      progress_(new QProgressBar) {
    start_->setObjectName(id + QStringLiteral("Start"));
    start_->setProperty("primary", true);
    start_->setDefault(true);
    start_->setMinimumWidth(110);
    state_->setObjectName(id + QStringLiteral("State"));
    state_->setProperty("caption", true);
    progress_->setObjectName(id + QStringLiteral("Progress"));
    progress_->setAccessibleName(progressName);
    progress_->setTextVisible(false);
    progress_->setFixedWidth(140);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(fields_);
    row->addSpacing(8);
    row->addWidget(start_);
    row->addStretch(1);
    row->addWidget(state_);
    row->addWidget(progress_);
    connect(start_, &QPushButton::clicked, this, [this] {
        if (driver_.state() == StudyDriver::State::Idle)
            emit startWanted();
        else
            driver_.stop();
    });
}

void StartRow::showState(const QString& words, bool startable, double done, double all) {
    const bool idle = driver_.state() == StudyDriver::State::Idle;
    fields_->setEnabled(idle);
    start_->setText(idle ? startText_ : tr("S&top"));
    start_->setEnabled(!idle || startable); // it keeps the keyboard while the study stops
    state_->setText(words);
    constexpr int whole = 1000;
    progress_->setVisible(!idle);
    progress_->setRange(0, whole);
    progress_->setValue(all > 0.0 ? static_cast<int>(whole * done / all) : 0);
}

void StartRow::focusStart() {
    start_->setFocus();
}

} // namespace gradewise
