#include "ui/studies/sweep/sweep_content.h"

#include "ui/charts/number_format.h"

#include <QCoreApplication>

#include <cmath>

namespace gradewise {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("gradewise::SweepMap", text);
}

} // namespace

QStringList readingOf(const SweepMapContent& content, std::size_t rate, std::size_t grade) {
    const SweepCell& cell = content.cell(rate, grade);
    QStringList rows{tr("learning rate %1, grade %2").arg(readingNumber(content.rates[rate])).arg(grade + 1)};
    if (!cell.error)
        return rows << (cell.runs == 0 ? tr("not trained yet") : tr("no run needed this grade"));
    const auto number = [](double error) { return std::isfinite(error) ? readingNumber(error) : tr("none"); };
    rows << tr("error %1").arg(number(cell.error->median));
    if (cell.runs > 1)
        rows << tr("median of %1 seeds, %2 to %3")
                    .arg(cell.runs)
                    .arg(number(cell.error->least), number(cell.error->largest));
    for (const SweepMark mark : allSweepMarks())
        if (const std::size_t count = cell.count(mark); count > 0)
            rows << (cell.runs == 1 ? QString::fromUtf8(describe(mark).data())
                                    : tr("%1 of %2: %3")
                                          .arg(count)
                                          .arg(cell.runs)
                                          .arg(QString::fromUtf8(describe(mark).data())));
    if (cell.stepCurvature)
        rows << tr("η λ_max = %1 at the last step").arg(compactNumber(*cell.stepCurvature, 3));
    if (cell.bound)
        rows << tr("bound 2/λ_max = %1").arg(compactNumber(*cell.bound, 3));
    return rows;
}

SweepMapContent mapContent(const std::vector<double>& rates, std::size_t grades,
                           const std::function<std::vector<SweptRun>(std::size_t rate)>& runsOf) {
    SweepMapContent content;
    content.rates = rates;
    content.grades = grades;
    std::vector<SweptRate> swept;
    for (std::size_t i = 0; i < rates.size(); ++i)
        swept.push_back({rates[i], runsOf(i)});
    for (std::size_t grade = 0; grade < grades; ++grade) {
        for (const SweptRate& rate : swept)
            content.cells.push_back(cellOf(rate.runs, grade));
        content.bounds.push_back(stabilityBound(swept, grade));
    }
    return content;
}

SweepMapContent mapContent(const SweepRecord& record) {
    std::vector<double> rates;
    for (const SweptRate& rate : record.rates)
        rates.push_back(rate.rate);
    return mapContent(rates, expandedGrades(record.config).size(),
                      [&record](std::size_t rate) { return record.rates[rate].runs; });
}

} // namespace gradewise
