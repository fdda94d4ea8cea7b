#include "ui/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include <algorithm>
#include <array>

namespace gradewise {

namespace {

constexpr std::array icons{
    Icon::Run,   Icon::Pause,  Icon::Step, Icon::FinishGrade, Icon::Stop,       Icon::New,       Icon::Open,
    Icon::Save,  Icon::Export, Icon::Copy, Icon::Add,         Icon::Remove,     Icon::Duplicate, Icon::Undo,
    Icon::Redo,  Icon::Lock,   Icon::Sun,  Icon::Moon,        Icon::FollowData, Icon::Warning,   Icon::Error,
    Icon::Check, Icon::More,   Icon::Help, Icon::Back,        Icon::Forward,
};

QByteArray drawing(Icon icon, const QColor& colour) {
    QFile file(QStringLiteral(":/gradewise/icons/%1.svg").arg(iconName(icon)));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("currentColor", colour.name().toLatin1());
}

// Draws the vectors at the size that is asked for, instead of scaling a picture made once.
class SvgIconEngine : public QIconEngine {
public:
    SvgIconEngine(Icon icon, QColor normal, QColor disabled)
        : icon_(icon), normal_(normal), disabled_(disabled) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const int side = std::min(rect.width(), rect.height());
        QRectF square(0, 0, side, side);
        square.moveCenter(QRectF(rect).center());
        paintIcon(*painter, square, icon_, mode == QIcon::Disabled ? disabled_ : normal_);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return picture;
    }

    QIconEngine* clone() const override { return new SvgIconEngine(*this); }

private:
    Icon icon_;
    QColor normal_;
    QColor disabled_;
};

} // namespace

std::span<const Icon> allIcons() {
    return icons;
}

QString iconName(Icon icon) {
    switch (icon) {
    case Icon::Run:
        return QStringLiteral("run");
    case Icon::Pause:
        return QStringLiteral("pause");
    case Icon::Step:
        return QStringLiteral("step");
    case Icon::FinishGrade:
        return QStringLiteral("finish-grade");
    case Icon::Stop:
        return QStringLiteral("stop");
    case Icon::New:
        return QStringLiteral("new");
    case Icon::Open:
        return QStringLiteral("open");
    case Icon::Save:
        return QStringLiteral("save");
    case Icon::Export:
        return QStringLiteral("export");
    case Icon::Copy:
        return QStringLiteral("copy");
    case Icon::Add:
        return QStringLiteral("add");
    case Icon::Remove:
        return QStringLiteral("remove");
    case Icon::Duplicate:
        return QStringLiteral("duplicate");
    case Icon::Undo:
        return QStringLiteral("undo");
    case Icon::Redo:
        return QStringLiteral("redo");
    case Icon::Lock:
        return QStringLiteral("lock");
    case Icon::Sun:
        return QStringLiteral("sun");
    case Icon::Moon:
        return QStringLiteral("moon");
    case Icon::FollowData:
        return QStringLiteral("follow-data");
    case Icon::Warning:
        return QStringLiteral("warning");
    case Icon::Error:
        return QStringLiteral("error");
    case Icon::Check:
        return QStringLiteral("check");
    case Icon::More:
        return QStringLiteral("more");
    case Icon::Help:
        return QStringLiteral("help");
    case Icon::Back:
        return QStringLiteral("back");
    case Icon::Forward:
        return QStringLiteral("forward");
    }
    return {};
}

QIcon makeIcon(Icon icon, const Theme& theme) {
    return makeIcon(icon, theme.text, theme.disabledText);
}

QIcon makeIcon(Icon icon, const QColor& colour, const QColor& disabled) {
    return QIcon(new SvgIconEngine(icon, colour, disabled));
}

QIcon applicationIcon() {
    return QIcon(QStringLiteral(":/gradewise/desktop/%1.svg").arg(applicationId()));
}

QString applicationId() {
    return QStringLiteral("io.github.gradewise.gradewise");
}

void paintIcon(QPainter& painter, const QRectF& square, Icon icon, const QColor& colour) {
    QSvgRenderer renderer(drawing(icon, colour));
    renderer.render(&painter, square);
}

} // namespace gradewise
