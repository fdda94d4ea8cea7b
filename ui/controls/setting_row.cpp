#include "ui/controls/setting_row.h"

#include "ui/models/plain_text.h"
#include "ui/widgets/quiet_combo.h"

namespace gradewise {

namespace {

/// "Number of epochs".
QString spokenName(const FormSetting& setting) {
    return setting.name.left(1).toUpper() + setting.name.mid(1);
}

} // namespace

FieldRow* makeSettingRow(const FormSetting& setting) {
    auto* row = new FieldRow(shownWords(setting.form.label), spokenName(setting));
    row->setToolTip(plainTip(shownWords(setting.form.explanation)));
    if (!setting.form.manual.empty())
        row->addHelp(shownWords(setting.form.manual));
    return row;
}

TextField* addSettingField(FieldRow& row, ConfigEditor& editor, const FormSetting& setting,
                           const Field& field, int width) {
    if (setting.form.sameLine)
        row.addText(shownWords(setting.form.label));
    TextField* edit = row.addField(editor, field, width);
    edit->setObjectName(QString::fromStdString(setting.path));
    edit->setPlaceholderText(shownWords(setting.form.whenEmpty));
    if (setting.form.sameLine)
        edit->setAccessibleName(spokenName(setting));
    if (!setting.form.unit.empty())
        row.addText(shownWords(setting.form.unit));
    return edit;
}

QuietCombo* addSettingCombo(FieldRow& row, const FormSetting& setting) {
    auto* combo = new QuietCombo;
    combo->addItems(setting.choices);
    combo->setObjectName(QString::fromStdString(setting.path));
    row.add(combo);
    return combo;
}

} // namespace gradewise
