#include "ui/charts/maps/heat_rows.h"

#include "ui/charts/maps/color_map.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradewise {

namespace {

/// The larger one; what is not a number wins.
double larger(double a, double b) {
    return b > a || std::isnan(b) ? b : a;
}

} // namespace

void HeatRows::setColumns(std::span<const double> x, const Range& shown, int columns) {
    rows_ = 0;
    values_.clear();
    first_.clear();
    last_.clear();
    if (x.empty() || columns <= 0 || !(shown.span() > 0.0))
        return;
    const auto below = [&](double edge) {
        return static_cast<std::size_t>(std::ranges::lower_bound(x, edge) - x.begin());
    };
    for (int column = 0; column < columns; ++column) {
        const double left = shown.low + shown.span() * column / columns;
        const double right = shown.low + shown.span() * (column + 1) / columns;
        std::size_t first = below(left);
        // The right end of the domain belongs to the last column.
        std::size_t last = column + 1 == columns
                               ? static_cast<std::size_t>(std::ranges::upper_bound(x, right) - x.begin())
                               : below(right);
        if (first >= last) { // no sample falls here: the nearest one stands for it
            const double middle = 0.5 * (left + right);
            first = std::min(below(middle), x.size() - 1);
            if (first > 0 && middle - x[first - 1] < x[first] - middle)
                --first;
            last = first + 1;
        }
        first_.push_back(first);
        last_.push_back(last);
    }
}

void HeatRows::setRow(std::size_t row, std::span<const double> magnitudes) {
    const std::size_t columns = first_.size();
    if (columns == 0 || row > rows_ || magnitudes.size() < last_.back())
        return;
    if (row == rows_)
        values_.resize(++rows_ * columns);
    double* const into = values_.data() + row * columns;
    for (std::size_t column = 0; column < columns; ++column) {
        double largest = 0.0;
        bool numbers = true;
        for (std::size_t i = first_[column]; i < last_[column]; ++i) { // millions of times after a zoom
            const double magnitude = magnitudes[i];
            largest = magnitude > largest ? magnitude : largest;
            numbers = numbers && magnitude == magnitude;
        }
        into[column] = numbers ? largest : std::numeric_limits<double>::quiet_NaN();
    }
}

void HeatRows::keepRows(std::size_t count) {
    if (count < rows_) {
        rows_ = count;
        values_.resize(rows_ * first_.size());
    }
}

QRgb HeatColors::of(double magnitude) const {
    if (magnitude == 0.0)
        return zero;
    if (!std::isfinite(magnitude))
        return notFinite;
    return heatColor((std::log10(magnitude) - low) / (high - low));
}

std::pair<std::size_t, std::size_t> HeatPicture::rowsAt(int pixel, int height, std::size_t capacity) {
    const auto tall = static_cast<std::size_t>(height);
    const auto at = static_cast<std::size_t>(pixel);
    const std::size_t first = at * capacity / tall;
    return {first, std::max(first + 1, (at + 1) * capacity / tall)};
}

void HeatPicture::paintRow(const HeatRows& rows, int pixel) {
    auto* const line = reinterpret_cast<QRgb*>(image_.scanLine(pixel));
    auto [first, last] = rowsAt(pixel, image_.height(), capacity_);
    last = std::min(last, rows.rows());
    if (first >= last) {
        std::fill_n(line, image_.width(), colors_.nothing);
        return;
    }
    largest_.assign(static_cast<std::size_t>(image_.width()), 0.0);
    for (std::size_t row = first; row < last; ++row)
        for (int column = 0; column < image_.width(); ++column) {
            double& largest = largest_[static_cast<std::size_t>(column)];
            largest = larger(largest, rows.at(row, column));
        }
    for (int column = 0; column < image_.width(); ++column)
        line[column] = colors_.of(largest_[static_cast<std::size_t>(column)]);
}

int HeatPicture::update(const HeatRows& rows, int height, std::size_t capacity, const HeatColors& colors,
                        std::size_t from, std::size_t to) {
    const QSize size(rows.columns(), height);
    if (size.isEmpty() || capacity == 0) {
        image_ = {};
        return 0;
    }
    const bool all = image_.size() != size || capacity_ != capacity || !(colors_ == colors);
    if (image_.size() != size)
        image_ = QImage(size, QImage::Format_RGB32);
    capacity_ = capacity;
    colors_ = colors;
    int painted = 0;
    for (int pixel = 0; pixel < height; ++pixel) {
        const auto [first, last] = rowsAt(pixel, height, capacity);
        if (all || (first < to && last > from)) {
            paintRow(rows, pixel);
            ++painted;
        }
    }
    return painted;
}

} // namespace gradewise
