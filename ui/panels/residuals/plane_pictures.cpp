#include "ui/panels/residuals/plane_pictures.h"

#include "ui/charts/axis.h"
#include "ui/theme.h"

#include <algorithm>

namespace gradewise {

namespace {

constexpr std::size_t keptPictures = 24; // beyond those in sight, for scrolling back

} // namespace

PlanePicture* PlanePictures::find(std::size_t grade, const RowStamp& stamp, std::size_t points,
                                  const std::function<std::vector<double>(std::size_t)>& valuesOf) {
    const auto found = pictures_.find(grade);
    if (found != pictures_.end() && found->second.stamp == stamp)
        return &found->second;
    std::vector<double> values = valuesOf(grade);
    if (values.size() != points)
        return nullptr;
    PlanePicture& picture = pictures_[grade];
    picture = {stamp, std::move(values), 1.0, {}, {}};
    if (const auto range = finiteRange(picture.values))
        picture.largest = symmetricBounds(*range).high;
    return &picture;
}

PlaneColors PlanePictures::colors(const PlanePicture* picture, const std::optional<double>& common,
                                  const Theme& theme) const {
    return divergingColors(common ? *common : picture ? picture->largest : 1.0, theme);
}

const QImage& PlanePictures::image(PlanePicture* picture, const PlaneGrid& grid, const PlaneColors& colors,
                                   QSize size) {
    static const QImage nothing;
    if (!picture)
        return nothing;
    if (picture->image.size() != size || picture->colors != colors) {
        picture->image = planeImage(grid, picture->values, colors, size);
        picture->colors = colors;
        ++computed_;
    }
    return picture->image;
}

void PlanePictures::forgetFar(const std::vector<std::size_t>& grades, std::size_t first, std::size_t last) {
    if (pictures_.size() <= last - first + keptPictures)
        return;
    std::erase_if(pictures_, [&](const auto& entry) {
        const auto place = std::ranges::lower_bound(grades, entry.first) - grades.begin();
        return place + static_cast<std::ptrdiff_t>(keptPictures / 2) < static_cast<std::ptrdiff_t>(first) ||
               place >= static_cast<std::ptrdiff_t>(last + keptPictures / 2);
    });
}

} // namespace gradewise
