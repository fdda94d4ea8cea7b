// How far a run is, how long it may still take, and numbers as people read them.
#pragma once

#include <QString>

#include <deque>
#include <optional>

namespace gradewise {

class RunModel;

struct RunProgress {
    double fraction = 0.0;             ///< of the work, in [0, 1]
    double seconds = 0.0;              ///< training time so far
    std::optional<double> secondsLeft; ///< at most; nothing while too little is known
};

/// The fraction takes the work of a grade as epochs × (parameters + a constant); a grade may end earlier.
/// `speedLimit` in epochs a second, 0: none.
RunProgress progressOf(const RunModel& model, double speedLimit);

/// Epochs a second over the last second or so of wall time.
class RateMeter {
public:
    void clear() { marks_.clear(); }
    /// `epochs` done in all at `seconds` on any steady clock.
    void note(double seconds, std::size_t epochs);
    std::optional<double> perSecond() const;

private:
    struct Mark {
        double seconds;
        std::size_t epochs;
    };
    std::deque<Mark> marks_;
};

QString countText(double value); ///< three significant digits, grouped: "4 310"

} // namespace gradewise
