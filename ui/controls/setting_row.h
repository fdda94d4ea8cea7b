// Rows of a form, made from what a setting says of itself.
#pragma once

#include "ui/controls/config_editor.h"
#include "ui/controls/field_row.h"
#include "ui/controls/form_settings.h"

namespace gradewise {

class QuietCombo;

/// A row with the setting's label, explanation and place in the manual, and no editor yet.
FieldRow* makeSettingRow(const FormSetting& setting);
/// Adds the field of a setting that is typed, its unit, and its label where it stands beside another.
TextField* addSettingField(FieldRow& row, ConfigEditor& editor, const FormSetting& setting,
                           const Field& field, int width);
/// Adds the list of a setting that is chosen.
QuietCombo* addSettingCombo(FieldRow& row, const FormSetting& setting);

} // namespace gradewise
