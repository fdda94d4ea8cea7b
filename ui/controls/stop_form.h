// When the whole run ends, the seed it begins with, and its title.
#pragma once

#include "ui/controls/config_editor.h"

#include <QWidget>

class QVBoxLayout;

namespace gradewise {

class StopForm : public QWidget {
    Q_OBJECT
public:
    explicit StopForm(ConfigEditor& editor, QWidget* parent = nullptr);

private:
    void addSeed(QVBoxLayout* column);

    ConfigEditor& editor_;
};

} // namespace gradewise
