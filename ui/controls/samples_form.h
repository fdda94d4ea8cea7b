// What a run learns from and is judged on: three sets of samples, the noise, the guard, the joint read-out.
#pragma once

#include "ui/controls/config_editor.h"
#include "ui/controls/form_settings.h"
#include "ui/theme.h"

#include <QWidget>

#include <string>
#include <utility>
#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace gradewise {

class QuietCombo;

class SamplesForm : public QWidget {
    Q_OBJECT
public:
    explicit SamplesForm(ConfigEditor& editor, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// A remark on too few samples for what was trained on `samples`, with a button that takes more; hidden
    /// while the text is empty or the samples are others by now.
    void remark(const QString& text, const SamplesConfig& samples);

private:
    void addSet(QVBoxLayout* column, const NamedSet& set);
    /// A box with a sentence beneath it that says what it does.
    void addSwitch(QVBoxLayout* column, const FormSetting& setting);
    void addRemark(QVBoxLayout* column);
    void showRemark();
    void refresh();

    ConfigEditor& editor_;
    std::vector<std::pair<QuietCombo*, SampleSet SamplesConfig::*>> layouts_;
    std::vector<std::pair<QCheckBox*, std::string>> switches_; ///< and the paths of their settings
    QLabel* drawn_ = nullptr; ///< how many samples there will be, where that is not what stands in a field
    QLabel* remark_ = nullptr;
    QPushButton* finer_ = nullptr;
    SamplesConfig remarked_; ///< the samples that the remark is about
};

} // namespace gradewise
