// Styles within a line of Markdown, and what is made of its plain text.
#include "core/manual/markdown.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace gradewise {

namespace {

bool isPunctuation(char sign) {
    return std::ispunct(static_cast<unsigned char>(sign)) != 0;
}

/// Reads the styles of a line from left to right.
class LineReader {
public:
    explicit LineReader(std::string_view line) : line_(line) {}

    MarkdownText read() {
        while (at_ < line_.size())
            readNext();
        flush();
        return std::move(spans_);
    }

private:
    void readNext() {
        const char sign = line_[at_];
        if (sign == '\\' && at_ + 1 < line_.size() && isPunctuation(line_[at_ + 1])) {
            plain_ += line_[at_ + 1];
            at_ += 2;
        } else if (!(sign == '`' && readCode()) && !(sign == '*' && readStyle()) &&
                   !(sign == '[' && readLink())) {
            plain_ += sign;
            ++at_;
        }
    }

    bool readCode() {
        const std::size_t end = line_.find('`', at_ + 1);
        if (end == std::string_view::npos)
            return false;
        flush();
        MarkdownSpan span = style_;
        span.text = line_.substr(at_ + 1, end - at_ - 1);
        span.code = true;
        spans_.push_back(std::move(span));
        at_ = end + 1;
        return true;
    }

    /// A star opens before text and closes behind it.
    bool readStyle() {
        const bool strong = line_.substr(at_).starts_with("**");
        const std::string_view mark = strong ? "**" : "*";
        bool& on = strong ? style_.strong : style_.emphasis;
        const std::size_t after = at_ + mark.size();
        if (on ? (at_ == 0 || line_[at_ - 1] == ' ')
               : (after >= line_.size() || line_[after] == ' ' ||
                  line_.find(mark, after) == std::string_view::npos))
            return false;
        flush();
        on = !on;
        at_ = after;
        return true;
    }

    bool readLink() {
        const std::size_t middle = line_.find("](", at_);
        const std::size_t end = middle == std::string_view::npos ? middle : line_.find(')', middle);
        if (end == std::string_view::npos ||
            line_.substr(at_ + 1, middle - at_ - 1).find('[') != std::string_view::npos)
            return false;
        flush();
        for (MarkdownSpan span : readMarkdownLine(line_.substr(at_ + 1, middle - at_ - 1))) {
            span.link = line_.substr(middle + 2, end - middle - 2);
            span.strong = span.strong || style_.strong;
            span.emphasis = span.emphasis || style_.emphasis;
            spans_.push_back(std::move(span));
        }
        at_ = end + 1;
        return true;
    }

    void flush() {
        if (plain_.empty())
            return;
        MarkdownSpan span = style_;
        span.text = std::exchange(plain_, {});
        spans_.push_back(std::move(span));
    }

    std::string_view line_;
    std::size_t at_ = 0;
    MarkdownSpan style_;
    std::string plain_;
    MarkdownText spans_;
};

} // namespace

MarkdownText readMarkdownLine(std::string_view line) {
    return LineReader(line).read();
}

std::string plainText(const MarkdownText& text) {
    std::string plain;
    for (const MarkdownSpan& span : text)
        plain += span.text;
    return plain;
}

std::string smallLetters(std::string_view text) {
    std::string small(text);
    std::ranges::transform(small, small.begin(), [](char sign) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(sign)));
    });
    return small;
}

std::string anchorOf(std::string_view heading) {
    std::string anchor;
    for (const char sign : smallLetters(heading))
        if (sign == ' ')
            anchor += '-';
        else if (sign == '-' || sign == '_' || !isPunctuation(sign))
            anchor += sign;
    return anchor;
}

} // namespace gradewise
