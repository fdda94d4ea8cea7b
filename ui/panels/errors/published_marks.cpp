#include "ui/panels/errors/published_marks.h"

#include "core/study/published/comparison.h"
#include "ui/charts/number_format.h"

#include <QCoreApplication>
#include <QStringList>

namespace gradewise {

namespace {

QString textOf(const PublishedRun& run) {
    const PublishedExperiment& experiment = *run.experiment;
    QStringList numbers;
    for (const double error : experiment.train)
        numbers << compactNumber(error, 4);
    const QString text =
        QCoreApplication::translate(
            "gradewise::PublishedMarks",
            "Squares: published errors on the training samples, a %1 of %2 after grades "
            "1 to %3, as relative L²; %4.")
            .arg(QString::fromUtf8(displayName(experiment.error)), numbers.join(QStringLiteral(", ")))
            .arg(numbers.size())
            .arg(QString::fromUtf8(experiment.source));
    const std::string remark = lengthRemark(run.scale);
    return remark.empty() ? text : text + QLatin1Char(' ') + QString::fromStdString(remark);
}

} // namespace

PublishedMarks publishedMarks(const ExperimentConfig& config) {
    const auto run = publishedRun(config);
    if (!run || run->experiment->train.empty())
        return {};
    PublishedMarks marks{publishedRelativeL2(*run->experiment, config), textOf(*run)};
    marks.errors.insert(marks.errors.begin(), 1.0); // the zero function's, theirs as ours
    return marks;
}

} // namespace gradewise
