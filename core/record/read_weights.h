// The frozen weights of one grade. Internal to reading run records.
#pragma once

#include "core/configuration/config.h"
#include "core/files/json_reader.h"

namespace gradewise {

/// Reads the list of affine maps, [{"weights": [[row], …], "bias": […]}, …], and freezes them as the next
/// grade of the model, smoothed over the target's domain where the grade is. False, with a complaint, when
/// they do not have the shape that the grade and the model demand; sizes are compared before any memory is
/// taken.
bool appendGrade(JsonReading& reading, const JsonValue& layers, const std::string& gradePath,
                 const GradeConfig& grade, const Domain& domain, MultigradeModel& model);

/// Reads one affine map for each grade of `model`; returns the model with these as read-outs. Nothing, with a
/// complaint, when a shape does not fit.
std::optional<MultigradeModel> withReadOuts(JsonReading& reading, const JsonValue& readOuts,
                                            const std::string& path, const MultigradeModel& model);

} // namespace gradewise
