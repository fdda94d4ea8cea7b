#include "app/interrupt.h"

#include <csignal>
#include <poll.h>
#include <unistd.h>

namespace gradewise {

namespace {

volatile std::sig_atomic_t interrupted = 0; // the only thing a signal handler may touch

extern "C" void onInterrupt(int signal) {
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
    return interrupted != 0;
}

void ignoreClosedPipes() {
    std::signal(SIGPIPE, SIG_IGN);
}

bool nobodyReads() {
    pollfd output{STDOUT_FILENO, POLLOUT, 0};
    return ::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

} // namespace gradewise
