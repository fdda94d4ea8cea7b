// Counts what this thread takes from the heap, by standing in front of malloc (glibc lets a program define
// its own, and keeps the real one as __libc_malloc). Include in one source file of a test only.
#pragma once

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)

inline constexpr bool countsAllocations = false;
inline long countedAllocations() {
    return 0;
}

#else

inline constexpr bool countsAllocations = true;
inline thread_local long allocationCount = 0;
inline long countedAllocations() {
    return allocationCount;
}

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);

void* malloc(std::size_t size) {
    ++allocationCount;
    return __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size) {
    ++allocationCount;
    return __libc_calloc(count, size);
}

void* realloc(void* old, std::size_t size) {
    ++allocationCount;
    return __libc_realloc(old, size);
}
}

#endif
