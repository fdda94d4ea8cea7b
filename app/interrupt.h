// What may befall a program from outside: signals, a closed pipe, memory that runs out. What was trained is
// kept.
#pragma once

#include "core/training/observer.h"

namespace gradewise {

/// From here on Ctrl-C, SIGTERM and SIGHUP (but for one that is ignored, as nohup has it) stop the run of
/// InterruptControl; the same signal once more ends the program at once, and so does one that comes before
/// anything asked, as while a file is read.
void catchInterrupts();
bool wasInterrupted();
/// Who reads our output may close it early; that ends no run, and writing fails instead.
void ignoreClosedPipes();
/// From here on some memory is kept back and given free when memory runs out: first for what is small, since
/// destructors of JSON take memory and cannot fail, then for winding up after what was too large.
void keepMemoryBack();
/// Whether standard output is a pipe that nobody reads any more.
bool nobodyReads();

class InterruptControl final : public RunControl {
public:
    Decision checkpoint() override { return wasInterrupted() ? Decision::StopRun : Decision::Continue; }
};

} // namespace gradewise
