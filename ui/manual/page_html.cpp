#include "ui/manual/page_html.h"

#include "core/numbers/printable.h"

#include <QFontDatabase>
#include <QUrl>

#include <algorithm>

namespace gradewise {

namespace {

constexpr QLatin1String scheme("manual");

/// How many times as large as running text the letters of a heading are.
constexpr double headingScale(int level) {
    return level == 1 ? 1.75 : level == 2 ? 1.3 : 1.08;
}

class PageWriter {
public:
    PageWriter(const ManualPage& page, const Theme& theme, double points)
        : page_(page),
          theme_(theme),
          points_(points),
          fixed_(QFontDatabase::systemFont(QFontDatabase::FixedFont).family().toHtmlEscaped()) {}

    QString write() {
        html_ = QStringLiteral("<html><body style=\"color:%1; font-size:%2pt;\">")
                    .arg(theme_.text.name())
                    .arg(points_, 0, 'f', 1);
        for (const MarkdownBlock& block : page_.blocks)
            write(block);
        closeLists(0);
        return html_ + QStringLiteral("</body></html>");
    }

private:
    void write(const MarkdownBlock& block) {
        if (block.kind != MarkdownBlock::Kind::Item)
            closeLists(0);
        switch (block.kind) {
        case MarkdownBlock::Kind::Heading:
            return writeHeading(block);
        case MarkdownBlock::Kind::Paragraph:
            html_ += QStringLiteral("<p style=\"margin-top:0; margin-bottom:%1px; line-height:138%;\">%2</p>")
                         .arg(pixels(0.85))
                         .arg(htmlOf(block.text));
            return;
        case MarkdownBlock::Kind::Item:
            return writeItem(block);
        case MarkdownBlock::Kind::Code:
            return writeCode(block);
        case MarkdownBlock::Kind::Table:
            return writeTable(block);
        }
    }

    int pixels(double lines) const { return static_cast<int>(points_ * lines * 4.0 / 3.0); }

    /// As a paragraph: the sizes of Qt's headings are those of the widget's font, whatever is said here.
    void writeHeading(const MarkdownBlock& block) {
        const int level = std::min(block.level, 3);
        html_ += QStringLiteral("<p style=\"margin-top:%1px; margin-bottom:%2px; font-size:%3pt; "
                                "font-weight:600;\"><a name=\"%4\"></a>%5</p>")
                     .arg(level == 1 ? 0 : pixels(level == 2 ? 1.9 : 1.2))
                     .arg(pixels(level == 1 ? 0.9 : 0.65))
                     .arg(points_ * headingScale(level), 0, 'f', 1)
                     .arg(QString::fromStdString(block.anchor), htmlOf(block.text));
    }

    void writeItem(const MarkdownBlock& block) {
        const auto depth = static_cast<std::size_t>(block.level) + 1;
        closeLists(depth);
        const QString kind = block.number.empty() ? QStringLiteral("ul") : QStringLiteral("ol");
        while (lists_.size() < depth) {
            html_ += QStringLiteral("<%1 style=\"margin-top:0; margin-bottom:%2px;\">")
                         .arg(kind)
                         .arg(pixels(0.85));
            lists_.push_back(kind);
        }
        html_ += QStringLiteral("<li style=\"margin-bottom:%1px; line-height:138%;\">%2</li>")
                     .arg(pixels(0.3))
                     .arg(htmlOf(block.text));
    }

    void closeLists(std::size_t depth) {
        for (; lists_.size() > depth; lists_.pop_back())
            html_ += QStringLiteral("</%1>").arg(lists_.back());
    }

    /// A table of one cell: only cells have room around their text.
    void writeCode(const MarkdownBlock& block) {
        QString code = QString::fromStdString(block.code).toHtmlEscaped();
        code.chop(code.endsWith(QLatin1Char('\n')) ? 1 : 0);
        html_ +=
            QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"%1\" bgcolor=\"%2\" "
                           "style=\"margin-top:%3px; margin-bottom:%4px;\"><tr><td><pre style=\"margin:0; "
                           "white-space:pre-wrap; font-family:'%5'; font-size:%6pt; line-height:115%;\">")
                .arg(pixels(0.75))
                .arg(ground().name())
                .arg(pixels(0.3))
                .arg(pixels(1.0))
                .arg(fixed_)
                .arg(points_ * 0.87, 0, 'f', 1) +
            code + QStringLiteral("</pre></td></tr></table>");
    }

    void writeTable(const MarkdownBlock& block) {
        html_ += QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"0\" border=\"0\" "
                                "style=\"border-collapse:collapse; margin-top:%1px; margin-bottom:%2px;\">")
                     .arg(pixels(0.2))
                     .arg(pixels(1.1));
        for (std::size_t row = 0; row < block.rows.size(); ++row) {
            html_ += QStringLiteral("<tr>");
            for (std::size_t i = 0; i < block.rows[row].size(); ++i)
                html_ += cell(block.rows[row][i], row == 0, block.right[i]);
            html_ += QStringLiteral("</tr>");
        }
        html_ += QStringLiteral("</table>");
    }

    QString cell(const MarkdownText& text, bool title, bool right) const {
        const QString line = (title ? theme_.controlBorder : theme_.cardBorder).name();
        return QStringLiteral("<td align=\"%1\" valign=\"top\" style=\"padding:%2px %3px %2px 2px; "
                              "border-bottom:%4px solid %5;%6\">%7</td>")
            .arg(right ? QStringLiteral("right") : QStringLiteral("left"))
            .arg(pixels(0.4))
            .arg(pixels(1.0))
            .arg(title ? 2 : 1)
            .arg(line, title ? QStringLiteral(" font-weight:600;") : QString(), htmlOf(unbroken(text)));
    }

    /// What is short is not broken into lines: [0, 1]².
    static MarkdownText unbroken(MarkdownText text) {
        constexpr std::size_t shortest = 12;
        if (columnsOf(plainText(text)) > shortest)
            return text;
        for (MarkdownSpan& span : text)
            span.text =
                QString::fromStdString(span.text).replace(QLatin1Char(' '), QChar::Nbsp).toStdString();
        return text;
    }

    QColor ground() const { return mixed(theme_.card, theme_.mutedText, theme_.dark ? 0.13 : 0.085); }

    QString htmlOf(const MarkdownText& text) const {
        QString html;
        for (const MarkdownSpan& span : text)
            html += htmlOf(span);
        return html;
    }

    QString htmlOf(const MarkdownSpan& span) const {
        QString html = QString::fromStdString(span.text).toHtmlEscaped();
        if (span.code)
            html = QStringLiteral(
                       "<span style=\"font-family:'%1'; font-size:%2pt; background-color:%3;\">%4</span>")
                       .arg(fixed_)
                       .arg(points_ * 0.94, 0, 'f', 1)
                       .arg(ground().name(), html);
        if (span.strong)
            html = QStringLiteral("<span style=\"font-weight:600;\">%1</span>").arg(html);
        if (span.emphasis)
            html = QStringLiteral("<i>%1</i>").arg(html);
        return span.link.empty() ? html : linked(span.link, html);
    }

    QString linked(const std::string& link, const QString& html) const {
        const bool outside = leadsOutside(link);
        const auto place = followManualLink(page_, link);
        if (!outside && !place)
            return html;
        const QString to = outside ? QString::fromStdString(link)
                                   : manualUrl(QString::fromStdString(place->topic())).toString();
        return QStringLiteral("<a href=\"%1\" style=\"color:%2; text-decoration:none;\">%3%4</a>")
            .arg(to.toHtmlEscaped(), theme_.accent.name(), html, outside ? QStringLiteral(" ↗") : QString());
    }

    const ManualPage& page_;
    const Theme& theme_;
    double points_;
    QString fixed_;
    QString html_;
    std::vector<QString> lists_; ///< those that are open, outer ones first
};

} // namespace

QString pageHtml(const ManualPage& page, const Theme& theme, double points) {
    return PageWriter(page, theme, points).write();
}

QUrl manualUrl(const QString& topic) {
    QUrl url;
    url.setScheme(scheme);
    url.setPath(topic.section(QLatin1Char('#'), 0, 0));
    if (topic.contains(QLatin1Char('#')))
        url.setFragment(topic.section(QLatin1Char('#'), 1));
    return url;
}

QString topicOf(const QUrl& url) {
    if (url.scheme() != scheme)
        return {};
    return url.hasFragment() ? url.path() + QLatin1Char('#') + url.fragment() : url.path();
}

} // namespace gradewise
