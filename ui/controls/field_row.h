// A muted label, one or more editors at the right, and beneath them the sentence on what is wrong, if any.
#pragma once

#include "ui/controls/text_field.h"

#include <QLabel>
#include <QTimer>

#include <vector>

class QHBoxLayout;

namespace gradewise {

/// A wrapped sentence in the colour of errors, hidden while empty.
class ProblemLabel : public QLabel {
    Q_OBJECT
public:
    explicit ProblemLabel(QWidget* parent = nullptr);
    void show(const QString& sentence);
};

class FieldRow : public QWidget {
    Q_OBJECT
public:
    /// `name` is what a screen reader says; `label` may be shorter.
    FieldRow(const QString& label, const QString& name, QWidget* parent = nullptr);

    /// Adds an editor at the right. The first becomes the label's buddy.
    void add(QWidget* editor, int stretch = 0);
    void addText(const QString& text);
    /// Adds the small "?" behind the label.
    void addHelp(const QString& topic);
    static constexpr int allTheRoom = 0;
    /// Adds a text field whose problem is shown beneath the row.
    TextField* addField(ConfigEditor& editor, const Field& field, int width);
    void setLabel(const QString& label) { label_->setText(label); }
    QLabel* label() const { return label_; }
    /// The sentence that stands beneath the row now.
    QString problem() const { return problem_->isHidden() ? QString() : problem_->text(); }

private:
    void refresh();
    void showProblem();

    QString name_;
    QLabel* label_;
    QHBoxLayout* line_;
    ProblemLabel* problem_;
    QTimer patience_; ///< a text that is still being typed is not complained about at once
    std::vector<TextField*> fields_;
};

} // namespace gradewise
