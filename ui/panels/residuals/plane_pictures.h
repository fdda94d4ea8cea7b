// The maps that were computed, kept while they may be looked at again.
#pragma once

#include "ui/charts/maps/plane_map.h"
#include "ui/charts/maps/waterfall.h"

#include <QImage>

#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace gradewise {

struct Theme;

struct PlanePicture {
    RowStamp stamp;
    std::vector<double> values;
    double largest = 1.0; ///< half of the scale of its own
    QImage image;
    PlaneColors colors;
};

class PlanePictures {
public:
    void clear() { pictures_.clear(); }
    /// The picture of that grade as it is now; asks for its values where it is not known. Null where they are
    /// not of that number.
    PlanePicture* find(std::size_t grade, const RowStamp& stamp, std::size_t points,
                       const std::function<std::vector<double>(std::size_t)>& valuesOf);
    /// `common`: half of the scale of all; nothing: that of its own.
    PlaneColors colors(const PlanePicture* picture, const std::optional<double>& common,
                       const Theme& theme) const;
    /// Painted where it is not yet.
    const QImage& image(PlanePicture* picture, const PlaneGrid& grid, const PlaneColors& colors, QSize size);
    /// Forgets what is far from places `first` to `last` - 1 of the grades in their order.
    void forgetFar(const std::vector<std::size_t>& grades, std::size_t first, std::size_t last);
    /// Pictures computed since the last call.
    int takeComputed() { return std::exchange(computed_, 0); }

private:
    std::map<std::size_t, PlanePicture> pictures_; ///< by grade
    int computed_ = 0;
};

} // namespace gradewise
