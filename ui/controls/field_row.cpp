#include "ui/controls/field_row.h"

#include "ui/help/help_button.h"
#include "ui/help/help_topic.h"
#include "ui/models/plain_text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gradewise {

namespace {

constexpr int patienceMilliseconds = 350; // shorter flashes at every "1e" on the way to "1e-3"

} // namespace

ProblemLabel::ProblemLabel(QWidget* parent) : QLabel(parent) {
    setProperty("problem", true);
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void ProblemLabel::show(const QString& sentence) {
    setText(shownLines(sentence));
    setVisible(!sentence.isEmpty());
}

FieldRow::FieldRow(const QString& label, const QString& name, QWidget* parent)
    : QWidget(parent),
      name_(name),
      label_(new QLabel(label)),
      line_(new QHBoxLayout),
      problem_(new ProblemLabel) {
    label_->setProperty("muted", true);
    line_->setContentsMargins(0, 0, 0, 0);
    line_->setSpacing(4);
    line_->addWidget(label_);
    line_->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line_);
    column->addWidget(problem_);
    patience_.setSingleShot(true);
    patience_.setInterval(patienceMilliseconds);
    connect(&patience_, &QTimer::timeout, this, &FieldRow::showProblem);
}

void FieldRow::add(QWidget* editor, int stretch) {
    line_->addWidget(editor, stretch);
    if (label_->buddy() == nullptr)
        label_->setBuddy(editor);
    if (editor->accessibleName().isEmpty())
        editor->setAccessibleName(name_);
}

void FieldRow::addText(const QString& text) {
    auto* label = new QLabel(text);
    label->setProperty("muted", true);
    line_->addWidget(label);
}

void FieldRow::addHelp(const QString& topic) {
    line_->insertWidget(1, new HelpButton(topic));
    setHelpTopic(*this, topic);
}

TextField* FieldRow::addField(ConfigEditor& editor, const Field& field, int width) {
    auto* edit = new TextField(editor, field);
    if (width == allTheRoom) {
        line_->setStretch(1, 0); // what keeps editors at the right
        add(edit, 1);
    } else {
        edit->setFixedWidth(width);
        add(edit);
    }
    if (fields_.empty())
        connect(&editor, &ConfigEditor::refreshed, this, &FieldRow::refresh);
    connect(edit, &QLineEdit::editingFinished, this, &FieldRow::showProblem);
    fields_.push_back(edit);
    return edit;
}

void FieldRow::refresh() {
    bool wrong = false;
    bool typing = false;
    for (const TextField* field : fields_) {
        wrong = wrong || !field->problem().isEmpty();
        typing = typing || field->hasFocus();
    }
    if (wrong && typing && problem_->isHidden())
        patience_.start();
    else
        showProblem();
}

void FieldRow::showProblem() {
    patience_.stop();
    QStringList sentences;
    for (const TextField* field : fields_)
        if (const QString sentence = field->problem(); !sentence.isEmpty() && !sentences.contains(sentence))
            sentences.append(sentence);
    problem_->show(sentences.join(QLatin1Char('\n')));
}

} // namespace gradewise
