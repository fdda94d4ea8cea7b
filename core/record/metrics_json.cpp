#include "core/record/metrics_json.h"

namespace gradewise {

namespace {

Json toJson(const Metrics& m, Index points) {
    if (points == 0)
        return nullptr;
    return {{"l1", m.l1},
            {"l2", m.l2},
            {"sup", m.sup},
            {"relativeL1", m.relativeL1},
            {"relativeL2", m.relativeL2},
            {"relativeSup", m.relativeSup},
            {"rse", m.rse},
            {"mse", m.mse},
            {"halfMse", m.halfMse},
            {"worst", m.worst}};
}

} // namespace

Json metricsJson(const GradeMetrics& metrics, const SamplesConfig& samples) {
    return {{"train", toJson(metrics.train, samples.train.count)},
            {"validation", toJson(metrics.validation, samples.validation.count)},
            {"test", toJson(metrics.test, samples.test.count)},
            {"grid", toJson(metrics.grid, 1)}};
}

Json balanceJson(const BalanceRecord& balance) {
    return {{"trainedRelativeL2", balance.trainedRelativeL2},
            {"gap", balance.gap},
            {"active", balance.active},
            {"found", balance.found}};
}

Json certificateJson(const Certificate& certificate) {
    Json json{{"kind", name(certificate.kind)},
              {"objective", certificate.objective},
              {"dualBound", certificate.dualBound},
              {"relativeGap", certificate.relativeGap},
              {"neurons", certificate.neurons}};
    if (certificate.prunedObjective)
        json["prunedObjective"] = *certificate.prunedObjective;
    return json;
}

Json largestErrorJson(const LargestError& error) {
    Json json{{"kind", name(error.kind)}, {"attained", error.attained}, {"at", error.at}};
    if (error.bound)
        json["bound"] = *error.bound;
    if (error.pieces)
        json["pieces"] = *error.pieces;
    if (!error.reason.empty())
        json["reason"] = error.reason;
    return json;
}

} // namespace gradewise
