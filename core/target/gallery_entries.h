// The gallery's shelves: one function a family, assembled by gallery(). Private to the room.
#pragma once

#include "core/target/gallery.h"

#include <utility>
#include <vector>

namespace gradewise {

std::vector<GalleryEntry> smoothEntries();
std::vector<GalleryEntry> kinkedEntries();
std::vector<GalleryEntry> oscillatingEntries();
std::vector<GalleryEntry> multiScaleEntries();
std::vector<GalleryEntry> roughEntries();
std::vector<GalleryEntry> jumpEntries();

/// A function of one number as a function of a batch: 1 × n → 1 × n.
template <typename Scalar>
Target::Function ofOneVariable(Scalar scalar) {
    return [scalar = std::move(scalar)](const Matrix& x) {
        Matrix y(1, x.cols());
        for (Index i = 0; i < x.cols(); ++i)
            y(0, i) = scalar(x(0, i));
        return y;
    };
}

/// A function of two numbers as a function of a batch: 2 × n → 1 × n.
template <typename Scalar>
Target::Function ofTwoVariables(Scalar scalar) {
    return [scalar = std::move(scalar)](const Matrix& x) {
        Matrix y(1, x.cols());
        for (Index i = 0; i < x.cols(); ++i)
            y(0, i) = scalar(x(0, i), x(1, i));
        return y;
    };
}

} // namespace gradewise
