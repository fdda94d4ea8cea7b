// Draws the rows of the grade table and makes their editors.
#pragma once

#include "ui/theme.h"

#include <QStyledItemDelegate>

namespace gradewise {

class GradeDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit GradeDelegate(QObject* parent = nullptr);
    void setTheme(const Theme& theme) { theme_ = theme; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    /// Over the whole cell, and over those on its left where what is chosen from needs more room.
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

private:
    void drawGrade(QPainter& painter, const QRectF& area, const QModelIndex& index) const;

    Theme theme_;
};

} // namespace gradewise
