// The examples of the manual: fenced blocks that a test can try.
#pragma once

#include "core/manual/pages.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace gradewise {

struct ManualExample {
    QString page;
    QString kind; ///< "json", "sh", "formula", "text"
    QString file; ///< the name behind the kind, under which commands of the page find it
    QByteArray text;

    /// For messages: "solvers: {"format" …".
    QString name() const {
        return page + QStringLiteral(": ") + QString::fromUtf8(text.left(60)).simplified();
    }
};

/// In the order of the pages.
inline std::vector<ManualExample> manualExamples() {
    std::vector<ManualExample> examples;
    for (const ManualPage& page : manualPages()) {
        for (const MarkdownBlock& block : page.blocks) {
            if (block.kind != MarkdownBlock::Kind::Code)
                continue;
            const QStringList words = QString::fromStdString(block.language).split(QLatin1Char(' '));
            examples.push_back({QString::fromStdString(page.id), words.value(0), words.value(1),
                                QByteArray::fromStdString(block.code)});
        }
    }
    return examples;
}

/// All text of a page, code too, with code in `backquotes` as it stands in the file.
inline QString manualText(const ManualPage& page) {
    QString all;
    const auto add = [&all](const MarkdownText& text) {
        for (const MarkdownSpan& span : text)
            all += span.code ? QLatin1Char('`') + QString::fromStdString(span.text) + QLatin1Char('`')
                             : QString::fromStdString(span.text);
        all += QLatin1Char('\n');
    };
    for (const MarkdownBlock& block : page.blocks) {
        add(block.text);
        all += QString::fromStdString(block.code);
        for (const auto& row : block.rows)
            for (const MarkdownText& cell : row)
                add(cell);
    }
    return all;
}

} // namespace gradewise
