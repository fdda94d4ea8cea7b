#include "core/network/carry.h"

#include <utility>

namespace gradewise {

namespace {
constexpr auto carries = nameTable<Carry>({
    {Carry::Hidden, "hidden", "features (as published)"},
    {Carry::HiddenAndInput, "hidden+input", "features and x"},
    {Carry::LastTwo, "lastTwo", "last two features"},
    {Carry::All, "all", "all features"},
});
static_assert(carries.isWhole());

Matrix stacked(const Matrix& above, const Eigen::Ref<const Matrix>& below) {
    Matrix both(above.rows() + below.rows(), above.cols());
    both << above, below;
    return both;
}
} // namespace

template <>
Names<Carry> namesOf<Carry>() {
    return carries;
}

void FedRows::advance(Carry carry, const BlockShape& shape) {
    const Index features = shape.features();
    switch (carry) {
    case Carry::Hidden:
        rows_ = features;
        break;
    case Carry::HiddenAndInput:
        rows_ = features + inputs_;
        break;
    case Carry::LastTwo:
        rows_ = features + below_;
        break;
    case Carry::All:
        rows_ += features;
        break;
    }
    below_ = features;
}

void Fed::advance(Carry carry, Matrix features, const Matrix& input) {
    const Index below = features.rows();
    switch (carry) {
    case Carry::Hidden:
        seen_ = std::move(features);
        parts_.clear();
        break;
    case Carry::HiddenAndInput:
        seen_ = stacked(features, input);
        parts_.assign(static_cast<std::size_t>(input.rows()), Index{1});
        break;
    case Carry::LastTwo: {
        seen_ = stacked(features, seen_.topRows(below_));
        Index kept = 0; // the raw input is several parts
        std::size_t count = 0;
        while (kept < below_)
            kept += parts_[count++];
        parts_.resize(count);
        break;
    }
    case Carry::All:
        seen_ = stacked(features, seen_);
        break;
    }
    parts_.insert(parts_.begin(), below);
    below_ = below;
}

} // namespace gradewise
