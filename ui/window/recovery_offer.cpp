#include "ui/window/recovery_offer.h"

#include "ui/charts/number_format.h"
#include "ui/models/plain_text.h"
#include "ui/widgets/message_bar.h"
#include "ui/window/file_actions.h"
#include "ui/window/workbench.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>

#include <iterator>
#include <utility>

namespace gradewise {

namespace {

QString titleOf(const ExperimentConfig& config) {
    return config.title.empty() ? RecoveryOffer::tr("An experiment without a title")
                                : RecoveryOffer::tr("“%1”").arg(shownTitle(config));
}

QString wordsOn(const BrokenOffRun& kept, const Checkpoint& begun) {
    const QFileInfoList files = QDir(kept.folder).entryInfoList(QDir::Files, QDir::Time);
    const QString last =
        files.isEmpty() ? QString() : QLocale().toString(files.front().lastModified(), QLocale::ShortFormat);
    const std::size_t frozen = begun.begun.run.grades.size();
    const std::size_t planned = expandedGrades(begun.experiment.config()).size();
    const double seconds = begun.begun.grade ? begun.begun.grade->seconds : begun.begun.run.seconds;
    const QString sentence =
        frozen == planned
            ? RecoveryOffer::tr("%1 was trained, and in no file, when the program broke off on %2: %3 of %4 "
                                "grades, %5 of training.")
            : RecoveryOffer::tr("%1 was broken off on %2, after %3 of %4 grades and %5 of training.");
    QString words = sentence.arg(titleOf(begun.experiment.config()), last, QString::number(frozen),
                                 QString::number(planned), timeText(seconds));
    for (const std::string& remark : begun.remarks)
        words += QLatin1Char(' ') + QString::fromStdString(remark);
    if (begun.program != programDescription())
        words +=
            QLatin1Char(' ') +
            RecoveryOffer::tr("It was trained by another build (%1): what follows may differ in the last "
                              "digits.")
                .arg(QString::fromStdString(begun.program));
    return words;
}

} // namespace

RecoveryOffer::RecoveryOffer(Workbench& bench, FileActions& file, MessageBar& question, QObject* parent)
    : QObject(parent), bench_(bench), file_(file), question_(question) {}

void RecoveryOffer::look() {
    runs_ = bench_.recovery().brokenOff();
    offerNext();
}

void RecoveryOffer::offerNext() {
    if (runs_.empty())
        return;
    auto kept = std::make_shared<BrokenOffRun>(std::move(runs_.front()));
    runs_.erase(runs_.begin());
    bench_.files().readKept(kept->folder, [this, kept](const FileOutcome& outcome,
                                                       const std::shared_ptr<const Checkpoint>& begun) {
        if (begun) {
            ask(kept, begun);
            return;
        }
        if (outcome.givenUp)
            return;
        question_.ask(
            tr("A run was broken off, and what was kept of it cannot be used. %1").arg(outcome.problem),
            {{tr("Later"), QStringLiteral("later"), [this] { offerNext(); }},
             {tr("Discard"), QStringLiteral("discard"), [this, kept] {
                  bench_.recovery().remove(std::move(*kept));
                  offerNext();
              }}});
    });
}

void RecoveryOffer::ask(const std::shared_ptr<BrokenOffRun>& kept,
                        const std::shared_ptr<const Checkpoint>& begun) {
    question_.ask(wordsOn(*kept, *begun),
                  {{tr("Go On"), QStringLiteral("goOn"), [this, kept, begun] { goOn(kept, begun); }},
                   {tr("Discard"), QStringLiteral("discard"),
                    [this, kept] {
                        bench_.recovery().remove(std::move(*kept));
                        offerNext();
                    }},
                   // The lock goes with the answer: the next start offers it again.
                   {tr("Later"), QStringLiteral("later"), [this] { offerNext(); }}});
}

void RecoveryOffer::goOn(const std::shared_ptr<BrokenOffRun>& kept,
                         const std::shared_ptr<const Checkpoint>& begun) {
    const auto start = [this, kept, begun] {
        question_.dismiss();
        if (kept->lock) // not a second time
            bench_.goOn(std::move(*kept), begun);
    };
    if (file_.mayDiscard(start))
        start();
    else
        ask(kept, begun); // until what is unsaved is saved
}

} // namespace gradewise
