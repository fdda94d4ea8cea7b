// A line of text bound to one field of the configuration. What is typed counts at once; when it cannot be
// used it stays on screen, and the reason is found with ConfigEditor::problem().
#pragma once

#include "ui/controls/config_editor.h"

#include <QLineEdit>

namespace gradewise {

class TextField : public QLineEdit {
    Q_OBJECT
public:
    TextField(ConfigEditor& editor, Field field, QWidget* parent = nullptr);

    const QString& path() const { return field_.path; }
    QString problem() const { return editor_.problem(field_.path); }
    /// Shows another field from now on (the same value of another grade).
    void setField(Field field);
    /// Shows what the editor holds.
    void refresh();

protected:
    bool event(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void typed(const QString& text);
    void accepted();

    ConfigEditor& editor_;
    Field field_;
    bool typing_ = false;
};

} // namespace gradewise
