// Four thumbnails of the gallery, one a family; the chosen target is always among them.
#pragma once

#include "ui/controls/target/thumbnail.h"

#include <QWidget>

#include <vector>

namespace gradewise {

class GalleryStrip : public QWidget {
    Q_OBJECT
public:
    explicit GalleryStrip(QWidget* parent = nullptr);
    /// Marks the entry of that id; none when there is no such entry.
    void setChosen(const QString& id);
    void setTheme(const Theme& theme);

signals:
    void chosen(const QString& id);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    std::vector<ThumbnailButton*> buttons_;
};

} // namespace gradewise
