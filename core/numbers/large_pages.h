// Large pages for large memory: the first touch of ten megabytes costs as much as a pass of arithmetic over
// it when it comes in pages of 4 KiB, and next to nothing in pages of 2 MiB.
#pragma once

#include "core/numbers/matrix.h"

namespace gradewise {

/// A matrix of that size, its values not set, of whose memory the system is asked to make large pages. A
/// wish: where the system does not grant it, or the matrix is small, it is a matrix like any other.
Matrix largeMatrix(Index rows, Index columns);

} // namespace gradewise
