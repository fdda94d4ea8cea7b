// Magnitudes of many rows over the same x, brought down to the pixels of a picture: a pixel is the largest
// magnitude of all rows and all samples that fall on it, so no peak is lost however many there are. Free of
// widgets.
//
// A value that is not finite makes its pixel not a number; exact zeros stay zeros.
#pragma once

#include "ui/charts/axis.h"

#include <QImage>

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace gradewise {

/// Rows aggregated over columns of pixels.
class HeatRows {
public:
    /// `shown`: the stretch of x across `columns` pixels; x must not decrease. Forgets all rows.
    void setColumns(std::span<const double> x, const Range& shown, int columns);
    int columns() const { return static_cast<int>(first_.size()); }
    std::size_t rows() const { return rows_; }
    /// Sets row `row`, at most one beyond those that there are; one magnitude ≥ 0 a sample.
    void setRow(std::size_t row, std::span<const double> magnitudes);
    void keepRows(std::size_t count);
    double at(std::size_t row, int column) const {
        return values_[row * first_.size() + static_cast<std::size_t>(column)];
    }

private:
    std::vector<std::size_t> first_; ///< samples [first, last) of each column, at least one
    std::vector<std::size_t> last_;
    std::vector<double> values_; ///< row after row
    std::size_t rows_ = 0;
};

struct HeatColors {
    double low = -1.0; ///< log10 of the magnitude of the first colour and of everything below
    double high = 0.0; ///< of the last colour and above
    QRgb zero = 0;
    QRgb notFinite = 0;
    QRgb nothing = 0; ///< where there is no row yet
    bool operator==(const HeatColors&) const = default;

    QRgb of(double magnitude) const;
};

/// Rows as a picture of any height, for `capacity` rows of which the first ones are there.
class HeatPicture {
public:
    /// Rows of the capacity that share pixel row `pixel` of `height`: [first, last), at least one.
    static std::pair<std::size_t, std::size_t> rowsAt(int pixel, int height, std::size_t capacity);

    /// Brings the picture up to date. Only pixel rows with a row in [from, to) are painted, unless size,
    /// capacity or colours have changed. Returns how many were.
    int update(const HeatRows& rows, int height, std::size_t capacity, const HeatColors& colors,
               std::size_t from, std::size_t to);
    const QImage& image() const { return image_; }

private:
    void paintRow(const HeatRows& rows, int pixel);

    QImage image_;
    std::size_t capacity_ = 0;
    HeatColors colors_;
    std::vector<double> largest_; ///< scratch
};

} // namespace gradewise
