// What holds for the newest grade, for one of choice, or at worst in the run: traffic lights with figures,
// and what the theorem says about each and what not.
#pragma once

#include "ui/panels/audit/audit_list.h"
#include "ui/panels/card_panel.h"

#include <QPointer>

#include <optional>

class QComboBox;

namespace gradewise {

class AuditPanel : public CardPanel {
    Q_OBJECT
public:
    static const PanelTraits traits;

    AuditPanel(const Theme& theme, bool forPaper, QWidget* parent = nullptr);

    void showRun(const RunModel& model) override;
    void followData() override;
    /// "newest", "worst", "grade 3".
    QString chosenView() const override;
    void chooseView(const QString& view) override;
    QString summary() const override { return summary_; }
    AuditList* list() { return list_; }
    QComboBox* choice() { return choice_; }

private:
    void recolour() override;
    void offer(std::size_t grades);
    void fill();
    void showGrade(const RunModel& model, std::size_t grade, std::size_t of);
    void showWorst(const RunModel& model, std::size_t grades);
    void describe();

    AuditList* list_;
    QComboBox* choice_ = nullptr; ///< latest, worst, then the grades; null on paper
    int chosen_ = 0;              ///< as an index of it
    QPointer<const RunModel> model_;
    QString summary_;
};

} // namespace gradewise
