// Draws the network's picture. Vectors only, so that an exported figure is made of lines and letters.
#pragma once

#include "ui/panels/network/network_layout.h"
#include "ui/theme.h"

#include <QFont>
#include <QString>

class QPainter;

namespace gradewise {

struct NetworkPicture {
    const NetworkOutline& outline;
    const NetworkLayout& layout;
    const Theme& theme;
    QFont small;                    ///< of all text
    std::optional<NeuronId> marked; ///< gets a ring
};

void drawNetwork(QPainter& painter, const NetworkPicture& picture);

/// "frozen", "training", "pending", "stopped", "diverged".
QString stateWord(const GradeOutline& grade);

} // namespace gradewise
