#include "ui/controls/stop_form.h"

#include "ui/controls/config_fields.h"
#include "ui/controls/field_row.h"
#include "ui/help/help_topic.h"

#include <QPushButton>
#include <QRandomGenerator>
#include <QVBoxLayout>

namespace gradewise {

namespace {

constexpr int ruleWidth = 84;
constexpr int seedWidth = 132;
constexpr int newSeedBits = 32; // short enough to be told to somebody; any 64-bit seed can be typed

} // namespace

StopForm::StopForm(ConfigEditor& editor, QWidget* parent) : QWidget(parent), editor_(editor) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    addRow(column, tr("Stop at rel. L²"), tr("Relative L² error at which the run stops"), runGoalField(),
           tr("no goal"))
        ->addHelp(QStringLiteral("stopping#of-the-run"));
    setHelpTopic(*this, QStringLiteral("stopping#of-the-run"));
    addRow(column, tr("Stop at sup"), tr("Largest error at which the run stops"), runSupField(),
           tr("no goal"));
    addRow(column, tr("Stop after seconds"), tr("Seconds of training after which the run stops"),
           runSecondsField(), tr("no limit"));
    addSeed(column);
    auto* title = new FieldRow(tr("Title"), tr("Title of the experiment"));
    TextField* edit = title->addField(editor_, titleField(), FieldRow::allTheRoom);
    edit->setObjectName(QStringLiteral("title"));
    edit->setPlaceholderText(tr("the function"));
    column->addWidget(title);
}

FieldRow* StopForm::addRow(QVBoxLayout* column, const QString& label, const QString& name, const Field& field,
                           const QString& whenEmpty) {
    auto* row = new FieldRow(label, name);
    TextField* edit = row->addField(editor_, field, ruleWidth);
    edit->setPlaceholderText(whenEmpty);
    edit->setObjectName(field.path);
    column->addWidget(row);
    return row;
}

void StopForm::addSeed(QVBoxLayout* column) {
    auto* row = new FieldRow(tr("Seed"), tr("Seed of the random numbers"));
    auto* fresh = new QPushButton;
    fresh->setText(tr("New"));
    fresh->setToolTip(tr("Take a new random seed."));
    fresh->setAccessibleName(tr("New seed"));
    fresh->setObjectName(QStringLiteral("newSeed"));
    fresh->setProperty("link", true);
    row->addField(editor_, seedField(), seedWidth)->setObjectName(QStringLiteral("seed"));
    row->add(fresh);
    setHelpTopic(*row, QStringLiteral("samples#seed"));
    column->addWidget(row);
    connect(fresh, &QPushButton::clicked, this, [this] {
        editor_.dropDrafts(seedField().path);
        const std::uint64_t seed = QRandomGenerator::system()->generate64() >> (64 - newSeedBits);
        editor_.apply(tr("New seed"), {}, [seed](ExperimentConfig& config) { config.seed = seed; });
    });
}

} // namespace gradewise
