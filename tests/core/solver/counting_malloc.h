// Counts what this thread takes from the heap, by standing in front of malloc in this program (glibc lets a
// program define its own, and keeps the real one as __libc_malloc). Not under sanitizers, which do the same.
#pragma once

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool countsAllocations = false;
#else
inline constexpr bool countsAllocations = true;
#endif

/// Since the thread began; 0 where nothing is counted.
long countedAllocations();

/// From here on so many allocations of this thread of that size or more succeed; the next one fails, and then
/// all of a page or more: small ones can be had again, as programs keep a reserve for them. A negative
/// number: all succeed.
void failAllocationsAfter(long count, std::size_t size = 0);
