#include "ui/panels/network/network_layout.h"

#include <QLineF>

#include <algorithm>
#include <cmath>
#include <string>

namespace gradewise {

namespace {

// Logical pixels, chosen by eye in a panel of 420 × 290: the smallest measures still tell neurons apart, the
// largest are those of a picture with room to spare.
struct Measures {
    double column; ///< from layer to layer
    double margin; ///< left and right of the columns together
    double gap;    ///< from box to box
};
constexpr Measures smallest{14.0, 10.0, 8.0};
constexpr Measures largest{34.0, 18.0, 46.0};
constexpr double smallestDotPitch = 11.0;
constexpr double largestDotPitch = 22.0;

std::size_t columnsOf(std::size_t layers, std::size_t most) {
    return std::min(layers, most);
}

double widthOf(const GradeOutline& grade, std::size_t most, const Measures& measures) {
    return static_cast<double>(columnsOf(grade.hidden.size(), most)) * measures.column + measures.margin;
}

// Room for "+1998", the number of grades left out.
double omittedWidth(std::size_t grades, double digit) {
    return std::max(22.0, digit * static_cast<double>(std::to_string(grades).size() + 1) + 2.0);
}

double totalWidth(const NetworkOutline& outline, const std::vector<std::size_t>& shown, std::size_t most,
                  const Measures& measures, double omitted) {
    double total = 0.0;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        total += widthOf(outline.grades[shown[i]], most, measures) + (i > 0 ? measures.gap : 0.0);
        if (i > 0 && shown[i] > shown[i - 1] + 1)
            total += omitted + measures.gap;
    }
    return total;
}

// The first, the last, and as many as fit around the focus.
std::vector<std::size_t> gradesThatFit(const NetworkOutline& outline, double room, std::size_t most,
                                       std::size_t focus, double omitted) {
    const std::size_t count = outline.grades.size();
    const auto cost = [&](std::size_t i) {
        return widthOf(outline.grades[i], most, smallest) + smallest.gap;
    };
    std::size_t low = std::min(focus, count - 1);
    std::size_t high = low;
    room -= cost(low) + 2.0 * (omitted + smallest.gap);
    room -= (low > 0 ? cost(0) : 0.0) + (high + 1 < count ? cost(count - 1) : 0.0);
    for (bool grown = true; grown;) {
        grown = false;
        if (high + 1 < count && cost(high + 1) <= room) {
            room -= cost(++high);
            grown = true;
        }
        if (low > 0 && cost(low - 1) <= room) {
            room -= cost(--low);
            grown = true;
        }
    }
    std::vector<std::size_t> shown;
    if (low > 0)
        shown.push_back(0);
    for (std::size_t i = low; i <= high; ++i)
        shown.push_back(i);
    if (high + 1 < count)
        shown.push_back(count - 1);
    return shown;
}

// Which layers a grade shows: all, or the first ones, a gap, and the last.
std::vector<std::optional<std::size_t>> layersShown(std::size_t layers, std::size_t most) {
    std::vector<std::optional<std::size_t>> shown;
    if (layers <= most) {
        for (std::size_t layer = 0; layer < layers; ++layer)
            shown.emplace_back(layer);
        return shown;
    }
    for (std::size_t layer = 0; layer + 2 < most; ++layer)
        shown.emplace_back(layer);
    shown.emplace_back(std::nullopt);
    shown.emplace_back(layers - 1);
    return shown;
}

void placeDots(LayerColumn& column, double middle, double pitch, Index most) {
    const bool capped = column.width > most;
    const Index places = capped ? most : column.width;
    const double top = middle - pitch * static_cast<double>(places - 1) / 2.0;
    for (Index place = 0; place < places; ++place) {
        const double y = top + pitch * static_cast<double>(place);
        if (capped && place == places - 2) {
            column.ellipsis = y;
            continue;
        }
        column.dots.push_back(y);
        column.neurons.push_back(capped && place == places - 1 ? column.width - 1 : place);
    }
}

Index widestLayer(const NetworkOutline& outline, const std::vector<std::size_t>& shown) {
    Index widest = 1;
    for (const std::size_t grade : shown)
        for (const Index width : outline.grades[grade].hidden)
            widest = std::max(widest, width);
    return widest;
}

struct Plan {
    std::vector<std::size_t> shown;
    std::size_t mostLayers = 3;
    Measures measures = smallest;
    double omitted = 22.0; ///< width of a place of grades left out
};

Plan planFor(const NetworkOutline& outline, double room, double digit, std::size_t focus) {
    std::vector<std::size_t> all(outline.grades.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = i;
    Plan plan{all, 3, smallest, omittedWidth(outline.grades.size(), digit)};
    bool fits = false;
    for (const std::size_t most : {8UL, 5UL, 3UL})
        if (!fits && totalWidth(outline, all, most, smallest, plan.omitted) <= room) {
            plan.mostLayers = most;
            fits = true;
        }
    if (!fits)
        plan.shown = gradesThatFit(outline, room, plan.mostLayers, focus, plan.omitted);
    const double least = totalWidth(outline, plan.shown, plan.mostLayers, smallest, plan.omitted);
    const double wish = totalWidth(outline, plan.shown, plan.mostLayers, largest, plan.omitted);
    const double share = wish > least ? std::clamp((room - least) / (wish - least), 0.0, 1.0) : 1.0;
    plan.measures = {std::lerp(smallest.column, largest.column, share),
                     std::lerp(smallest.margin, largest.margin, share),
                     std::lerp(smallest.gap, largest.gap, share)};
    return plan;
}

GradeBox boxFor(const GradeOutline& grade, std::size_t index, const QRectF& rect, const Plan& plan) {
    GradeBox box{index, rect, {}};
    double x = rect.left() + (plan.measures.margin + plan.measures.column) / 2.0;
    for (const auto& layer : layersShown(grade.hidden.size(), plan.mostLayers)) {
        box.columns.push_back({x, layer, layer ? grade.hidden[*layer] : Index{0}, {}, {}, {}});
        x += plan.measures.column;
    }
    return box;
}

void placeBoxes(NetworkLayout& layout, const NetworkOutline& outline, const Plan& plan, double left,
                double top, double bottom) {
    double x = left;
    for (std::size_t i = 0; i < plan.shown.size(); ++i) {
        const std::size_t grade = plan.shown[i];
        if (i > 0 && grade > plan.shown[i - 1] + 1) {
            layout.omitted.push_back(
                {QRectF(x, top, plan.omitted, bottom - top), plan.shown[i - 1] + 1, grade - 1});
            x += plan.omitted + plan.measures.gap;
        }
        const double width = widthOf(outline.grades[grade], plan.mostLayers, plan.measures);
        layout.boxes.push_back(
            boxFor(outline.grades[grade], grade, QRectF(x, top, width, bottom - top), plan));
        x += width + plan.measures.gap;
    }
}

// Whether the number of neurons can stand under every column without touching its neighbour or the box.
bool layerWidthsFit(const NetworkLayout& layout, const Measures& measures, double digit) {
    for (const GradeBox& box : layout.boxes)
        for (std::size_t i = 0; i < box.columns.size(); ++i) {
            const bool alone = i == 0 || !box.columns[i].layer || !box.columns[i - 1].layer;
            const double room = alone ? measures.column + measures.margin : measures.column;
            if (digit * static_cast<double>(std::to_string(box.columns[i].width).size()) + 2.0 > room)
                return false;
        }
    return true;
}

} // namespace

Index NetworkOutline::parameterCount() const {
    Index count = 0;
    for (const GradeOutline& grade : grades)
        count += grade.parameters;
    return count;
}

std::optional<std::size_t> NetworkOutline::liveGrade() const {
    for (std::size_t i = 0; i < grades.size(); ++i)
        if (grades[i].status == GradeStatus::Running)
            return i;
    return {};
}

NetworkLayout layOut(const NetworkOutline& outline, const QRectF& area, double line, double digit,
                     std::size_t focus) {
    NetworkLayout layout;
    if (outline.grades.empty())
        return layout;
    // From the bottom up: two lines of text, the bus, the read-outs' names, then the boxes and a line of
    // text.
    const double boxTop = area.top() + line + 6.0;
    layout.bus = area.bottom() - 2.0 * line - layout.sumRadius + 4.0;
    const double boxBottom = std::max(boxTop + 30.0, layout.bus - line - 12.0);
    layout.rail = boxBottom + 7.0;

    const double before = 2.0 * layout.inputRadius + 20.0;
    const double after = 2.0 * layout.sumRadius + 5.0 * digit + 14.0;
    const double room = std::max(40.0, area.width() - before - after);
    const Plan plan = planFor(outline, room, digit, focus);
    const double used = totalWidth(outline, plan.shown, plan.mostLayers, plan.measures, plan.omitted);
    const double left = area.left() + before + std::max(0.0, (room - used) / 2.0);
    placeBoxes(layout, outline, plan, left, boxTop, boxBottom);
    layout.gap = plan.measures.gap;
    layout.layerWidths = boxBottom - boxTop > 70.0 && layerWidthsFit(layout, plan.measures, digit);

    const double dotsBottom = boxBottom - (layout.layerWidths ? line + 4.0 : 4.0);
    const double dotsHeight = std::max(smallestDotPitch, dotsBottom - boxTop - 6.0);
    const Index most = std::max(Index{3}, static_cast<Index>(dotsHeight / smallestDotPitch));
    const Index widest = std::min(most, widestLayer(outline, plan.shown));
    const double pitch = std::min(largestDotPitch, dotsHeight / static_cast<double>(widest));
    layout.middle = (boxTop + 3.0 + dotsBottom) / 2.0;
    layout.dotRadius = std::min({6.5, pitch * 0.34, plan.measures.column * 0.34});
    for (GradeBox& box : layout.boxes)
        for (LayerColumn& column : box.columns)
            if (column.layer)
                placeDots(column, layout.middle, pitch, most);

    const double spacing = 2.0 * layout.inputRadius + 8.0;
    const double firstInput = layout.middle - spacing * static_cast<double>(outline.inputs - 1) / 2.0;
    for (Index i = 0; i < outline.inputs; ++i)
        layout.inputs.emplace_back(left - before + layout.inputRadius + 1.0,
                                   firstInput + spacing * static_cast<double>(i));
    layout.sum = {layout.boxes.back().rect.right() + layout.sumRadius + 10.0, layout.bus};
    return layout;
}

std::optional<NeuronId> NetworkLayout::neuronAt(QPointF point) const {
    for (const GradeBox& box : boxes) {
        if (!box.rect.contains(point))
            continue;
        for (const LayerColumn& column : box.columns)
            for (std::size_t i = 0; i < column.dots.size(); ++i)
                if (QLineF(point, {column.x, column.dots[i]}).length() <= dotRadius + 2.0)
                    return NeuronId{box.grade, *column.layer, column.neurons[i]};
    }
    return {};
}

std::optional<std::size_t> NetworkLayout::gradeAt(QPointF point) const {
    for (const GradeBox& box : boxes)
        if (box.rect.contains(point))
            return box.grade;
    return {};
}

std::optional<QPointF> NetworkLayout::placeOf(const NeuronId& neuron) const {
    for (const GradeBox& box : boxes)
        for (const LayerColumn& column : box.columns)
            for (std::size_t i = 0; i < column.dots.size(); ++i)
                if (NeuronId{box.grade, column.layer.value_or(0), column.neurons[i]} == neuron)
                    return QPointF(column.x, column.dots[i]);
    return {};
}

} // namespace gradewise
