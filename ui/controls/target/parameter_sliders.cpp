#include "ui/controls/target/parameter_sliders.h"

#include "ui/controls/config_fields.h"
#include "ui/controls/field_row.h"
#include "ui/models/number_text.h"

#include <QAction>
#include <QDialog>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr int steps = 1000;
constexpr int valueWidth = 58;

class RangeDialog : public QDialog {
public:
    RangeDialog(const QString& name, SliderRange range, QWidget* parent)
        : QDialog(parent),
          low_(new QLineEdit(numberText(range.low))),
          high_(new QLineEdit(numberText(range.high))),
          problem_(new ProblemLabel) {
        setWindowTitle(ParameterSliders::tr("Range of %1").arg(name));
        auto* form = new QFormLayout;
        form->addRow(ParameterSliders::tr("&From"), low_);
        form->addRow(ParameterSliders::tr("&To"), high_);
        auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
        connect(buttons, &QDialogButtonBox::accepted, this, [this] { acceptRange(); });
        connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
        auto* column = new QVBoxLayout(this);
        column->addLayout(form);
        column->addWidget(problem_);
        column->addWidget(buttons);
    }
    SliderRange range() const {
        return {readNumber(low_->text()).value_or(0.0), readNumber(high_->text()).value_or(0.0)};
    }

private:
    void acceptRange() {
        const auto low = readNumber(low_->text());
        const auto high = readNumber(high_->text());
        if (low && high && *low < *high)
            accept();
        else
            problem_->show(ParameterSliders::tr("Write two numbers, the smaller one first."));
    }

    QLineEdit* low_;
    QLineEdit* high_;
    ProblemLabel* problem_;
};

int stepOf(const SliderRange& range, double value) {
    const double share = (value - range.low) / (range.high - range.low);
    return static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * steps));
}

} // namespace

SliderRange rangeAround(double value) {
    const double size = std::abs(value);
    double reach = 1.0;
    if (size >= 1.0) {
        // The next of 2, 5, 10, 20 … that is at least twice the value.
        const double decade = std::pow(10.0, std::floor(std::log10(2.0 * size)));
        reach = 10.0 * decade;
        for (const double mantissa : {1.0, 2.0, 5.0})
            if (mantissa * decade >= 2.0 * size) {
                reach = mantissa * decade;
                break;
            }
    }
    return {value < 0.0 ? -reach : 0.0, reach};
}

double valueAt(const SliderRange& range, int step, int stepCount) {
    const double width = (range.high - range.low) / stepCount;
    const double value = range.low + width * step;
    const double digits = std::pow(10.0, std::ceil(-std::log10(width)));
    const double rounded = std::round(value * digits) / digits;
    return std::isfinite(rounded) ? std::clamp(rounded, range.low, range.high) : value;
}

ParameterSliders::ParameterSliders(ConfigEditor& editor, QWidget* parent)
    : QWidget(parent), editor_(editor), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(2);
    connect(&editor_, &ConfigEditor::refreshed, this, &ParameterSliders::refresh);
}

void ParameterSliders::refresh() {
    QStringList names;
    for (const std::string& name : freeNames(editor_.config().target))
        names.append(QString::fromStdString(name));
    QStringList shownNames;
    for (const Line& line : lines_)
        shownNames.append(line.name);
    if (names != shownNames)
        rebuild(names);
    for (const Line& line : lines_) {
        const double now = value(line.name);
        SliderRange& range = ranges_.try_emplace(line.name, rangeAround(now)).first->second;
        if (now < range.low || now > range.high) {
            const SliderRange wider = rangeAround(now);
            range = {std::min({range.low, wider.low, now}), std::max({range.high, wider.high, now})};
        }
        const QSignalBlocker silent(line.slider);
        line.slider->setValue(stepOf(range, now));
        line.slider->setToolTip(tr("From %1 to %2. Double-click the value to change the range.")
                                    .arg(numberText(range.low), numberText(range.high)));
    }
}

void ParameterSliders::rebuild(const QStringList& names) {
    for (const Line& line : lines_) {
        line.row->hide();
        line.row->deleteLater(); // it may be the one whose slot is running
    }
    lines_.clear();
    for (const QString& name : names)
        lines_.push_back(makeLine(name));
    setVisible(!names.isEmpty());
    // New widgets are the last that Tab reaches; these belong where they are seen.
    QWidget* before = previousInFocusChain();
    while (before != this && before->focusPolicy() == Qt::NoFocus)
        before = before->previousInFocusChain();
    for (const Line& line : lines_) {
        setTabOrder(before, line.slider);
        setTabOrder(line.slider, line.value);
        before = line.value;
    }
}

ParameterSliders::Line ParameterSliders::makeLine(const QString& name) {
    auto* row = new FieldRow(name, tr("Parameter %1").arg(name));
    QFont italic = row->label()->font();
    italic.setItalic(true);
    row->label()->setFont(italic);
    row->label()->setProperty("muted", false);
    row->label()->setMinimumWidth(14);
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setRange(0, steps);
    slider->setPageStep(steps / 20);
    slider->setObjectName(QStringLiteral("slider.") + name);
    slider->setAccessibleName(tr("Slider of parameter %1").arg(name));
    slider->installEventFilter(this);
    slider->setProperty("parameter", name);
    connect(slider, &QSlider::valueChanged, this, [this, name](int step) { slide(name, step); });
    connect(slider, &QSlider::sliderPressed, &editor_, &ConfigEditor::closeGesture);
    connect(slider, &QSlider::sliderReleased, &editor_, &ConfigEditor::closeGesture);
    row->add(slider, 1000);
    TextField* value = row->addField(editor_, parameterField(name), valueWidth);
    value->setObjectName(QStringLiteral("value.") + name);
    value->setProperty("parameter", name);
    value->installEventFilter(this);
    row->label()->setBuddy(value);
    for (QWidget* widget : {static_cast<QWidget*>(row->label()), static_cast<QWidget*>(slider)}) {
        auto* action = new QAction(tr("Set the range of %1…").arg(name), widget);
        connect(action, &QAction::triggered, this, [this, name] { askRange(name); });
        widget->addAction(action);
        widget->setContextMenuPolicy(Qt::ActionsContextMenu);
    }
    column_->addWidget(row);
    return {name, slider, value, row};
}

bool ParameterSliders::eventFilter(QObject* watched, QEvent* event) {
    const QString name = watched->property("parameter").toString();
    const bool slider = qobject_cast<QSlider*>(watched) != nullptr;
    if (slider && event->type() == QEvent::Wheel)
        return true; // a value changed while scrolling past would go unseen
    if (event->type() == QEvent::MouseButtonDblClick && !name.isEmpty() && !slider) {
        askRange(name);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ParameterSliders::askRange(const QString& name) {
    RangeDialog dialog(name, range(name), this);
    if (dialog.exec() == QDialog::Accepted)
        setRange(name, dialog.range());
}

void ParameterSliders::setRange(const QString& name, SliderRange range) {
    ranges_[name] = range;
    const double inside = std::clamp(value(name), range.low, range.high);
    if (inside == value(name))
        refresh();
    else
        editor_.apply(tr("Change %1").arg(name), {}, [&](ExperimentConfig& config) {
            config.target.parameters[name.toStdString()] = inside;
        });
}

SliderRange ParameterSliders::range(const QString& name) const {
    const auto found = ranges_.find(name);
    return found == ranges_.end() ? rangeAround(value(name)) : found->second;
}

void ParameterSliders::slide(const QString& name, int step) {
    const double now = valueAt(range(name), step, steps);
    const QString path = parameterField(name).path;
    editor_.dropDrafts(path);
    editor_.apply(tr("Change %1").arg(name), path,
                  [&](ExperimentConfig& config) { config.target.parameters[name.toStdString()] = now; });
}

double ParameterSliders::value(const QString& name) const {
    const auto& parameters = editor_.config().target.parameters;
    const auto found = parameters.find(name.toStdString());
    return found == parameters.end() ? 1.0 : found->second;
}

} // namespace gradewise
