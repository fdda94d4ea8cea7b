// The list of a long run's grades, as high as all of them together: draws those folded to a line, as far as
// they are exposed, and leaves room for the strips of the open ones. A click, or Return on the current line,
// opens and folds.
#pragma once

#include "ui/charts/pointing.h"
#include "ui/panels/residuals/grade_fold.h"
#include "ui/theme.h"

#include <QString>
#include <QWidget>

#include <functional>
#include <vector>

namespace gradewise {

/// Residuals that a figure shows at most; none has room for more.
inline constexpr std::size_t mostOnPaper = 60;

/// Where a residual's coloured bar and its text begin, in a line as in a strip, and how wide the bar is, in
/// pixels.
inline constexpr int barLeft = 6;
inline constexpr int barWidth = 5;
inline constexpr int textLeft = 20;

/// What a folded grade says.
struct GradeLine {
    QString name; ///< "r₁₂"
    std::vector<QString> numbers;
    QString verdict; ///< "L² ×1.02 smaller"
    QColor verdictColor;
    QColor color; ///< of the grade
};

class GradeLines : public QWidget {
    Q_OBJECT
public:
    static constexpr int gutter = 14; ///< left of lines and strips, where the arrows are

    GradeLines(const Theme& theme, QWidget* parent = nullptr);

    /// Asked for exposed lines only.
    std::function<GradeLine(std::size_t grade)> lineOf;

    GradeFold& fold() { return fold_; }
    const GradeFold& fold() const { return fold_; }
    /// Without it there is nothing to draw and nothing to click.
    void setFolding(bool on);
    void setTheme(const Theme& theme);
    int lineHeight() const;

signals:
    void toggled(std::size_t grade);
    /// The keyboard went there: it should be brought into sight.
    void currentChanged(std::size_t grade);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void paintGrade(QPainter& painter, std::size_t grade) const;
    QRect rectOf(std::size_t grade) const;
    bool answersAt(QPoint point) const;
    void setCurrent(std::size_t grade);

    Theme theme_;
    GradeFold fold_;
    bool folding_ = false;
    KeyboardFocus focus_{this};
    std::size_t current_ = 0; ///< 0: none yet
};

} // namespace gradewise
