#include "core/experiment/read_weights.h"

#include "core/experiment/smoothing_rules.h"

namespace gradewise {

namespace {

using Array = JsonValue::Array;

/// The numbers of one affine map as they stand in the file.
struct LayerText {
    const Array* rows = nullptr;
    const Array* bias = nullptr;
};

/// A list of that many items, or null with a complaint.
const Array* listOf(JsonReading& reading, const JsonValue& value, const std::string& path, Index size,
                    std::string_view items) {
    const auto* list = value.as<Array>();
    if (list == nullptr)
        reading.complainType(path, value, fmt::format("a list of {} {}", size, items));
    else if (static_cast<Index>(list->size()) != size)
        reading.complain(path, value.offset,
                         fmt::format("Here must stand {} {}, not {}.", size, items, list->size()));
    return list != nullptr && static_cast<Index>(list->size()) == size ? list : nullptr;
}

std::optional<LayerText> findLayer(JsonReading& reading, const JsonValue& value, const std::string& path,
                                   Index rows, Index columns) {
    JsonObjectReader object(reading, value, path);
    const JsonValue* weights = object.requiredValue("weights");
    const JsonValue* bias = object.requiredValue("bias");
    object.finish();
    if (weights == nullptr || bias == nullptr)
        return std::nullopt;
    LayerText layer;
    layer.rows = listOf(reading, *weights, object.pathOf("weights"), rows, "rows");
    layer.bias = listOf(reading, *bias, object.pathOf("bias"), rows, "numbers");
    if (layer.rows == nullptr || layer.bias == nullptr)
        return std::nullopt;
    for (const JsonValue& row : *layer.rows)
        if (listOf(reading, row, object.pathOf("weights"), columns, "numbers") == nullptr)
            return std::nullopt;
    return layer;
}

/// Fills `out` with the numbers; complains at the first that is none.
template <class Row>
bool copyNumbers(JsonReading& reading, const Array& numbers, const std::string& path, Row out) {
    for (std::size_t i = 0; i < numbers.size(); ++i)
        if (!read(reading, numbers[i], path, out(static_cast<Index>(i))))
            return false;
    return true;
}

bool fillLayer(JsonReading& reading, const LayerText& text, const std::string& path, Index layer,
               Block& block) {
    auto weights = block.weights(layer);
    auto bias = block.bias(layer);
    for (Index row = 0; row < weights.rows(); ++row) {
        const auto* numbers = (*text.rows)[static_cast<std::size_t>(row)].as<Array>();
        const auto entry = [&](Index column) -> double& { return weights(row, column); };
        if (!copyNumbers(reading, *numbers, path + ".weights", entry))
            return false;
    }
    return copyNumbers(reading, *text.bias, path + ".bias", [&](Index i) -> double& { return bias(i); });
}

} // namespace

bool appendGrade(JsonReading& reading, const JsonValue& layers, const std::string& gradePath,
                 const GradeConfig& grade, const Domain& domain, MultigradeModel& model) {
    const std::string path = gradePath + ".layers";
    const BlockShape shape{model.nextInputs(), grade.hidden, model.outputs(), grade.activation};
    const auto count = static_cast<Index>(grade.hidden.size()) + 1;
    const auto* list = listOf(reading, layers, path, count, "layers");
    if (list == nullptr)
        return false;
    std::vector<LayerText> texts;
    Index columns = shape.inputs;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Index rows = i < shape.hidden.size() ? shape.hidden[i] : shape.outputs;
        const auto text = findLayer(reading, (*list)[i], fmt::format("{}[{}]", path, i), rows, columns);
        if (!text)
            return false;
        texts.push_back(*text);
        columns = rows;
    }
    Block block(shape);
    for (Index i = 0; i < count; ++i)
        if (!fillLayer(reading, texts[static_cast<std::size_t>(i)], fmt::format("{}[{}]", path, i), i, block))
            return false;
    model.append({std::move(block), grade.carry, smoothingOf(grade, domain)});
    return true;
}

std::optional<MultigradeModel> withReadOuts(JsonReading& reading, const JsonValue& readOuts,
                                            const std::string& path, const MultigradeModel& model) {
    const auto* list = listOf(reading, readOuts, path, static_cast<Index>(model.grades()), "read-outs");
    if (list == nullptr)
        return std::nullopt;
    MultigradeModel result(model.inputs(), model.outputs());
    for (std::size_t i = 0; i < list->size(); ++i) {
        FrozenGrade grade = model.grade(i);
        const std::string place = fmt::format("{}[{}]", path, i);
        const Index last = grade.block.layers() - 1;
        const auto text =
            findLayer(reading, (*list)[i], place, model.outputs(), grade.block.shape().features());
        if (!text || !fillLayer(reading, *text, place, last, grade.block))
            return std::nullopt;
        result.append(std::move(grade));
    }
    return result;
}

} // namespace gradewise
