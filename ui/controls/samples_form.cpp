#include "ui/controls/samples_form.h"

#include "core/experiment/remarks.h"
#include "core/record/resolution.h"
#include "ui/controls/config_fields.h"
#include "ui/controls/setting_row.h"
#include "ui/help/help_button.h"
#include "ui/help/help_topic.h"
#include "ui/widgets/quiet_combo.h"
#include "ui/widgets/section.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gradewise {

namespace {

constexpr int countWidth = 64;

QString longName(Layout layout) {
    return shownWords(displayName(layout));
}

} // namespace

SamplesForm::SamplesForm(ConfigEditor& editor, QWidget* parent) : QWidget(parent), editor_(editor) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    for (const NamedSet& set : allSets())
        addSet(column, set);
    drawn_ = makeCaption();
    drawn_->setObjectName(QStringLiteral("samplesDrawn"));
    drawn_->hide();
    column->addWidget(drawn_);
    const FormSetting& noiseSetting = experimentSetting("samples.noise");
    FieldRow* noise = makeSettingRow(noiseSetting);
    addSettingField(*noise, editor_, noiseSetting, experimentField("samples.noise"), countWidth);
    column->addWidget(noise);
    addRemark(column);
    for (const char* path : {"guard", "polish", "adaptive"})
        addSwitch(column, experimentSetting(path));
    connect(&editor_, &ConfigEditor::refreshed, this, &SamplesForm::refresh);
}

void SamplesForm::addSet(QVBoxLayout* column, const NamedSet& set) {
    const std::string path = "samples." + std::string(set.name);
    const FormSetting& count = experimentSetting(path + ".count");
    FieldRow* row = makeSettingRow(count);
    addSettingField(*row, editor_, count, experimentField(count.path), countWidth);
    QuietCombo* combo = addSettingCombo(*row, experimentSetting(path + ".layout"));
    combo->setAccessibleName(tr("Layout of the %1").arg(count.name));
    for (int i = 0; i < combo->count(); ++i)
        combo->setItemData(i, longName(allOf<Layout>()[static_cast<std::size_t>(i)]), Qt::ToolTipRole);
    column->addWidget(row);
    layouts_.emplace_back(combo, set.set);
    connect(combo, &QComboBox::activated, this,
            [this, path = path + ".layout", name = count.name](int index) {
                editor_.apply(tr("Change the layout of the %1").arg(name), {},
                              [&](ExperimentConfig& config) { chooseSetting(config, path, index); });
            });
}

void SamplesForm::addSwitch(QVBoxLayout* column, const FormSetting& setting) {
    auto* box = new QCheckBox(shownWords(setting.form.label));
    const QString why = shownWords(setting.form.explanation);
    const QString topic = shownWords(setting.form.manual);
    box->setAccessibleDescription(why);
    box->setObjectName(QString::fromStdString(setting.path));
    setHelpTopic(*box, topic);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(box);
    line->addWidget(new HelpButton(topic));
    line->addStretch(1);
    column->addLayout(line);
    column->addWidget(makeCaption(why));
    switches_.emplace_back(box, setting.path);
    connect(box, &QCheckBox::clicked, this, [this, setting](bool on) {
        editor_.apply(tr("Change the %1").arg(setting.name), {},
                      [&](ExperimentConfig& config) { chooseSetting(config, setting.path, on ? 1 : 0); });
    });
}

void SamplesForm::addRemark(QVBoxLayout* column) {
    remark_ = makeCaption();
    remark_->setObjectName(QStringLiteral("samplesRemark"));
    finer_ = new QPushButton(tr("Resample finer (×%1)").arg(samplesPerKink));
    finer_->setToolTip(
        tr("Take %1 times as many training samples. The next run uses them.").arg(samplesPerKink));
    finer_->setObjectName(QStringLiteral("resampleFiner"));
    finer_->setProperty("link", true);
    column->addWidget(remark_);
    column->addWidget(finer_, 0, Qt::AlignLeft);
    remark_->hide();
    finer_->hide();
    connect(finer_, &QPushButton::clicked, this, [this] {
        editor_.dropDrafts(experimentField("samples.train.count").path);
        editor_.apply(tr("Resample finer"), {},
                      [](ExperimentConfig& config) { config = resampledFiner(config); });
    });
}

void SamplesForm::remark(const QString& text, const SamplesConfig& samples) {
    remark_->setText(text);
    remarked_ = samples;
    showRemark();
}

void SamplesForm::showRemark() {
    const bool holds = !remark_->text().isEmpty() && editor_.config().samples == remarked_;
    remark_->setVisible(holds);
    finer_->setVisible(holds);
}

void SamplesForm::setTheme(const Theme& theme) {
    for (const auto& [combo, set] : layouts_)
        combo->setTheme(theme);
}

void SamplesForm::refresh() {
    const SamplesConfig& samples = editor_.config().samples;
    for (const auto& [combo, set] : layouts_) {
        const Layout layout = (samples.*set).layout;
        const auto place = std::find(allOf<Layout>().begin(), allOf<Layout>().end(), layout);
        combo->setCurrentIndex(static_cast<int>(place - allOf<Layout>().begin()));
        combo->setToolTip(longName(layout));
    }
    QStringList drawn;
    const auto variables = static_cast<std::size_t>(inputsOf(editor_.config().target));
    for (const std::string& remark : remarksOn(samples, variables))
        drawn << QString::fromStdString(remark);
    drawn_->setText(drawn.join(QLatin1Char(' ')));
    drawn_->setVisible(!drawn.isEmpty());
    for (const auto& [box, path] : switches_)
        box->setChecked(settingChoice(editor_.config(), path) == 1);
    showRemark();
}

} // namespace gradewise
