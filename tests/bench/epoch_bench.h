// What an epoch of the solver `adam` costs, beside the bare matrix products that it is made of.
#pragma once

#include "core/numbers/matrix.h"

namespace gradewise::bench {

/// One grade on frozen features: `layers` hidden layers of `width`, one output.
struct EpochShape {
    Index inputs;
    Index layers;
    Index width;
    Index samples;
    Index epochs;    ///< to be timed
    int workers = 1; ///< threads that share a step
};

struct EpochTimes {
    double epoch; ///< median seconds of an epoch of fit(): of processor time with one worker, else on the
                  ///< wall
    double rate;  ///< flops a second of that epoch, counting its matrix products only
    double productRate; ///< flops a second of Eigen's bare products of the hidden layers, whole or in tiles:
                        ///< the faster way. The read-out's are too thin to be a yardstick.
};

EpochTimes timeEpochs(const EpochShape& shape);

} // namespace gradewise::bench
