#include "ui/controls/samples_form.h"

#include "core/experiment/remarks.h"
#include "core/record/resolution.h"
#include "ui/controls/config_fields.h"
#include "ui/controls/field_row.h"
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

/// A word or two for a narrow column; the tool tip has the whole name.
QString shortName(Layout layout) {
    switch (layout) {
    case Layout::Equispaced:
        return SamplesForm::tr("equispaced");
    case Layout::EquispacedOpen:
        return SamplesForm::tr("half-open");
    case Layout::Midpoints:
        return SamplesForm::tr("midpoints");
    case Layout::Random:
        return SamplesForm::tr("random");
    }
    return {};
}

QString longName(Layout layout) {
    const std::string_view text = displayName(layout);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

SamplesForm::SamplesForm(ConfigEditor& editor, QWidget* parent) : QWidget(parent), editor_(editor) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    addSet(column, tr("Training"), tr("training samples"), trainCountField(), &SamplesConfig::train);
    addSet(column, tr("Validation"), tr("validation samples"), validationCountField(),
           &SamplesConfig::validation);
    addSet(column, tr("Test"), tr("test samples"), testCountField(), &SamplesConfig::test);
    drawn_ = makeCaption();
    drawn_->setObjectName(QStringLiteral("samplesDrawn"));
    drawn_->hide();
    column->addWidget(drawn_);
    auto* noise = new FieldRow(tr("Label noise σ"), tr("Standard deviation of the noise on the labels"));
    noise->addField(editor_, noiseField(), countWidth)->setObjectName(QStringLiteral("noise"));
    setHelpTopic(*noise, QStringLiteral("samples#noise"));
    column->addWidget(noise);
    addRemark(column);
    guard_ = addSwitch(column, tr("Guard each grade"),
                       tr("Scales each new contribution so that the training residual never grows."),
                       &ExperimentConfig::guard, tr("Change the guard"),
                       QStringLiteral("after-training#the-guard"));
    guard_->setObjectName(QStringLiteral("guard"));
    polish_ = addSwitch(column, tr("Joint read-out at the end"),
                        tr("Fits the read-outs of all frozen grades together. Both errors are reported."),
                        &ExperimentConfig::polish, tr("Change the joint read-out"),
                        QStringLiteral("after-training#joint-read-out"));
    polish_->setObjectName(QStringLiteral("polish"));
    adaptive_ =
        addSwitch(column, tr("Keep a grade only if it helps"),
                  tr("The first grade that does not lower the squared error on the validation samples is "
                     "removed, and the run ends (adaptive rule)."),
                  &ExperimentConfig::adaptive, tr("Change the adaptive rule"),
                  QStringLiteral("after-training#adaptive-rule"));
    adaptive_->setObjectName(QStringLiteral("adaptive"));
    connect(&editor_, &ConfigEditor::refreshed, this, &SamplesForm::refresh);
}

void SamplesForm::addSet(QVBoxLayout* column, const QString& label, const QString& name, const Field& count,
                         SetOf set) {
    auto* row = new FieldRow(label, tr("Number of %1").arg(name));
    row->addField(editor_, count, countWidth)->setObjectName(count.path);
    auto* combo = new QuietCombo;
    combo->setAccessibleName(tr("Layout of the %1").arg(name));
    combo->setObjectName(QString(count.path).replace(QStringLiteral("count"), QStringLiteral("layout")));
    for (const Layout layout : allOf<Layout>()) {
        combo->addItem(shortName(layout));
        combo->setItemData(combo->count() - 1, longName(layout), Qt::ToolTipRole);
    }
    row->add(combo);
    column->addWidget(row);
    layouts_.emplace_back(combo, set);
    connect(combo, &QComboBox::activated, this, [this, set, name](int index) {
        editor_.apply(tr("Change the layout of the %1").arg(name), {}, [&](ExperimentConfig& config) {
            (config.samples.*set).layout = allOf<Layout>()[static_cast<std::size_t>(index)];
        });
    });
}

QCheckBox* SamplesForm::addSwitch(QVBoxLayout* column, const QString& text, const QString& why,
                                  bool ExperimentConfig::*value, const QString& undoText,
                                  const QString& topic) {
    auto* box = new QCheckBox(text);
    box->setAccessibleDescription(why);
    setHelpTopic(*box, topic);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(box);
    line->addWidget(new HelpButton(topic));
    line->addStretch(1);
    column->addLayout(line);
    column->addWidget(makeCaption(why));
    connect(box, &QCheckBox::clicked, this, [this, value, undoText](bool on) {
        editor_.apply(undoText, {}, [value, on](ExperimentConfig& config) { config.*value = on; });
    });
    return box;
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
        editor_.dropDrafts(trainCountField().path);
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
    guard_->setChecked(editor_.config().guard);
    polish_->setChecked(editor_.config().polish);
    adaptive_->setChecked(editor_.config().adaptive);
    showRemark();
}

} // namespace gradewise
