#include "core/record/read_weights.h"

#include "core/experiment/smoothing_rules.h"

namespace gradewise {

namespace {

/// The numbers of one affine map as they stand in the file.
struct LayerText {
    const JsonValue::Array* rows = nullptr;
    const JsonValue* bias = nullptr;
};

/// Is the value a list of that many items? Complains where it is none.
bool isListOf(JsonReading& reading, const JsonValue& value, const std::string& path, Index size,
              std::string_view items) {
    const bool fits = value.isList() && static_cast<Index>(value.listSize()) == size;
    if (!value.isList())
        reading.complainType(path, value, fmt::format("a list of {} {}", size, items));
    else if (!fits)
        reading.complain(path, value.offset,
                         fmt::format("Here must stand {} {}, not {}.", size, items, value.listSize()));
    return fits;
}

/// The same for a list of lists or of objects.
const JsonValue::Array* listOf(JsonReading& reading, const JsonValue& value, const std::string& path,
                               Index size, std::string_view items) {
    if (!isListOf(reading, value, path, size, items))
        return nullptr;
    if (value.as<JsonNumbers>() != nullptr)
        reading.complain(path, value.offset, fmt::format("Here must stand {}, not numbers.", items));
    return value.as<JsonValue::Array>();
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
    layer.bias = isListOf(reading, *bias, object.pathOf("bias"), rows, "numbers") ? bias : nullptr;
    if (layer.rows == nullptr || layer.bias == nullptr)
        return std::nullopt;
    for (const JsonValue& row : *layer.rows)
        if (!isListOf(reading, row, object.pathOf("weights"), columns, "numbers"))
            return std::nullopt;
    return layer;
}

/// Fills `out` with the numbers; complains at the first that is none.
template <class Row>
bool copyNumbers(JsonReading& reading, const JsonValue& numbers, const std::string& path, Row out) {
    for (JsonItems items(reading.text(), numbers); !items.atEnd(); items.next())
        if (!read(reading, items.item(), path, out(static_cast<Index>(items.index()))))
            return false;
    return true;
}

bool fillLayer(JsonReading& reading, const LayerText& text, const std::string& path, Index layer,
               Block& block) {
    auto weights = block.weights(layer);
    auto bias = block.bias(layer);
    for (Index row = 0; row < weights.rows(); ++row) {
        const JsonValue& numbers = (*text.rows)[static_cast<std::size_t>(row)];
        const auto entry = [&](Index column) -> double& { return weights(row, column); };
        if (!copyNumbers(reading, numbers, path + ".weights", entry))
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
