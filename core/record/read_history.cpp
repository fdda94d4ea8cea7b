#include "core/record/read_history.h"

#include "core/files/read_measured.h"

#include <vector>

namespace gradewise {

// Functions named read() are found through JsonReading's namespace, which an unnamed one inside would hide.

/// A column of the history: read without remembering a place for each of its possibly millions of numbers.
template <class T>
static std::vector<T> readColumn(JsonReading& reading, JsonObjectReader& object, std::string_view key) {
    std::vector<T> column;
    const JsonValue* value = object.requiredValue(key);
    if (value == nullptr)
        return column;
    const std::string path = object.pathOf(key);
    if (!value->isList()) {
        reading.complainType(path, *value, "a list of numbers");
        return column;
    }
    column.resize(value->listSize());
    for (JsonItems items(reading.text(), *value); !items.atEnd(); items.next())
        if (!read(reading, items.item(), path, column[items.index()]))
            break;
    return column;
}

/// Whether grades and epochs of the rows of a table can be.
static bool areEpochs(JsonReading& reading, const JsonValue& value, const std::string& path,
                      const std::vector<Index>& grade, const std::vector<Index>& epoch, std::size_t grades) {
    for (std::size_t i = 0; i < grade.size(); ++i)
        if (grade[i] < 1 || static_cast<std::size_t>(grade[i]) > grades || epoch[i] < 1) {
            reading.complain(path, value.offset,
                             fmt::format("Row {} of the {} names grade {}, epoch {}; there are grades 1 to "
                                         "{}, and epochs from 1.",
                                         i + 1, path, grade[i], epoch[i], grades));
            return false;
        }
    return true;
}

void readCurvature(JsonReading& reading, const JsonValue& value, RunRecord& out, std::size_t grades) {
    JsonObjectReader object(reading, value, "curvature");
    const auto grade = readColumn<Index>(reading, object, "grade");
    const auto epoch = readColumn<Index>(reading, object, "epoch");
    const auto rate = readColumn<double>(reading, object, "learningRate");
    const auto largest = readColumn<Measured>(reading, object, "largest");
    const auto largestError = readColumn<Measured>(reading, object, "largestError");
    const auto least = readColumn<Measured>(reading, object, "least");
    const auto leastError = readColumn<Measured>(reading, object, "leastError");
    const auto products = readColumn<Index>(reading, object, "products");
    object.finish();
    for (const std::size_t size : {epoch.size(), rate.size(), largest.size(), largestError.size(),
                                   least.size(), leastError.size(), products.size()})
        if (size != grade.size())
            return reading.complain("curvature", value.offset,
                                    "The lists of the curvature must be equally long.");
    if (!areEpochs(reading, value, "curvature", grade, epoch, grades))
        return;
    for (std::size_t i = 0; i < grade.size(); ++i)
        out.curvature.push_back({grade[i] - 1, epoch[i],
                                 Curvature{largest[i].value, least[i].value, largestError[i].value,
                                           leastError[i].value, products[i], rate[i]}});
}

void readHistory(JsonReading& reading, const JsonValue& value, RunRecord& out, std::size_t grades) {
    JsonObjectReader object(reading, value, "history");
    const auto grade = readColumn<Index>(reading, object, "grade");
    const auto epoch = readColumn<Index>(reading, object, "epoch");
    const auto seconds = readColumn<double>(reading, object, "seconds");
    const auto train = readColumn<Measured>(reading, object, "trainRelativeL2");
    const auto validation = readColumn<Measured>(reading, object, "validationRelativeL2");
    const auto rate = readColumn<double>(reading, object, "learningRate");
    // Runs without a certified grade have none.
    const auto gap = object.has("gap") ? readColumn<Measured>(reading, object, "gap")
                                       : std::vector<Measured>(grade.size(), undefined);
    readOptionalAmount(reading, object, "measured", out.epochsMeasured);
    object.finish();
    for (const std::size_t size :
         {epoch.size(), seconds.size(), train.size(), validation.size(), rate.size(), gap.size()})
        if (size != grade.size()) {
            reading.complain("history", value.offset, "The lists of the history must be equally long.");
            return;
        }
    if (!areEpochs(reading, value, "history", grade, epoch, grades))
        return;
    out.history.resize(grade.size());
    for (std::size_t i = 0; i < grade.size(); ++i) {
        out.history[i] = {grade[i] - 1,        epoch[i], seconds[i],  train[i].value,
                          validation[i].value, rate[i],  gap[i].value};
    }
}

} // namespace gradewise
