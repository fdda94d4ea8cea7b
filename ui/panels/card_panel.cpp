#include "ui/panels/card_panel.h"

#include "ui/charts/small_font.h"
#include "ui/help/help_button.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr double side = 14.0;   // of the card's padding
constexpr double swatch = 20.0; // length of a legend's line
constexpr double gap = 16.0;    // between legend entries
constexpr double afterSwatch = 6.0;
constexpr double beforeHelp = 2.0; // between the title and the button behind it
constexpr int beforeSwitch = 6;    // which begins further left than a title, so that its letters begin there

double swatchWidth(const LegendEntry& entry) {
    return entry.line == Qt::NoPen ? 9.0 : swatch;
}

} // namespace

CardPanel::CardPanel(const PanelTraits& traits, const Theme& theme, bool forPaper, QWidget* parent)
    : Panel(traits, parent),
      theme_(theme),
      forPaper_(forPaper),
      holder_(new QWidget(this)),
      body_(new QVBoxLayout(holder_)) {
    body_->setContentsMargins(0, 0, 0, 0);
    body_->setSpacing(0);
    setAccessibleName(traits.title());
    if (!forPaper)
        help_ = new HelpButton(helpTopic(), this);
}

void CardPanel::setTheme(const Theme& theme) {
    theme_ = theme;
    recolour();
    update();
}

void CardPanel::setLegend(std::vector<LegendEntry> legend) {
    legend_ = std::move(legend);
    applyLayout();
}

void CardPanel::setCaption(const QString& caption, const QStringList& shorter) {
    if (const QStringList captions = QStringList{caption} + shorter; captions != captions_) {
        captions_ = captions;
        applyLayout();
    }
}

void CardPanel::setCorner(QWidget* corner) {
    corner_ = corner;
    corner_->setParent(this);
    applyLayout();
}

void CardPanel::setSwitch(QWidget* names) {
    switch_ = names;
    switch_->setParent(this);
    applyLayout();
}

void CardPanel::setCornerVisible(bool visible) {
    if (corner_ && corner_->isHidden() == visible) {
        corner_->setVisible(visible);
        applyLayout();
    }
}

void CardPanel::setMessage(const QString& message) {
    message_ = message;
    holder_->setVisible(message.isEmpty());
    update();
}

void CardPanel::announce() {
    const QString words = summary();
    if (words != accessibleDescription())
        setAccessibleDescription(words);
}

QFont CardPanel::titleFont() const {
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    return bold;
}

QFont CardPanel::smallFont() const {
    return smaller(font(), 0.88);
}

/// With the small button behind it.
double CardPanel::titleWidth() const {
    const double title = switch_ ? switch_->sizeHint().width() - beforeSwitch
                                 : QFontMetricsF(titleFont()).horizontalAdvance(CardPanel::title());
    return title + helpWidth();
}

double CardPanel::helpWidth() const {
    return help_ ? help_->sizeHint().width() + beforeHelp : 0.0;
}

double CardPanel::roomBesideTitle() const {
    return width() - 2.0 * side - titleWidth() - gap;
}

CardPanel::Header CardPanel::layOutHeader() const {
    const QFontMetricsF title(titleFont());
    const QFontMetricsF small(smallFont());
    const double top = 10.0;
    const double row = std::max(title.height(), small.height()) + 4.0;
    const double titleEnd = side + titleWidth();
    double right = width() - side;
    if (corner_ && !corner_->isHidden())
        right -= corner_->sizeHint().width() + 10.0;
    Header header;
    double legendWidth = 0.0;
    for (const LegendEntry& entry : legend_)
        legendWidth += swatchWidth(entry) + afterSwatch + small.horizontalAdvance(entry.text) + gap;
    double captionWidth = 0.0;
    for (const QString& caption : captions_) {
        header.captionText = caption;
        captionWidth = small.horizontalAdvance(caption);
        if (titleEnd + gap + captionWidth <= right)
            break;
    }
    const bool oneRow = titleEnd + 2.0 * gap + legendWidth + captionWidth <= right;
    const double captionRoom = std::min(captionWidth, right - titleEnd - gap);
    if (captionRoom > 40.0 || captionRoom >= captionWidth)
        header.caption = QRectF(right - captionRoom, top, captionRoom, row);
    double x = oneRow ? titleEnd + 2.0 * gap : side;
    double y = oneRow ? top : top + row;
    for (const LegendEntry& entry : legend_) {
        const double wanted = swatchWidth(entry) + afterSwatch + small.horizontalAdvance(entry.text);
        if (x > side && x + wanted > width() - side) {
            x = side;
            y += row - 2.0;
        }
        header.legend.emplace_back(x, y, std::min(wanted, width() - side - x), row);
        x += wanted + gap;
    }
    header.height = (legend_.empty() || oneRow ? top + row : y + row) + 4.0;
    return header;
}

void CardPanel::applyLayout() {
    const Header header = layOutHeader();
    const int top = static_cast<int>(std::ceil(header.height));
    holder_->setGeometry(8, top, std::max(0, width() - 16), std::max(0, height() - top - 8));
    const int row = static_cast<int>(QFontMetricsF(titleFont()).height()) + 4;
    const auto place = [row](QWidget* widget, int left, int width) {
        const int height = widget->sizeHint().height();
        widget->setGeometry(left, 10 + (row - height) / 2, width, height);
    };
    if (corner_) {
        // Beside the names of other panels, in a narrow window, a choice is cut short.
        const int room = std::max(0, width() - static_cast<int>(2.0 * side + titleWidth()));
        const int wide = switch_ ? std::min(corner_->sizeHint().width(), room) : corner_->sizeHint().width();
        place(corner_, width() - static_cast<int>(side) - wide, wide);
    }
    if (switch_)
        place(switch_, static_cast<int>(side) - beforeSwitch, switch_->sizeHint().width());
    if (help_)
        place(help_, helpPlace(), help_->sizeHint().width());
    update();
}

void CardPanel::resizeEvent(QResizeEvent* event) {
    Panel::resizeEvent(event);
    applyLayout();
}

void CardPanel::changeEvent(QEvent* event) {
    Panel::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        applyLayout();
}

bool CardPanel::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* const help = static_cast<QHelpEvent*>(event);
        if (help->pos().y() < holder_->y()) {
            // As rich text, so that it is broken into lines.
            QToolTip::showText(help->globalPos(),
                               QStringLiteral("<qt>%1</qt>").arg(summary().toHtmlEscaped()), this);
            return true;
        }
    }
    return Panel::event(event);
}

/// Cut short where a small widget stands at its right.
QString CardPanel::shownTitle() const {
    const double right = corner_ && !corner_->isHidden() ? corner_->x() - 8.0 : width() - side;
    return QFontMetricsF(titleFont()).elidedText(title(), Qt::ElideRight, right - side - helpWidth());
}

int CardPanel::helpPlace() const {
    const double title = switch_ ? switch_->sizeHint().width() - beforeSwitch
                                 : QFontMetricsF(titleFont()).horizontalAdvance(shownTitle());
    return static_cast<int>(std::ceil(side + title + beforeHelp));
}

void CardPanel::paintLegend(QPainter& painter, const Header& header) const {
    const QFontMetricsF metrics(smallFont());
    painter.setFont(smallFont());
    for (std::size_t i = 0; i < legend_.size(); ++i) {
        const LegendEntry& entry = legend_[i];
        const QRectF& area = header.legend[i];
        const double middle = area.center().y();
        if (entry.line != Qt::NoPen) {
            QPen pen(entry.color, 2.0, entry.line, Qt::FlatCap);
            if (entry.line == Qt::DashLine)
                pen.setDashPattern({3.0, 2.0});
            painter.setPen(pen);
            painter.drawLine(QPointF(area.left(), middle), QPointF(area.left() + swatch, middle));
        }
        draw(painter, PlotPicture::Mark{{area.left() + swatchWidth(entry) / 2.0, middle},
                                        entry.marker,
                                        entry.hollow ? theme_.card : entry.color,
                                        entry.color,
                                        7.5});
        const double textLeft = area.left() + swatchWidth(entry) + afterSwatch;
        painter.setPen(theme_.mutedText);
        const QRectF room(textLeft, area.top(), std::max(0.0, area.right() - textLeft + 2.0), area.height());
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(entry.text, Qt::ElideRight, room.width() + 1.0));
    }
}

void CardPanel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (forPaper_) {
        painter.fillRect(rect(), theme_.card);
    } else {
        painter.setPen(QPen(theme_.cardBorder, 1.0));
        painter.setBrush(theme_.card);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8.0, 8.0);
    }
    const Header header = layOutHeader();
    if (!switch_) {
        painter.setFont(titleFont());
        painter.setPen(theme_.text);
        painter.drawText(QRectF(side, 10.0, width() - 2.0 * side, QFontMetricsF(titleFont()).height() + 4.0),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shownTitle());
    }
    if (!header.caption.isEmpty()) {
        painter.setFont(smallFont());
        painter.setPen(theme_.mutedText);
        painter.drawText(header.caption.adjusted(-2.0, 0.0, 0.0, 0.0),
                         Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                         QFontMetricsF(smallFont())
                             .elidedText(header.captionText, Qt::ElideRight, header.caption.width() + 1.0));
    }
    paintLegend(painter, header);
    if (!message_.isEmpty()) {
        painter.setFont(font());
        painter.setPen(theme_.mutedText);
        painter.drawText(QRectF(holder_->geometry()).adjusted(side, 0.0, -side, 0.0),
                         Qt::AlignCenter | Qt::TextWordWrap, message_);
    }
}

} // namespace gradewise
