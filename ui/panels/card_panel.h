// A panel that looks like a card: bold title, legend beside it, caption at the right, the picture below.
#pragma once

#include "ui/charts/curveview_picture.h"
#include "ui/panels/panel.h"

class QVBoxLayout;

namespace gradewise {

class HelpButton;

struct LegendEntry {
    QString text = {};
    QColor color = {};
    Qt::PenStyle line = Qt::SolidLine; ///< Qt::NoPen: only the marker
    Marker marker = Marker::None;
    bool hollow = false;
};

class CardPanel : public Panel {
    Q_OBJECT
public:
    void setTheme(const Theme& theme) override;
    void setSwitch(QWidget* names) override;

protected:
    CardPanel(const PanelTraits& traits, const Theme& theme, bool forPaper, QWidget* parent);

    const Theme& theme() const { return theme_; }
    bool forPaper() const { return forPaper_; }
    /// Called after theme() changed: recolour what is shown.
    virtual void recolour() = 0;

    QVBoxLayout* body() { return body_; }
    void setLegend(std::vector<LegendEntry> legend);
    const std::vector<LegendEntry>& legend() const { return legend_; }
    /// Where the caption does not fit, the first of `shorter` that does is shown, or the last, cut.
    void setCaption(const QString& caption, const QStringList& shorter = {});
    /// A small widget at the right end of the title row.
    void setCorner(QWidget* corner);
    void setCornerVisible(bool visible);
    /// The width of a corner, in pixels, that leaves the title whole.
    double roomBesideTitle() const;
    QString shownTitle() const;
    /// Whole sentences instead of the picture; empty: the picture.
    void setMessage(const QString& message);
    /// Tells the screen reader what the picture says now.
    void announce();

    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Header {
        double height = 0.0;
        std::vector<QRectF> legend; ///< one an entry; empty ones do not fit
        QRectF caption;
        QString captionText;
    };
    Header layOutHeader() const;
    void applyLayout();
    double titleWidth() const;
    double helpWidth() const;
    int helpPlace() const;
    QFont titleFont() const;
    QFont smallFont() const;
    void paintLegend(QPainter& painter, const Header& header) const;

    Theme theme_;
    bool forPaper_;
    QWidget* holder_;
    QVBoxLayout* body_;
    QWidget* corner_ = nullptr;
    QWidget* switch_ = nullptr;  ///< in the title's place
    HelpButton* help_ = nullptr; ///< behind the title; not on paper
    std::vector<LegendEntry> legend_;
    QStringList captions_; ///< the longest first
    QString message_;
};

} // namespace gradewise
