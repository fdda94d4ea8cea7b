#include "ui/duel/duel_export.h"

#include "core/experiment/json.h"
#include "core/training/duel_report.h"
#include "ui/duel/duel_words.h"
#include "ui/export/figures.h"

#include <QFileInfo>

#include <filesystem>

namespace gradewise {

namespace {
constexpr QSize figurePage(680, 400); // in 1/96 inch
} // namespace

void writeDuel(const DuelRecord& record, DuelChart::Axis axis, DuelChart::Error error, const QString& path) {
    const std::filesystem::path file = path.toStdU16String();
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("csv"))
        return writeFile(file, duelCsv(record));
    if (suffix == QLatin1String("json"))
        return writeFile(file, duelJson(record));
    const auto format = figureFormatFromName(suffix);
    if (!format)
        throw FileError("The file's name must end in .csv, .json, .png, .svg or .pdf.");
    FigureOptions options;
    options.millimetres = QSizeF(figurePage) * 25.4 / 96.0;
    const QByteArray bytes = figureBytes(makeDuelPage(record, axis, error, Theme::printTheme(), figurePage),
                                         duelName(record.config), *format, options);
    writeFile(file, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

} // namespace gradewise
