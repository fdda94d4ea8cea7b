#include "app/interrupt.h"

#include "core/commandline/console.h"

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace gradewise {

namespace {

void* forSmall = nullptr;
void* forWindingUp = nullptr;

// What a signal handler may touch.
volatile std::sig_atomic_t interrupted = 0;
volatile std::sig_atomic_t listening = 0; ///< something goes on that asks, and has something to keep

extern "C" void onInterrupt(int signal) {
    if (listening == 0) // a file is still being read, perhaps from a pipe that says nothing
        _exit(static_cast<int>(ExitCode::Interrupted));
    interrupted = 1;
    std::signal(signal, SIG_DFL); // once more quits at once
}

} // namespace

void catchInterrupts() {
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    if (std::signal(SIGHUP, onInterrupt) == SIG_IGN)
        std::signal(SIGHUP, SIG_IGN);
}

bool wasInterrupted() {
    listening = 1;
    return interrupted != 0;
}

void ignoreClosedPipes() {
    std::signal(SIGPIPE, SIG_IGN);
}

void keepMemoryBack() {
    constexpr std::size_t bytes = std::size_t{4} << 20U;
    forSmall = std::malloc(bytes);
    forWindingUp = std::malloc(bytes);
    std::set_new_handler([] {
        if (forSmall != nullptr) { // what asked may have enough in that
            std::free(std::exchange(forSmall, nullptr));
            return;
        }
        std::free(std::exchange(forWindingUp, nullptr));
        throw std::bad_alloc();
    });
}

bool nobodyReads() {
    pollfd output{STDOUT_FILENO, POLLOUT, 0};
    return ::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

} // namespace gradewise
