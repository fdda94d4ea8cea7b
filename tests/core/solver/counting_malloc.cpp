#include "tests/core/solver/counting_malloc.h"

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)

long countedAllocations() {
    return 0;
}

#else

namespace {
thread_local long allocationCount = 0;
} // namespace

long countedAllocations() {
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
