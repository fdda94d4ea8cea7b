// What is asked of a sweep, and how long that may take.
#pragma once

#include "core/study/sweep/sweep.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QSpinBox;

namespace gradewise {

class SweepControls : public QWidget {
    Q_OBJECT
public:
    explicit SweepControls(QWidget* parent = nullptr);

    /// What is typed; nothing while a rate cannot be read.
    std::optional<SweepPlan> plan() const;
    /// Why not: a sentence; empty when plan() is one that the experiment can be swept with.
    QString problem(const ExperimentConfig& config) const;
    /// Marks the fields of learning rates.
    void setProblem(bool problem);

signals:
    void changed();

private:
    QLineEdit* addRate(const char* name, const QString& label, const QString& text, const QString& tip);
    QSpinBox* addCount(const char* name, const QString& label, int most, int usual, const QString& tip);

    QLineEdit* from_;
    QLineEdit* to_;
    QSpinBox* rates_;
    QSpinBox* seeds_;
};

} // namespace gradewise
