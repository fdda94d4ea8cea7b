#include "ui/controls/stop_form.h"

#include "ui/controls/config_fields.h"
#include "ui/controls/setting_row.h"
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
    for (const char* path : {"stop.relativeL2", "stop.sup", "stop.seconds"}) {
        const FormSetting& setting = experimentSetting(path);
        FieldRow* row = makeSettingRow(setting);
        addSettingField(*row, editor_, setting, experimentField(path), ruleWidth);
        column->addWidget(row);
    }
    setHelpTopic(*this, QStringLiteral("stopping#of-the-run"));
    addSeed(column);
    auto* title = new FieldRow(tr("Title"), tr("Title of the experiment"));
    TextField* edit = title->addField(editor_, titleField(), FieldRow::allTheRoom);
    edit->setObjectName(QStringLiteral("title"));
    edit->setPlaceholderText(tr("the function"));
    column->addWidget(title);
}

void StopForm::addSeed(QVBoxLayout* column) {
    const FormSetting& setting = experimentSetting("seed");
    const Field seed = experimentField("seed");
    FieldRow* row = makeSettingRow(setting);
    auto* fresh = new QPushButton;
    fresh->setText(tr("New"));
    fresh->setToolTip(tr("Take a new random seed."));
    fresh->setAccessibleName(tr("New seed"));
    fresh->setObjectName(QStringLiteral("newSeed"));
    fresh->setProperty("link", true);
    addSettingField(*row, editor_, setting, seed, seedWidth);
    row->add(fresh);
    column->addWidget(row);
    connect(fresh, &QPushButton::clicked, this, [this, path = seed.path] {
        editor_.dropDrafts(path);
        const std::uint64_t number = QRandomGenerator::system()->generate64() >> (64 - newSeedBits);
        editor_.apply(tr("New seed"), {}, [number](ExperimentConfig& config) { config.seed = number; });
    });
}

} // namespace gradewise
