// How large the residual is after each grade, on a logarithmic scale, in three norms that say what they are,
// and, of an experiment that others have published, their errors as marks.
#pragma once

#include "ui/panels/card_panel.h"
#include "ui/panels/errors/published_marks.h"

#include <array>
#include <optional>

namespace gradewise {

class CurveView;
class Cursor;

class ErrorPanel : public CardPanel {
    Q_OBJECT
public:
    static const PanelTraits traits;

    ErrorPanel(const Theme& theme, bool forPaper, QWidget* parent = nullptr);

    void showRun(const RunModel& model) override;
    void followData() override;
    QString summary() const override { return summary_; }
    CurveView* view() { return view_; }

private:
    void recolour() override;
    void showCurves();
    void showYardstick(const RunModel& model);
    void showPublished(const RunModel& model);
    void describe(const RunModel& model);
    void showMarks();
    void showLegend(Marker circle, Marker diamond);

    struct Errors {
        std::vector<double> train; ///< relative L2 on the training samples
        std::vector<double> grid;  ///< relative L2 on the grid
        std::vector<double> sup;   ///< relative sup on the grid and at the peaks between its points
    };
    QString supName() const;

    CurveView* view_;
    /// What a free-knot spline of as many pieces could reach, relative; by grade from 1, of a finished run.
    std::vector<double> yardstick_;
    QString noYardstick_;                         ///< why there is none
    std::optional<ExperimentConfig> publishedOf_; ///< the experiment whose marks are known
    PublishedMarks published_;
    Errors errors_;         ///< by grade 0 … gradesWithCurve()
    bool anyPeak_ = false;  ///< decides a sup
    bool absolute_ = false; ///< the target is zero, and no error can be relative to it
    std::size_t total_ = 0;
    QString summary_;
};

} // namespace gradewise
