// What the tests of network panel share.
#pragma once

#include "core/numbers/random.h"
#include "tests/ui/pixels.h"
#include "ui/charts/cursor.h"
#include "ui/models/run_model.h"
#include "ui/panels/network/network_panel.h"
#include "ui/panels/network/network_picture.h"
#include "ui/panels/network/network_words.h"
#include "ui/panels/network/neuron_card.h"

#include <QSvgGenerator>
#include <QtTest>
#include <QtWidgets>

#include <cmath>

namespace gradewise::network_panel_fixture {

inline NetworkOutline outlineOf(std::size_t grades, const std::vector<Index>& hidden, std::size_t frozen,
                                Index inputs = 1, Carry carry = Carry::Hidden) {
    NetworkOutline outline;
    outline.inputs = inputs;
    outline.summed = std::min(frozen + 1, grades);
    for (std::size_t i = 0; i < grades; ++i) {
        GradeOutline grade;
        grade.hidden = hidden;
        grade.carry = carry;
        grade.frozen = i < frozen;
        grade.status = i < frozen    ? GradeStatus::Finished
                       : i == frozen ? GradeStatus::Running
                                     : GradeStatus::Pending;
        grade.parameters = 49;
        outline.grades.push_back(grade);
    }
    return outline;
}

struct Untrained {
    ExperimentConfig config;
    RunRecord record;
};

// A run of random weights: nothing is trained, so the expected values follow from the weights alone.
inline Untrained experiment(std::vector<GradeConfig> grades, TargetConfig target = {}) {
    Untrained result;
    result.config.target = std::move(target);
    result.config.grades = std::move(grades);
    const Target made = std::get<Target>(makeTarget(result.config.target));
    Random random(7);
    result.record.config = result.config;
    result.record.target = made;
    result.record.model = MultigradeModel(made.inputs(), made.outputs());
    for (const GradeConfig& grade : expandedGrades(result.config)) {
        const BlockShape shape{result.record.model.nextInputs(), grade.hidden, made.outputs(),
                               grade.activation};
        GradeRecord record;
        record.config = grade;
        record.status = GradeStatus::Finished;
        record.parameters = shape.parameterCount();
        result.record.grades.push_back(record);
        result.record.model.append({initialised(shape, grade.initialisation, random), grade.carry});
    }
    return result;
}

inline GradeConfig gradeOf(std::vector<Index> hidden, Activation activation = Activation::Relu,
                           Carry carry = Carry::Hidden) {
    GradeConfig grade;
    grade.hidden = std::move(hidden);
    grade.activation = activation;
    grade.carry = carry;
    return grade;
}

inline TargetConfig formula(std::vector<std::string> formulas, Domain domain) {
    TargetConfig target;
    target.kind = TargetConfig::Kind::Formula;
    target.formulas = std::move(formulas);
    target.domain = std::move(domain);
    return target;
}

inline QImage drawn(const NetworkOutline& outline, const Theme& theme, QSize size) {
    NetworkCanvas canvas(theme, false);
    canvas.resize(size);
    canvas.setOutline(outline);
    QImage image(size, QImage::Format_RGB32);
    image.fill(theme.card);
    canvas.render(&image, {}, {}, QWidget::DrawChildren);
    return image;
}

} // namespace gradewise::network_panel_fixture
