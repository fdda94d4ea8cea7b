#include "ui/panels/audit/audit_panel.h"

#include "core/solver/solver.h"
#include "ui/charts/number_format.h"
#include "ui/models/run_model.h"
#include "ui/panels/run_words.h"

#include <QComboBox>
#include <QVBoxLayout>

#include <algorithm>

namespace gradewise {

namespace {

constexpr int latest = 0;
constexpr int worst = 1;
constexpr int firstGrade = 2;
constexpr QLatin1String newestView("newest");
constexpr QLatin1String worstView("worst");
constexpr QLatin1String gradeView("grade ");

QString words(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

AuditRow::Light lightOf(const Check& check) {
    switch (check.state) {
    case CheckState::Held:
        return AuditRow::Light::Good;
    case CheckState::Violated:
        return check.alarming ? AuditRow::Light::Bad : AuditRow::Light::Warning;
    case CheckState::NotApplicable:
        break;
    }
    return AuditRow::Light::None;
}

AuditRow::Light lightOf(GradeProgress progress) {
    switch (progress) {
    case GradeProgress::Improved:
    case GradeProgress::LeftOut:
    case GradeProgress::AtRounding:
        break;
    case GradeProgress::Stagnated:
    case GradeProgress::Untrained:
        return AuditRow::Light::Warning;
    case GradeProgress::Dead:
    case GradeProgress::Constant:
    case GradeProgress::Worse:
    case GradeProgress::Diverged:
        return AuditRow::Light::Bad;
    }
    return AuditRow::Light::None;
}

/// "; x from 0 to 0.25": where the points got worse, the widest stretches first named.
QString placesOf(const RunModel& model, std::size_t grade) {
    if (model.inputs() != 1)
        return {};
    constexpr std::size_t most = 3;
    std::vector<Range> ranges = growingIntervals(model, grade + 1);
    const std::size_t count = ranges.size();
    std::ranges::sort(ranges, [](const Range& a, const Range& b) { return a.span() > b.span(); });
    ranges.resize(std::min(count, most));
    std::ranges::sort(ranges, {}, &Range::low);
    QStringList places;
    for (const Range& range : ranges)
        places << AuditPanel::tr("%1 to %2").arg(readingNumber(range.low), readingNumber(range.high));
    if (places.isEmpty())
        return {};
    const QString more = count > most ? AuditPanel::tr(" and %1 more").arg(count - most) : QString();
    return AuditPanel::tr("; x from %1%2").arg(places.join(QStringLiteral(", ")), more);
}

AuditRow rowOf(const RunModel& model, std::size_t grade, const Check& check, bool named) {
    AuditRow row{
        lightOf(check),           words(name(check.id)) + QLatin1Char(' ') + words(displayName(check.id)),
        words(name(check.state)), words(check.figure),
        words(check.finding),     words(check.meaning)};
    if (check.id == CheckId::Pointwise && check.state == CheckState::Violated)
        row.finding += placesOf(model, grade);
    if (named) {
        row.finding = AuditPanel::tr("grade %1: %2").arg(grade + 1).arg(row.finding);
        if (!row.figure.isEmpty())
            row.figure = AuditPanel::tr("%1 (grade %2)").arg(row.figure).arg(grade + 1);
    }
    return row;
}

} // namespace

const PanelTraits AuditPanel::traits{
    .kind = PanelKind::Audit,
    .id = QLatin1String("audit"),
    .title = [] { return tr("Audit"); },
    .help = QLatin1String("audit"),
    .place = PanelPlace::Shared,
    .switchTip = [] { return tr("Show the audit here: what holds for each grade and what does not."); },
    .inWholeFigure = false,
    .leastSize = [](const RunModel&, const QString&) { return QSize(460, 420); },
    .usualHeight = [](const RunModel&, const QString&) { return 0.9; },
    .make = [](Cursor*, const Theme& theme, bool forPaper) -> std::unique_ptr<Panel> {
        return std::make_unique<AuditPanel>(theme, forPaper);
    },
};

AuditPanel::AuditPanel(const Theme& theme, bool forPaper, QWidget* parent)
    : CardPanel(AuditPanel::traits, theme, forPaper, parent), list_(new AuditList(theme, this)) {
    body()->addWidget(list_);
    list_->setAccessibleName(tr("Checks of a grade; point at one to read what it means"));
    if (forPaper)
        return;
    choice_ = new QComboBox(this);
    choice_->setObjectName(QStringLiteral("auditChoice"));
    choice_->setAccessibleName(tr("Which grade is audited"));
    choice_->setToolTip(
        tr("The newest grade, one of them, or of each check the grade where it stands worst."));
    choice_->setStyleSheet(QStringLiteral("padding: 1px 6px; min-height: 0;"));
    choice_->addItem(tr("newest"));
    choice_->addItem(tr("worst"));
    choice_->setMaxVisibleItems(16);
    connect(choice_, &QComboBox::currentIndexChanged, this, [this](int index) {
        chosen_ = index;
        fill();
    });
    setCorner(choice_);
}

void AuditPanel::followData() {
    if (choice_)
        choice_->setCurrentIndex(std::min(choice_->currentIndex(), worst));
}

QString AuditPanel::chosenView() const {
    switch (chosen_) {
    case latest:
        return newestView;
    case worst:
        return worstView;
    default:
        return gradeView + QString::number(chosen_ - firstGrade + 1);
    }
}

void AuditPanel::chooseView(const QString& view) {
    int wanted = view == worstView ? worst : latest;
    if (view.startsWith(gradeView))
        if (const int grade = view.mid(gradeView.size()).toInt(); grade > 0)
            wanted = firstGrade + grade - 1;
    if (choice_) {
        choice_->setCurrentIndex(std::min(wanted, choice_->count() - 1));
        return;
    }
    chosen_ = wanted;
    fill();
}

void AuditPanel::recolour() {
    list_->setTheme(theme());
}

void AuditPanel::offer(std::size_t grades) {
    if (!choice_)
        return;
    const QSignalBlocker quiet(choice_);
    const int wanted = firstGrade + static_cast<int>(grades);
    while (choice_->count() > wanted)
        choice_->removeItem(choice_->count() - 1);
    while (choice_->count() < wanted)
        choice_->addItem(tr("grade %1").arg(choice_->count() - firstGrade + 1));
}

void AuditPanel::showRun(const RunModel& model) {
    model_ = &model;
    const auto frozen = static_cast<std::size_t>(
        std::ranges::find_if_not(model.grades(),
                                 [](const ShownGrade& view) { return view.block.has_value(); }) -
        model.grades().begin());
    offer(frozen);
    fill();
}

void AuditPanel::fill() {
    if (!model_)
        return;
    const std::vector<ShownGrade>& grades = model_->grades();
    std::size_t audited = 0;
    while (audited < grades.size() && !grades[audited].checks.empty())
        ++audited;
    QString message;
    if (audited == 0)
        message =
            !grades.empty() && grades.front().block
                ? tr("This run was saved without an audit.\nIn a terminal, gradewise-cli audit makes one.")
                : tr("Every grade is audited as soon as it is frozen:\nwhat holds, what is violated, what "
                     "does not "
                     "apply.");
    setMessage(message);
    if (audited == 0) {
        summary_ = message;
        announce();
        return;
    }
    if (chosen_ == worst)
        showWorst(*model_, audited);
    else
        showGrade(*model_,
                  chosen_ == latest
                      ? audited - 1
                      : std::min<std::size_t>(static_cast<std::size_t>(chosen_ - firstGrade), audited - 1),
                  audited);
    describe();
    announce();
}

void AuditPanel::showGrade(const RunModel& model, std::size_t grade, std::size_t of) {
    const ShownGrade& view = model.grades()[grade];
    std::vector<AuditRow> rows;
    for (const Check& check : view.checks)
        rows.push_back(rowOf(model, grade, check, false));
    QString headline = tr("Grade %1 of %2, %3")
                           .arg(grade + 1)
                           .arg(of)
                           .arg(words(solverOf(view.record.config.solver).displayName()));
    if (const std::string progress = ::gradewise::describe(view.progress); !progress.empty())
        headline = tr("Grade %1 of %2 %3").arg(grade + 1).arg(of).arg(words(progress));
    list_->show(headline, lightOf(view.progress), std::move(rows));
}

void AuditPanel::showWorst(const RunModel& model, std::size_t grades) {
    std::vector<std::vector<Check>> all;
    std::size_t bad = 0;
    AuditRow::Light light = AuditRow::Light::None;
    for (std::size_t i = 0; i < grades; ++i) {
        all.push_back(model.grades()[i].checks);
        const AuditRow::Light own = lightOf(model.grades()[i].progress);
        bad += own == AuditRow::Light::None ? 0 : 1;
        light = std::max(light, own);
    }
    const std::vector<std::size_t> places = worstOf(all);
    std::vector<AuditRow> rows;
    for (std::size_t i = 0; i < places.size(); ++i)
        rows.push_back(rowOf(model, places[i], all[places[i]][i], true));
    QString headline = grades == 1 ? tr("One grade") : tr("Worst of %1 grades").arg(grades);
    if (bad > 0)
        headline += tr("; %1 failed to learn").arg(bad);
    list_->show(headline, light, std::move(rows));
}

void AuditPanel::describe() {
    QStringList sentences{list_->headline()};
    for (const AuditRow& row : list_->rows())
        sentences << tr("%1: %2, %3").arg(row.name, row.state, row.finding);
    summary_ = sentences.join(QStringLiteral(". ")) + QLatin1Char('.');
}

} // namespace gradewise
