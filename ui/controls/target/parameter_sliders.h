// A slider for each free name of the formula, with a value that can be typed and a range that can be set.
#pragma once

#include "ui/controls/config_editor.h"

#include <QWidget>

#include <map>

class QSlider;
class QVBoxLayout;

namespace gradewise {

class FieldRow;
class TextField;

/// What a slider spans. Belongs to the window, not to the experiment.
struct SliderRange {
    double low = 0.0;
    double high = 1.0;
    bool operator==(const SliderRange&) const = default;
};

/// A range that shows `value` well: [0, 1] or [-1, 1] for what is below 1, else to about twice the value.
SliderRange rangeAround(double value);
/// The value at a step of `stepCount`, rounded to as many decimals as a step has.
double valueAt(const SliderRange& range, int step, int stepCount);

class ParameterSliders : public QWidget {
    Q_OBJECT
public:
    explicit ParameterSliders(ConfigEditor& editor, QWidget* parent = nullptr);
    /// Shows the free names of the target in order.
    void refresh();
    /// Asks for the range of a parameter with a small dialog.
    void askRange(const QString& name);
    /// Sets the range; a value outside is moved to the nearer end.
    void setRange(const QString& name, SliderRange range);
    SliderRange range(const QString& name) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Line {
        QString name;
        QSlider* slider;
        TextField* value;
        QWidget* row;
    };
    void rebuild(const QStringList& names);
    Line makeLine(const QString& name);
    void slide(const QString& name, int step);
    double value(const QString& name) const;

    ConfigEditor& editor_;
    QVBoxLayout* column_;
    std::vector<Line> lines_;
    std::map<QString, SliderRange> ranges_;
};

} // namespace gradewise
