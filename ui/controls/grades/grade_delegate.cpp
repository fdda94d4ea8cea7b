#include "ui/controls/grades/grade_delegate.h"

#include "core/audit/checks.h"
#include "core/network/activation.h"
#include "core/solver/solver.h"
#include "ui/models/grade_table_model.h"

#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPainter>
#include <QTimer>

#include <algorithm>

namespace gradewise {

namespace {

constexpr double swatch = 11.0;

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

GradeStatus statusOf(const QModelIndex& index) {
    return static_cast<GradeStatus>(index.data(GradeTableModel::StatusRole).toInt());
}

/// A grade that stagnated or died is locked too, but not in the colour of those that are well.
QColor lockColour(const Theme& theme, const QModelIndex& index) {
    switch (static_cast<GradeProgress>(index.data(GradeTableModel::ProgressRole).toInt())) {
    case GradeProgress::Improved:
    case GradeProgress::LeftOut:
    case GradeProgress::AtRounding:
        break;
    case GradeProgress::Stagnated:
    case GradeProgress::Untrained:
        return theme.warning;
    case GradeProgress::Dead:
    case GradeProgress::Constant:
    case GradeProgress::Worse:
    case GradeProgress::Diverged:
        return theme.bad;
    }
    return theme.mutedText;
}

void drawLock(QPainter& painter, QPointF centre, const QColor& colour) {
    painter.setPen(QPen(colour, 1.2));
    painter.setBrush(Qt::NoBrush);
    painter.drawArc(QRectF(centre.x() - 2.2, centre.y() - 5.0, 4.4, 5.2), 0, 180 * 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(centre.x() - 3.6, centre.y() - 1.6, 7.2, 5.6), 1.2, 1.2);
}

/// With the list open, an arrow key moves in it and Return chooses; the closed box would take the very next.
/// A list that opens while a button is down closes when it is let go.
void openList(QComboBox* combo) {
    if (QGuiApplication::mouseButtons() != Qt::NoButton)
        QTimer::singleShot(20, combo, [combo] { openList(combo); });
    else if (combo->isVisible())
        combo->showPopup();
}

} // namespace

GradeDelegate::GradeDelegate(QObject* parent) : QStyledItemDelegate(parent), theme_(Theme::lightTheme()) {}

void GradeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF area = option.rect;
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, theme_.selection);
    const QString problem = index.data(GradeTableModel::ProblemRole).toString();
    if (index.column() == GradeTableModel::Grade) {
        drawGrade(*painter, area, index);
    } else {
        const bool pending = statusOf(index) == GradeStatus::Pending;
        const bool dim = index.column() == GradeTableModel::Error &&
                         (pending || index.data(GradeTableModel::ChangedRole).toBool());
        painter->setFont(option.font);
        painter->setPen(!problem.isEmpty() ? theme_.bad : dim ? theme_.mutedText : theme_.text);
        const QRectF room = area.adjusted(3, 0, -3, 0);
        const auto alignment = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
        const QString shown = option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight,
                                                            static_cast<int>(room.width()) + 1);
        painter->drawText(room, static_cast<int>(alignment.toInt()) | Qt::TextSingleLine, shown);
        if (!problem.isEmpty()) {
            painter->setPen(QPen(theme_.bad, 1.0, Qt::DotLine));
            painter->drawLine(QPointF(room.left(), area.bottom() - 4),
                              QPointF(room.right(), area.bottom() - 4));
        }
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(theme_.accent, 1.2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(area.adjusted(0.6, 0.6, -0.6, -0.6), 3, 3);
    }
    painter->restore();
}

void GradeDelegate::drawGrade(QPainter& painter, const QRectF& area, const QModelIndex& index) const {
    QColor colour = theme_.grade(static_cast<std::size_t>(index.row()),
                                 static_cast<std::size_t>(index.model()->rowCount()));
    const GradeStatus status = statusOf(index);
    if (status == GradeStatus::Pending)
        colour.setAlphaF(0.4F);
    const QPointF middle(area.left() + 4 + swatch / 2, area.center().y());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(middle.x() - swatch / 2, middle.y() - swatch / 2, swatch, swatch), 3, 3);
    const QPointF mark(area.left() + swatch + 13, area.center().y());
    switch (status) {
    case GradeStatus::Pending:
        break;
    case GradeStatus::Running: {
        QPolygonF play({mark + QPointF(-2.5, -4), mark + QPointF(4, 0), mark + QPointF(-2.5, 4)});
        painter.setBrush(theme_.accent);
        painter.drawPolygon(play);
        break;
    }
    case GradeStatus::Finished:
        drawLock(painter, mark, lockColour(theme_, index));
        break;
    case GradeStatus::Stopped:
        painter.setBrush(theme_.mutedText);
        painter.drawRect(QRectF(mark.x() - 3, mark.y() - 3, 6, 6));
        break;
    case GradeStatus::Diverged:
        painter.setPen(QPen(theme_.bad, 1.8, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(mark + QPointF(0, -4), mark + QPointF(0, 1));
        painter.drawPoint(mark + QPointF(0, 4));
        break;
    }
    if (index.data(GradeTableModel::ChangedRole).toBool()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme_.warning);
        painter.drawEllipse(QPointF(middle.x() + swatch / 2, middle.y() - swatch / 2), 2.2, 2.2);
    }
}

QSize GradeDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const int width = option.fontMetrics.horizontalAdvance(index.data().toString()) + 8;
    return {index.column() == GradeTableModel::Grade ? 36 : width, option.fontMetrics.height() + 8};
}

QWidget* GradeDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&,
                                     const QModelIndex& index) const {
    if (index.column() == GradeTableModel::Widths) {
        auto* edit = new QLineEdit(parent);
        edit->setAccessibleName(tr("Widths of grade %1").arg(index.row() + 1));
        return edit;
    }
    auto* combo = new QComboBox(parent);
    if (index.column() == GradeTableModel::ActivationColumn)
        for (const Activation activation : allOf<Activation>())
            combo->addItem(text(displayName(activation)), static_cast<int>(activation));
    else
        for (const Solver* const solver : allSolvers())
            combo->addItem(text(solver->displayName()), combo->count());
    auto* self = const_cast<GradeDelegate*>(this);
    connect(combo, &QComboBox::activated, self, [self, combo] {
        emit self->commitData(combo);
        emit self->closeEditor(combo);
    });
    QTimer::singleShot(0, combo, [combo] { openList(combo); });
    return combo;
}

void GradeDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                         const QModelIndex&) const {
    editor->ensurePolished(); // the style has a say in how wide it wants to be
    QRect place = option.rect;
    constexpr int focusFrame =
        2; // what the frame of the style sheet takes more once the editor has the keyboard
    place.setWidth(std::max(place.width(), editor->sizeHint().width() + focusFrame));
    place.moveRight(std::min(place.right(), editor->parentWidget()->rect().right()));
    editor->setGeometry(place);
}

void GradeDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    if (auto* combo = qobject_cast<QComboBox*>(editor))
        combo->setCurrentIndex(combo->findData(index.data(GradeTableModel::ValueRole)));
    else
        QStyledItemDelegate::setEditorData(editor, index);
}

void GradeDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const {
    if (const auto* combo = qobject_cast<QComboBox*>(editor))
        model->setData(index, combo->currentData(), Qt::EditRole);
    else
        QStyledItemDelegate::setModelData(editor, model, index);
}

} // namespace gradewise
