// The target: from the gallery or typed, its domain and its parameters. A formula that cannot be used stays
// in the field with its error; the last good function stays the target.
#pragma once

#include "ui/controls/config_editor.h"
#include "ui/theme.h"
#include "ui/widgets/section.h"

#include <QTimer>

#include <map>

class QLabel;
class QPushButton;

namespace gradewise {

class FieldRow;
class FormulaEdit;
class GalleryPopup;
class GalleryStrip;
class ParameterSliders;
class ProblemLabel;
class QuietCombo;

class TargetEditor : public Section {
    Q_OBJECT
public:
    explicit TargetEditor(ConfigEditor& editor, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// Reads the formula now instead of a moment after the last key.
    void readFormula();

private:
    void makeFormula();
    void makeDomain();
    void refresh();
    void refreshFormula();
    void chooseFromGallery(const QString& id);
    void chooseVariables(std::size_t count);
    void openGallery();
    Field formulaField() const;
    std::size_t variables() const;

    ConfigEditor& editor_;
    GalleryStrip* strip_;
    GalleryPopup* popup_;
    QPushButton* more_;
    FormulaEdit* formula_;
    ProblemLabel* problem_;
    QLabel* reading_ = nullptr; ///< how the formula is read, and its names that are 1
    QLabel* why_;
    FieldRow* variablesRow_;
    QuietCombo* variables_;
    std::vector<FieldRow*> domainRows_;
    ParameterSliders* sliders_;
    QTimer debounce_;
    bool unread_ = false;                      ///< something was typed that has not been read yet
    std::map<std::string, double> remembered_; ///< values of names that a formula had once
};

} // namespace gradewise
