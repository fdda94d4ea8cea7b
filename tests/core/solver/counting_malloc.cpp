#include "tests/core/solver/counting_malloc.h"

#include <cerrno>
#include <cstddef>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)

long countedAllocations() {
    return 0;
}

void failAllocationsAfter(long, std::size_t) {}

#else

namespace {
thread_local long allocationCount = 0;
thread_local long allocationsLeft = -1;
thread_local std::size_t leastFailing = 0;
thread_local bool firstFailed = false;

bool fails(std::size_t size) {
    constexpr std::size_t page = 4096;
    ++allocationCount;
    if (allocationsLeft < 0 || size < leastFailing)
        return false;
    const bool failed = allocationsLeft == 0 && (!firstFailed || size >= page);
    if (allocationsLeft > 0)
        --allocationsLeft;
    if (failed) {
        firstFailed = true;
        errno = ENOMEM;
    }
    return failed;
}
} // namespace

void failAllocationsAfter(long count, std::size_t size) {
    allocationsLeft = count;
    leastFailing = size;
    firstFailed = false;
}

long countedAllocations() {
    return allocationCount;
}

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);

void* malloc(std::size_t size) {
    return fails(size) ? nullptr : __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size) {
    return fails(count * size) ? nullptr : __libc_calloc(count, size);
}

void* realloc(void* old, std::size_t size) {
    return fails(size) ? nullptr : __libc_realloc(old, size);
}
}

#endif
