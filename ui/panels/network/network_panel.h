// The network as it stands: frozen grades locked, the one in training marked, the sum of the read-outs below.
#pragma once

#include "ui/panels/card_panel.h"
#include "ui/panels/network/network_canvas.h"
#include "ui/panels/network/neuron_function.h"

#include <QPointer>

namespace gradewise {

class NeuronCard;

class NetworkPanel : public CardPanel {
    Q_OBJECT
public:
    static const PanelTraits traits;

    /// Without a cursor, or on paper, nothing answers the mouse.
    NetworkPanel(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent = nullptr);
    ~NetworkPanel() override;

    void showRun(const RunModel& model) override;
    void followData() override;
    QString summary() const override { return summary_; }
    NetworkCanvas* canvas() { return canvas_; }
    /// The window beside the marked neuron; null until one was marked.
    const NeuronCard* card() const { return card_; }

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void recolour() override;
    void listenTo(const RunModel& model);
    void showCard();
    void hideCard();
    void showGrade(std::size_t grade);

    NetworkCanvas* canvas_;
    NeuronCard* card_ = nullptr;
    NeuronFunctions functions_;
    QPointer<const RunModel> model_; ///< read only when a neuron is pointed at
    QString summary_;
};

} // namespace gradewise
