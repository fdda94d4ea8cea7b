#include "ui/panels/network/network_picture.h"

#include "ui/charts/number_format.h"
#include "ui/icons.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <string_view>

namespace gradewise {

namespace {

constexpr double palePart = 0.28;

QString tr(const char* text) {
    return QCoreApplication::translate("gradewise::NetworkPicture", text);
}

class Drawing {
public:
    Drawing(QPainter& painter, const NetworkPicture& picture)
        : painter_(painter),
          picture_(picture),
          theme_(picture.theme),
          layout_(picture.layout),
          grades_(picture.outline.grades),
          metrics_(picture.small) {}

    void draw() {
        painter_.setRenderHint(QPainter::Antialiasing);
        painter_.setFont(picture_.small);
        drawRail();
        drawSkips();
        drawArrows();
        drawSum();
        for (const GradeBox& box : layout_.boxes) {
            drawBox(box);
            drawState(box);
        }
        for (const OmittedGrades& omitted : layout_.omitted)
            drawOmitted(omitted);
        drawInputs();
    }

private:
    bool isPending(std::size_t grade) const { return grades_[grade].status == GradeStatus::Pending; }
    bool isLive(std::size_t grade) const { return grades_[grade].status == GradeStatus::Running; }
    QColor colourOf(std::size_t grade) const {
        const QColor full = theme_.grade(grade, grades_.size());
        return isPending(grade) ? mixed(theme_.field, full, palePart) : full;
    }
    QColor wireOf(std::size_t grade) const { return isPending(grade) ? theme_.zeroLine : theme_.mutedText; }

    void text(const QRectF& area, const QString& words, const QColor& colour,
              Qt::Alignment alignment = Qt::AlignCenter) {
        painter_.setPen(colour);
        painter_.drawText(area, static_cast<int>(alignment) | Qt::TextDontClip | Qt::TextSingleLine, words);
    }

    void arrow(QPointF from, QPointF to, const QColor& colour) {
        const double head = std::min(5.0, std::max(3.0, (to.x() - from.x()) * 0.35));
        painter_.setPen(QPen(colour, 1.3));
        painter_.drawLine(from, to - QPointF(head * 0.7, 0.0));
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(colour);
        painter_.drawPolygon(
            QPolygonF({to, to + QPointF(-head, -head * 0.6), to + QPointF(-head, head * 0.6)}));
    }

    // From x to the first box, from box to box with h_l, and through the places of grades left out.
    void drawArrows() {
        const QRectF& first = layout_.boxes.front().rect;
        for (const QPointF& input : layout_.inputs) {
            const QPointF start = input + QPointF(layout_.inputRadius, 0.0);
            const QPointF joint(first.left() - 9.0, layout_.middle);
            painter_.setPen(QPen(theme_.mutedText, 1.3));
            if (layout_.inputs.size() > 1)
                painter_.drawLine(start, joint);
            arrow(layout_.inputs.size() > 1 ? joint : start, {first.left(), layout_.middle},
                  theme_.mutedText);
        }
        for (std::size_t i = 1; i < layout_.boxes.size(); ++i) {
            const GradeBox &from = layout_.boxes[i - 1], &to = layout_.boxes[i];
            if (to.grade != from.grade + 1) {
                drawArrowsPast(from, to);
                continue;
            }
            arrow({from.rect.right(), layout_.middle}, {to.rect.left(), layout_.middle}, wireOf(to.grade));
            const QString name = QStringLiteral("h") + subscript(to.grade);
            if (layout_.gap > metrics_.horizontalAdvance(name) + 8.0)
                text({from.rect.right(), layout_.middle - metrics_.height() - 2.0, layout_.gap - 4.0,
                      metrics_.height()},
                     name, theme_.mutedText);
        }
    }

    void drawArrowsPast(const GradeBox& from, const GradeBox& to) {
        for (const OmittedGrades& omitted : layout_.omitted)
            if (omitted.first == from.grade + 1) {
                arrow({from.rect.right(), layout_.middle}, {omitted.rect.left() + 6.0, layout_.middle},
                      wireOf(omitted.first));
                arrow({omitted.rect.right() - 6.0, layout_.middle}, {to.rect.left(), layout_.middle},
                      wireOf(to.grade));
            }
    }

    bool seesInput(std::size_t grade) const {
        const Carry carry = grade > 0 ? grades_[grade - 1].carry : Carry::Hidden;
        return carry == Carry::HiddenAndInput || carry == Carry::All ||
               (carry == Carry::LastTwo && grade == 1);
    }

    // From the grade before the last, below the last, to a grade that sees the features of both.
    void drawSkips() {
        const double bend = std::min(7.0, layout_.gap / 2.0);
        for (std::size_t i = 2; i < layout_.boxes.size(); ++i) {
            const GradeBox &from = layout_.boxes[i - 2], &to = layout_.boxes[i];
            if (to.grade != from.grade + 2 || grades_[to.grade - 1].carry != Carry::LastTwo)
                continue;
            const double begin = from.rect.right() + bend;
            const double end = to.rect.left() - bend;
            const double entry = std::min(layout_.middle + 26.0, layout_.rail - 18.0);
            painter_.setPen(QPen(wireOf(to.grade), 1.1));
            painter_.drawPolyline(QPolygonF(
                {{begin, layout_.middle}, {begin, layout_.rail}, {end, layout_.rail}, {end, entry}}));
            arrow({end, entry}, {to.rect.left(), entry}, wireOf(to.grade));
        }
    }

    // The raw input, past the boxes, to the grades that see it beside the features.
    void drawRail() {
        double end = 0.0;
        const double bend = std::min(7.0, layout_.gap / 2.0);
        const double entry = std::min(layout_.middle + 26.0, layout_.rail - 18.0);
        for (const GradeBox& box : layout_.boxes)
            if (seesInput(box.grade)) {
                end = box.rect.left() - bend;
                painter_.setPen(QPen(wireOf(box.grade), 1.1));
                painter_.drawLine(QPointF(end, layout_.rail), QPointF(end, entry));
                arrow({end, entry}, {box.rect.left(), entry}, wireOf(box.grade));
            }
        if (end > 0.0) {
            const QPointF start = layout_.inputs.back() + QPointF(0.0, layout_.inputRadius);
            painter_.setPen(QPen(theme_.mutedText, 1.1));
            painter_.drawPolyline(QPolygonF({start, {start.x(), layout_.rail}, {end, layout_.rail}}));
        }
    }

    void drawInputs() {
        static constexpr std::string_view names = "xyz";
        QFont italic = picture_.small;
        italic.setItalic(true);
        for (std::size_t i = 0; i < layout_.inputs.size(); ++i) {
            const double r = layout_.inputRadius;
            painter_.setPen(QPen(theme_.mutedText, 1.2));
            painter_.setBrush(theme_.field);
            painter_.drawEllipse(layout_.inputs[i], r, r);
            painter_.setFont(italic);
            text(QRectF(layout_.inputs[i] - QPointF(r, r + 1.0), QSizeF(2 * r, 2 * r)),
                 i < names.size() ? QString(QLatin1Char(names[i])) : QString(), theme_.text);
        }
        painter_.setFont(picture_.small);
    }

    void drawBox(const GradeBox& box) {
        const bool live = isLive(box.grade);
        painter_.setBrush(live ? theme_.selection : theme_.field);
        painter_.setPen(live ? QPen(theme_.accent, 2.0) : QPen(theme_.controlBorder, 1.0));
        painter_.drawRoundedRect(box.rect, 7.0, 7.0);
        for (std::size_t i = 1; i < box.columns.size(); ++i)
            drawSynapses(box, box.columns[i - 1], box.columns[i]);
        for (const LayerColumn& column : box.columns)
            drawColumn(box, column);
    }

    void drawSynapses(const GradeBox& box, const LayerColumn& left, const LayerColumn& right) {
        const QColor ground = isLive(box.grade) ? theme_.selection : theme_.field;
        painter_.setPen(QPen(mixed(ground, colourOf(box.grade), 0.22), 0.6));
        for (const double from : left.dots)
            for (const double to : right.dots)
                painter_.drawLine(QPointF(left.x, from), QPointF(right.x, to));
    }

    void dotsOf(QPointF centre, const QPointF& step, const QColor& colour) {
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(colour);
        for (const double i : {-1.0, 0.0, 1.0})
            painter_.drawEllipse(centre + i * step, 1.3, 1.3);
    }

    void drawColumn(const GradeBox& box, const LayerColumn& column) {
        const QColor colour = colourOf(box.grade);
        const QColor faint = isPending(box.grade) ? theme_.zeroLine : theme_.mutedText;
        if (!column.layer) {
            dotsOf({column.x, layout_.middle}, {4.0, 0.0}, faint);
            return;
        }
        for (std::size_t i = 0; i < column.dots.size(); ++i) {
            const QPointF centre(column.x, column.dots[i]);
            painter_.setPen(Qt::NoPen);
            painter_.setBrush(colour);
            painter_.drawEllipse(centre, layout_.dotRadius, layout_.dotRadius);
            if (picture_.marked == NeuronId{box.grade, *column.layer, column.neurons[i]}) {
                painter_.setBrush(Qt::NoBrush);
                painter_.setPen(QPen(theme_.accent, 2.0));
                painter_.drawEllipse(centre, layout_.dotRadius + 2.5, layout_.dotRadius + 2.5);
            }
        }
        if (column.ellipsis)
            dotsOf({column.x, *column.ellipsis}, {0.0, 3.2}, faint);
        if (layout_.layerWidths)
            text({column.x - 20.0, box.rect.bottom() - metrics_.height() - 3.0, 40.0, metrics_.height()},
                 QString::number(column.width), theme_.mutedText);
    }

    double lockWidth(const GradeOutline& grade) const {
        return grade.frozen ? metrics_.height() * 0.82 : 0.0;
    }

    double stateWidth(const GradeOutline& grade) const {
        const double lock = lockWidth(grade);
        return lock + (lock > 0.0 ? 2.0 : 0.0) + metrics_.horizontalAdvance(stateWord(grade));
    }

    /// In every box of that state, so that two of one state never look like two states.
    bool wordFits(GradeStatus status) const {
        return std::ranges::all_of(layout_.boxes, [&](const GradeBox& box) {
            const GradeOutline& grade = grades_[box.grade];
            return grade.status != status || stateWidth(grade) <= box.rect.width() + layout_.gap - 4.0;
        });
    }

    // Lock and word above the box; the lock alone where there is no room for the word.
    void drawState(const GradeBox& box) {
        const GradeOutline& grade = grades_[box.grade];
        if (isPending(box.grade))
            return;
        const bool bad = grade.status == GradeStatus::Diverged;
        const QColor colour = bad ? theme_.bad : isLive(box.grade) ? theme_.accent : theme_.mutedText;
        const QString word = stateWord(grade);
        const double lock = lockWidth(grade);
        const bool fits = wordFits(grade.status);
        const double width = fits ? stateWidth(grade) : lock;
        const double left = box.rect.center().x() - width / 2.0;
        const double top = box.rect.top() - metrics_.height() - 4.0;
        if (lock > 0.0)
            paintIcon(painter_, QRectF(left, top + (metrics_.height() - lock) / 2.0, lock, lock),
                      bad ? Icon::Error : Icon::Lock, colour);
        if (fits)
            text({left + width - metrics_.horizontalAdvance(word), top, metrics_.horizontalAdvance(word),
                  metrics_.height()},
                 word, colour, Qt::AlignLeft | Qt::AlignVCenter);
    }

    void drawOmitted(const OmittedGrades& omitted) {
        dotsOf({omitted.rect.center().x(), layout_.middle}, {5.0, 0.0}, theme_.mutedText);
        text({omitted.rect.left(), layout_.middle + 8.0, omitted.rect.width(), metrics_.height()},
             QStringLiteral("+%1").arg(omitted.count()), theme_.mutedText);
    }

    // The read-outs run down to the bus and along it into Σ.
    void drawSum() {
        const double firstStem = layout_.boxes.front().rect.center().x();
        const bool any = picture_.outline.summed > 0;
        const QColor wire = any ? theme_.mutedText : theme_.zeroLine;
        arrow({firstStem, layout_.bus}, {layout_.sum.x() - layout_.sumRadius, layout_.bus}, wire);
        const auto units = parameterUnit();
        for (const GradeBox& box : layout_.boxes)
            drawReadOut(box, units);
        painter_.setPen(QPen(wire, 1.3));
        painter_.setBrush(theme_.field);
        painter_.drawEllipse(layout_.sum, layout_.sumRadius, layout_.sumRadius);
        const double r = layout_.sumRadius;
        text(QRectF(layout_.sum - QPointF(r, r + 0.5), QSizeF(2 * r, 2 * r)), QStringLiteral("Σ"),
             theme_.text);
        const std::size_t summed = any ? picture_.outline.summed : grades_.size();
        text(QRectF(layout_.sum.x() + r + 4.0, layout_.bus - r, 60.0, 2 * r),
             QStringLiteral("= s") + subscript(summed), any ? theme_.text : theme_.mutedText,
             Qt::AlignLeft | Qt::AlignVCenter);
    }

    double room(const GradeBox& box) const { return box.rect.width() + layout_.gap - 4.0; }

    bool allFit(const std::vector<QString>& words) const {
        for (std::size_t i = 0; i < layout_.boxes.size(); ++i)
            if (metrics_.horizontalAdvance(words[i]) > room(layout_.boxes[i]))
                return false;
        return true;
    }

    // What follows the number of parameters; nothing at all when not even the number fits.
    std::optional<QString> parameterUnit() const {
        for (const QString& unit : {tr(" parameters"), tr(" par."), QString()}) {
            std::vector<QString> words;
            for (const GradeBox& box : layout_.boxes)
                words.push_back(QLocale().toString(static_cast<qlonglong>(grades_[box.grade].parameters)) +
                                unit);
            if (allFit(words))
                return unit;
        }
        return {};
    }

    void drawReadOut(const GradeBox& box, const std::optional<QString>& unit) {
        const GradeOutline& grade = grades_[box.grade];
        const bool pending = isPending(box.grade);
        const double x = box.rect.center().x();
        const double height = metrics_.height();
        painter_.setPen(QPen(wireOf(box.grade), 1.3));
        painter_.drawLine(QPointF(x, box.rect.bottom()), QPointF(x, layout_.bus));
        if (!pending) {
            painter_.setPen(Qt::NoPen);
            painter_.setBrush(colourOf(box.grade));
            painter_.drawEllipse(QPointF(x, layout_.bus), 3.0, 3.0);
        }
        const QString name = QStringLiteral("u") + subscript(box.grade + 1);
        if (metrics_.horizontalAdvance(name) + 8.0 <= room(box))
            text({x + 4.0, layout_.bus - height - 2.0, 40.0, height}, name,
                 pending ? theme_.mutedText : theme_.text, Qt::AlignLeft | Qt::AlignVCenter);
        const auto shown = displayName(grade.activation);
        const QString activation = QString::fromUtf8(shown.data(), static_cast<qsizetype>(shown.size()));
        if (metrics_.horizontalAdvance(activation) <= room(box))
            text({x - 60.0, layout_.bus + 6.0, 120.0, height}, activation, theme_.mutedText);
        if (unit)
            text({x - 60.0, layout_.bus + 6.0 + height, 120.0, height},
                 QLocale().toString(static_cast<qlonglong>(grade.parameters)) + *unit, theme_.mutedText);
    }

    QPainter& painter_;
    const NetworkPicture& picture_;
    const Theme& theme_;
    const NetworkLayout& layout_;
    const std::vector<GradeOutline>& grades_;
    QFontMetricsF metrics_;
};

} // namespace

void drawNetwork(QPainter& painter, const NetworkPicture& picture) {
    if (!picture.layout.boxes.empty())
        Drawing(painter, picture).draw();
}

QString stateWord(const GradeOutline& grade) {
    switch (grade.status) {
    case GradeStatus::Pending:
        return tr("pending");
    case GradeStatus::Running:
        return tr("training");
    case GradeStatus::Finished:
        return tr("frozen");
    case GradeStatus::Stopped:
        return tr("stopped");
    case GradeStatus::Diverged:
        return tr("diverged");
    }
    return {};
}

} // namespace gradewise
