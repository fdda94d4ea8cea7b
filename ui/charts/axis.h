// The arithmetic of an axis: linear or logarithmic positions, round bounds that follow the data without
// jitter, and ticks of which there are never many. Free of widgets.
#pragma once

#include <optional>
#include <vector>

namespace gradewise {

enum class Scale { Linear, Log };

/// An interval of positions on an axis.
struct Range {
    double low = 0.0;
    double high = 1.0;
    double span() const { return high - low; }
    bool contains(const Range& other) const { return low <= other.low && other.high <= high; }
    bool operator==(const Range&) const = default;
};

/// Decades that a logarithmic axis or colour scale shows at most.
inline constexpr int decadesShown = 18;

/// Where a value lies on an axis: the value itself, or log10 |value|.
double toPosition(double value, Scale scale);
double toValue(double position, Scale scale);
/// The values at both ends.
Range valuesOf(const Range& positions, Scale scale);

/// 1, 2 or 5 times a power of ten, at least `atLeast` (> 0).
double roundStep(double atLeast);

/// Bounds for data on a linear axis: multiples of a round step; a single value gets room around it.
Range roundBounds(const Range& data);
/// ±m with a round m ≥ |data|.
Range symmetricBounds(const Range& data);
/// At least two whole decades that hold positions given as log10.
Range decadeBounds(const Range& data);

/// The bounds to show next: the current ones while they hold the data and are filled to 60 %, so that a
/// live axis does not move every frame; otherwise `fresh`.
Range steadyBounds(const std::optional<Range>& current, const Range& data, const Range& fresh);

struct Tick {
    double position = 0.0;
    double value = 0.0;
    bool power = false; ///< a whole power of ten on a logarithmic axis: shown as 10ⁿ
    double step = 1.0;  ///< between ticks, for the decimals
};

/// At most about `maximum` ticks inside the range, whatever its size.
std::vector<Tick> ticks(const Range& range, Scale scale, int maximum, bool integersOnly = false);

} // namespace gradewise
