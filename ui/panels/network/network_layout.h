// Where the parts of the network's picture lie. Geometry only: no colour, no widget.
//
//    x ─► [grade 1] ─h₁► [grade 2] ─h₂► …      boxes with one column of dots a hidden layer
//            │u₁            │u₂                 read-outs
//            └──────────────┴───────► Σ = s_L   the answer is the sum of the read-outs
#pragma once

#include "core/network/multigrade_model.h"
#include "core/solver/outcome.h"

#include <QPointF>
#include <QRectF>

#include <optional>
#include <vector>

namespace gradewise {

/// What the picture shows of one grade.
struct GradeOutline {
    std::vector<Index> hidden;
    Activation activation = Activation::Relu;
    Carry carry = Carry::Hidden;
    GradeStatus status = GradeStatus::Pending;
    bool frozen = false;
    Index parameters = 0;
    bool operator==(const GradeOutline&) const = default;
};

struct NetworkOutline {
    Index inputs = 1;  ///< d
    Index outputs = 1; ///< t
    std::vector<GradeOutline> grades;
    std::size_t summed = 0; ///< number of leading grades that have a contribution
    bool operator==(const NetworkOutline&) const = default;

    Index parameterCount() const;
    std::optional<std::size_t> liveGrade() const;
};

struct NeuronId {
    std::size_t grade = 0;
    std::size_t layer = 0;
    Index neuron = 0;
    bool operator==(const NeuronId&) const = default;
};

/// A hidden layer, or in a deep grade the place of those that are left out.
struct LayerColumn {
    double x = 0.0;
    std::optional<std::size_t> layer; ///< nothing: "⋯"
    Index width = 0;
    std::vector<double> dots;       ///< y of the dots, top down
    std::vector<Index> neurons;     ///< which neuron each dot is
    std::optional<double> ellipsis; ///< y of "⋮" where neurons are left out
};

struct GradeBox {
    std::size_t grade = 0;
    QRectF rect;
    std::vector<LayerColumn> columns;
};

/// Grades that do not fit: `first` … `last`, both left out.
struct OmittedGrades {
    QRectF rect;
    std::size_t first = 0;
    std::size_t last = 0;
    std::size_t count() const { return last - first + 1; }
};

struct NetworkLayout {
    std::vector<QPointF> inputs; ///< centres of the d input circles
    double inputRadius = 9.0;
    std::vector<GradeBox> boxes;
    std::vector<OmittedGrades> omitted;
    double middle = 0.0; ///< y of the arrows between grades
    double rail = 0.0;   ///< y at which x runs past the boxes to grades that see it
    double bus = 0.0;    ///< y of the line that gathers the read-outs
    QPointF sum;         ///< centre of Σ
    double sumRadius = 11.0;
    double dotRadius = 6.0;
    double gap = 12.0;       ///< between boxes
    bool layerWidths = true; ///< there is room for the number of neurons under each column

    std::optional<NeuronId> neuronAt(QPointF point) const;
    std::optional<std::size_t> gradeAt(QPointF point) const;
    std::optional<QPointF> placeOf(const NeuronId& neuron) const;
};

/// Lays the picture out in `area`. `line` is the height of a line of small text, `digit` the width of a
/// digit in it. When there are too many grades, those around `focus` are shown besides the first and the
/// last.
NetworkLayout layOut(const NetworkOutline& outline, const QRectF& area, double line, double digit,
                     std::size_t focus);

} // namespace gradewise
