#include "ui/models/grade_words.h"

#include "core/record/grade_checks.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace gradewise {

namespace {

struct GradeWords {
    Q_DECLARE_TR_FUNCTIONS(GradeWords)
};

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString digits(double value, int count) {
    return QLocale().toString(value, 'g', count);
}

/// What was proved, as sentences.
QString proofSentence(const Certificate& proof) {
    const QString kind = proof.kind == Certificate::Kind::Exact
                             ? GradeWords::tr("No network of any width has an objective below %1")
                             : GradeWords::tr("No network of the sampled neurons has an objective below %1");
    QString sentence = kind.arg(digits(proof.dualBound, 7)) +
                       GradeWords::tr("; this one has %1, relative gap %2, with %n neurons.", nullptr,
                                      static_cast<int>(proof.neurons))
                           .arg(digits(proof.objective, 7), digits(proof.relativeGap, 2));
    if (proof.prunedObjective)
        sentence +=
            QLatin1Char(' ') +
            GradeWords::tr("Pruned to the grade's width it has %1.").arg(digits(*proof.prunedObjective, 7));
    return sentence;
}

QString notTrained(int row) {
    return GradeWords::tr("Grade %1 has not been trained.").arg(row + 1);
}

QString runningSentence(int row, const ShownGrade& grade, const QString& epochs) {
    const QString sentence = GradeWords::tr("Grade %1 is being trained: %2 so far.").arg(row + 1).arg(epochs);
    if (!grade.gap)
        return sentence;
    const QString gap =
        grade.sampled
            ? GradeWords::tr("It is at most %1 of its objective above the least of the sampled neurons.")
            : GradeWords::tr("It is at most %1 of its objective above the least there is.");
    return sentence + QLatin1Char(' ') + gap.arg(digits(*grade.gap, 2));
}

/// How far it is, or how it ended.
QString endSentence(int row, const ShownGrade& grade) {
    const GradeRecord& record = grade.record;
    const QString epochs = GradeWords::tr("%n epochs", nullptr, static_cast<int>(record.epochs));
    const QString why = text(endWords(record.reason, record.certificate, record.balance.has_value()));
    switch (record.status) {
    case GradeStatus::Pending:
        break;
    case GradeStatus::Running:
        return runningSentence(row, grade, epochs);
    case GradeStatus::Finished:
        return GradeWords::tr("Grade %1 is frozen: %2 (%3, %4 s).")
            .arg(row + 1)
            .arg(why, epochs, QLocale().toString(record.seconds, 'g', 3));
    case GradeStatus::Stopped:
        return GradeWords::tr("Grade %1 was stopped: %2 (%3).").arg(row + 1).arg(why, epochs);
    case GradeStatus::Diverged:
        return GradeWords::tr("Grade %1 diverged: %2.").arg(row + 1).arg(why);
    }
    return notTrained(row);
}

} // namespace

bool isAbsolute(const ShownGrade& grade) {
    return std::isnan(grade.grid.relativeL2);
}

double shownError(const ShownGrade& grade) {
    return isAbsolute(grade) ? grade.grid.l2 : grade.grid.relativeL2;
}

QString gradeStory(int row, const ShownGrade& grade) {
    const GradeRecord& record = grade.record;
    QStringList sentences{endSentence(row, grade)};
    const bool diverged = record.status == GradeStatus::Diverged;
    if (const std::string words = describe(grade.progress); !words.empty() && !diverged)
        sentences << GradeWords::tr("Note: %1.").arg(text(words));
    const GradeProgress progress = diverged ? GradeProgress::Diverged : grade.progress;
    if (const std::string help = advice(progress, record.config.solver); !help.empty())
        sentences << text(help);
    if (record.certificate)
        sentences << proofSentence(*record.certificate);
    if (record.balance)
        sentences << text(describe(*record.balance));
    return sentences.join(QLatin1Char(' '));
}

} // namespace gradewise
