#include "ui/studies/duel/duel_export.h"

#include "core/study/duel/duel_report.h"
#include "ui/studies/duel/duel_words.h"
#include "ui/studies/study_file.h"

namespace gradewise {

namespace {
constexpr QSize figurePage(680, 400); // in 1/96 inch
} // namespace

void writeDuel(const DuelRecord& record, DuelChart::Axis axis, DuelChart::Error error, const QString& path) {
    writeStudy({duelName(record.config), [&record] { return duelCsv(record); },
                [&record] { return duelJson(record); }, figurePage,
                [&](QSize size) { return makeDuelPage(record, axis, error, Theme::printTheme(), size); }},
               path);
}

} // namespace gradewise
