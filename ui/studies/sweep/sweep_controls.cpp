#include "ui/studies/sweep/sweep_controls.h"

#include "ui/models/number_text.h"
#include "ui/studies/start_row.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace gradewise {

namespace {
constexpr int mostRates = 60;
} // namespace

SweepControls::SweepControls(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const SweepPlan usual;
    from_ = addRate("sweepFrom", tr("&From"), numberText(usual.low), tr("The smallest learning rate."));
    to_ = addRate("sweepTo", tr("T&o"), numberText(usual.high), tr("The largest learning rate."));
    rates_ = addCount("sweepRates", tr("&Rates"), mostRates, static_cast<int>(usual.rates),
                      tr("How many learning rates, equally far apart on a logarithmic scale."));
    seeds_ = addCount("sweepSeeds", tr("S&eeds"), mostSeeds, 3,
                      tr("How many runs of each rate: the experiment's seed, and those after it."));
}

QLineEdit* SweepControls::addRate(const char* name, const QString& label, const QString& text,
                                  const QString& tip) {
    auto* field = new QLineEdit(text);
    field->setObjectName(QString::fromLatin1(name));
    field->setToolTip(tip);
    field->setFixedWidth(72);
    auto* words = new QLabel(label);
    words->setBuddy(field);
    layout()->addWidget(words);
    layout()->addWidget(field);
    connect(field, &QLineEdit::textChanged, this, &SweepControls::changed);
    return field;
}

QSpinBox* SweepControls::addCount(const char* name, const QString& label, int most, int usual,
                                  const QString& tip) {
    auto* box = new QSpinBox;
    box->setObjectName(QString::fromLatin1(name));
    box->setToolTip(tip);
    box->setRange(1, most);
    box->setValue(usual);
    auto* words = new QLabel(label);
    words->setBuddy(box);
    layout()->addWidget(words);
    layout()->addWidget(box);
    connect(box, &QSpinBox::valueChanged, this, &SweepControls::changed);
    return box;
}

std::optional<SweepPlan> SweepControls::plan() const {
    const auto low = readNumber(from_->text());
    const auto high = readNumber(to_->text());
    if (!low || !high)
        return std::nullopt;
    return SweepPlan{*low, *high, rates_->value(), seeds_->value()};
}

QString SweepControls::problem(const ExperimentConfig& config) const {
    for (const QLineEdit* field : {from_, to_})
        if (!readNumber(field->text()))
            return tr("\"%1\" is not a number. Learning rates look like 0.05 or 1e-3.").arg(field->text());
    return QString::fromStdString(sweepProblem(config, *plan()));
}

void SweepControls::setProblem(bool problem) {
    setStyleProperty(*from_, "problem", problem);
    setStyleProperty(*to_, "problem", problem);
}

} // namespace gradewise
