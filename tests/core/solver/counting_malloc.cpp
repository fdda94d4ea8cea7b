#include "tests/core/solver/counting_malloc.h"

#include <cerrno>
#include <cstddef>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)

long countedAllocations() {
    return 0;
}

void failAllocationsAfter(long) {}

#else

namespace {
thread_local long allocationCount = 0;
thread_local long allocationsLeft = -1;

bool fails() {
    ++allocationCount;
    if (allocationsLeft > 0)
        --allocationsLeft;
    else if (allocationsLeft == 0)
        errno = ENOMEM;
    return allocationsLeft == 0;
}
} // namespace

void failAllocationsAfter(long count) {
    allocationsLeft = count;
}

long countedAllocations() {
    return allocationCount;
}

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);

void* malloc(std::size_t size) {
    return fails() ? nullptr : __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size) {
    return fails() ? nullptr : __libc_calloc(count, size);
}

void* realloc(void* old, std::size_t size) {
    return fails() ? nullptr : __libc_realloc(old, size);
}
}

#endif
