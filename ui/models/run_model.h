// The window's only truth about the run on screen: what panels draw and what export writes. Fed by a
// preview, by the updates of a running session, or by a record from a file; the panels cannot tell which.
#pragma once

#include "core/session/session.h"
#include "ui/models/run_picture.h"

#include <QObject>

namespace gradewise {

/// A picture, and the signals that another one is there or that it has grown.
class RunModel : public QObject {
    Q_OBJECT
public:
    explicit RunModel(QObject* parent = nullptr);

    using Phase = RunPicture::Phase;

    /// Shows another picture; returns the old one, which may take long to be destroyed.
    RunPicture show(RunPicture picture);
    void preview(const ExperimentConfig& config, const Target& target);
    void begin(std::uint64_t run, const ExperimentConfig& config, const Target& target);
    void apply(const RunUpdate& update);
    /// Throws std::invalid_argument when its target cannot be made.
    void load(const RunRecord& record);

    /// Shows another model's run as it stood after that many grades, its own grades beyond as pending.
    void showUpTo(const RunModel& other, std::size_t grades);

    /// Grows with every picture that is shown in the place of another.
    std::uint64_t shows() const { return shows_; }

    // What the picture says, see there.
    Phase phase() const { return picture_.phase(); }
    const ExperimentConfig& config() const { return picture_.config(); }
    Index inputs() const { return picture_.inputs(); }
    Index outputs() const { return picture_.outputs(); }
    const Matrix& gridPoints() const { return picture_.gridPoints(); }
    const Matrix& target() const { return picture_.target(); }
    const std::vector<std::vector<Break>>& breaks() const { return picture_.breaks(); }
    const Domain& domain() const { return picture_.domain(); }
    const Dataset& noisyLabels() const { return picture_.noisyLabels(); }
    const std::vector<ShownGrade>& grades() const { return picture_.grades(); }
    std::size_t gradesWithCurve() const { return picture_.gradesWithCurve(); }
    std::optional<std::size_t> liveGrade() const { return picture_.liveGrade(); }
    const Matrix& partialSum(std::size_t grade) const { return picture_.partialSum(grade); }
    Matrix residual(std::size_t grade) const { return picture_.residual(grade); }
    const Metrics& before() const { return picture_.before(); }
    double sup(std::size_t grade) const { return picture_.sup(grade); }
    std::optional<double> peakOfSup(std::size_t grade) const { return picture_.peakOfSup(grade); }
    const std::vector<HistoryPoint>& history() const { return picture_.history(); }
    const std::vector<CurvaturePoint>& curvature() const { return picture_.curvature(); }
    std::shared_ptr<const RunRecord> record() const { return picture_.record(); }
    const LargestError* largestError() const { return picture_.largestError(); }
    const RunFindings& findings() const { return picture_.findings(); }
    std::vector<HistoryPoint> takeOutgrown() { return picture_.takeOutgrown(); }

signals:
    /// Another target or another run: panels start afresh and follow the data again.
    void reset();
    /// New values of the same run.
    void updated();

private:
    RunPicture picture_;
    std::uint64_t shows_ = 0;
};

} // namespace gradewise
