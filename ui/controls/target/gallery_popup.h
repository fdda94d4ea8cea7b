// The whole gallery in a window of its own: by family, with names, and the reason why each is worth a look.
#pragma once

#include "ui/controls/target/thumbnail.h"

#include <QFrame>

#include <optional>
#include <vector>

class QButtonGroup;
class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace gradewise {

class GalleryPopup : public QFrame {
    Q_OBJECT
public:
    explicit GalleryPopup(QWidget* parent = nullptr);
    /// Opens below `anchor` within its screen, the focus on the entry of that id.
    void open(const QWidget& anchor, const QString& chosenId);
    void setTheme(const Theme& theme);
    /// Shows one family only, or all.
    void showFamily(std::optional<TargetFamily> family);
    /// The thumbnails now on show, in reading order.
    std::vector<ThumbnailButton*> shownButtons() const;

signals:
    void chosen(const QString& id);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void addFilters(QVBoxLayout* column);
    void arrange();
    void describe(const QString& id);
    void moveFocus(int right, int down);

    QGridLayout* grid_;
    QWidget* gridArea_;
    QLabel* caption_;
    QButtonGroup* filters_;
    std::vector<ThumbnailButton*> buttons_;
    std::vector<QLabel*> headings_; ///< one a family, in the order of the gallery
    std::vector<TargetFamily> families_;
    std::optional<TargetFamily> family_;
};

} // namespace gradewise
