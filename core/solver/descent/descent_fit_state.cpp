// What a fit by descent remembers, and how it is continued from there.
#include "core/solver/descent/descent_fit.h"

#include <stdexcept>
#include <vector>

namespace gradewise {

template <class Number>
void DescentFit<Number>::reportState() {
    DescentState state;
    state.epochs = epochs_;
    state.inEpoch = inEpoch_;
    state.passed = passed_;
    state.squares = epochSquares_;
    state.seconds = monitor_.trainingSeconds() - startSeconds_;
    state.shuffling = shuffling_.state();
    state.order = order_;
    state.parameters = parameters_.template cast<double>();
    state.lastFinite = lastFinite_.template cast<double>();
    if (risen_)
        state.calm = calm_.template cast<double>();
    rule_.saveTo(state);
    state.best = best_.template cast<double>();
    state.bestValidation = bestValidation_;
    state.validation = validation_;
    state.rules = rules_.memory();
    monitor_.stateReached(state);
}

template <class Number>
void DescentFit<Number>::requireFit(const DescentState& state) const {
    const Index size = parameters_.size();
    bool fits = state.parameters.size() == size && state.lastFinite.size() == size && rule_.fits(state) &&
                (state.calm.size() == 0 || state.calm.size() == size) && state.best.size() == best_.size() &&
                state.epochs >= 0 && state.passed >= 0 && state.passed <= samples_ &&
                state.order.size() == order_.size();
    std::vector<bool> seen(order_.size(), false);
    for (const Index sample : state.order) {
        fits = fits && sample >= 0 && sample < samples_ && !seen[static_cast<std::size_t>(sample)];
        if (!fits)
            break;
        seen[static_cast<std::size_t>(sample)] = true;
    }
    if (!fits)
        throw std::invalid_argument("This is not the state of that grade's descent.");
}

template <class Number>
void DescentFit<Number>::putBack(const DescentState& state) {
    requireFit(state);
    if (!shuffling_.setState(state.shuffling))
        throw std::invalid_argument("These are not the random numbers of that grade's descent.");
    epochs_ = state.epochs;
    inEpoch_ = state.inEpoch;
    passed_ = state.passed;
    epochSquares_ = state.squares;
    startSeconds_ -= state.seconds;
    order_ = state.order;
    parameters_ = state.parameters.cast<Number>();
    lastFinite_ = state.lastFinite.cast<Number>();
    risen_ = state.calm.size() > 0;
    if (risen_)
        calm_ = state.calm.cast<Number>();
    rule_.restoreFrom(state);
    best_ = state.best.cast<Number>();
    bestValidation_ = state.bestValidation;
    validation_ = state.validation;
    rules_.putBack(state.rules);
}

template void DescentFit<double>::reportState();
template void DescentFit<float>::reportState();
template void DescentFit<double>::putBack(const DescentState& state);
template void DescentFit<float>::putBack(const DescentState& state);

} // namespace gradewise
