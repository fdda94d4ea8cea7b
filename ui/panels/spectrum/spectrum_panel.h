// Which frequencies are learnt: the spectra of the target f, of the sum s_l and of the residuals r_l, on
// logarithmic axes, and in words what is left of the target at which frequency. In two variables the
// strongest waves of each length, whatever their direction.
#pragma once

#include "core/numbers/spectrum_progress.h"
#include "ui/panels/card_panel.h"

#include <optional>

class QAction;
class QLabel;

namespace gradewise {

class CurveView;
class Cursor;
struct CurveStyle;

class SpectrumPanel : public CardPanel {
    Q_OBJECT
public:
    static const PanelTraits traits;

    SpectrumPanel(const Theme& theme, bool forPaper, QWidget* parent = nullptr);

    void showRun(const RunModel& model) override;
    void followData() override;
    QString chosenView() const override;
    void chooseView(const QString& view) override;
    QString summary() const override { return summary_; }
    CurveView* view() { return view_; }
    QLabel* answer() { return answer_; }

private:
    enum class Role { OlderResidual, ResidualBefore, Sum, Target, Residual };
    struct Shown {
        Role role;
        std::size_t grade; ///< l
        Spectrum spectrum;
    };

    void recolour() override;
    void take(const RunModel& model);
    void showCurves();
    void showLegend();
    void showAxes();
    void describe();
    QString nameOf(const Shown& shown) const;
    CurveStyle styleOf(const Shown& shown) const;
    const Shown* find(Role role) const;
    const Spectrum& target() const { return find(Role::Target)->spectrum; }

    CurveView* view_;
    QLabel* answer_;
    QAction* linear_; ///< the frequency axis
    // What is on screen, so that another theme needs no model.
    std::vector<Shown> shown_; ///< later ones on top; empty, or with the target among them
    std::size_t total_ = 0;
    Index inputs_ = 1;
    std::optional<double> lowDecade_; ///< lower end of the axis, log10
    QString summary_;
};

} // namespace gradewise
