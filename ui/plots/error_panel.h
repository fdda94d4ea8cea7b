// How large the residual is after each grade, on a logarithmic scale, in three norms that say what they are.
#pragma once

#include "ui/plots/card_panel.h"

#include <array>

namespace gradewise {

class CurveView;
class Cursor;

class ErrorPanel : public CardPanel {
    Q_OBJECT
public:
    ErrorPanel(const Theme& theme, bool forPaper, QWidget* parent = nullptr);

    void showRun(const RunModel& model) override;
    void followData() override;
    QString summary() const override { return summary_; }
    CurveView* view() { return view_; }

private:
    void recolour() override;
    void showCurves();

    struct Errors {
        std::vector<double> train; ///< relative L2 on the training samples
        std::vector<double> grid;  ///< relative L2 on the grid
        std::vector<double> sup;   ///< relative sup on the grid
    };

    CurveView* view_;
    Errors errors_; ///< by grade 0 … gradesWithCurve()
    std::size_t total_ = 0;
    QString summary_;
};

} // namespace gradewise
