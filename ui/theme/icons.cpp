#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace galley {

namespace {

class ThemedIconEngine final : public QIconEngine
{
public:
    ThemedIconEngine(const Theme &theme, const QString &name)
        : m_theme(theme),
          m_name(name)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const double scale = painter->device()->devicePixelRatio();
        painter->drawPixmap(rect, iconPixmap(m_name, color(mode, state), rect.width(), scale));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return iconPixmap(m_name, color(mode, state), size.width(), 1);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        // Qt hands in the size in device pixels already.
        return iconPixmap(m_name, color(mode, state), qRound(size.width() / scale), scale);
    }

    QIconEngine *clone() const override { return new ThemedIconEngine(m_theme, m_name); }

private:
    QColor color(QIcon::Mode mode, QIcon::State state) const
    {
        const Tokens &t = m_theme.tokens();
        if (mode == QIcon::Disabled)
            return t.faint;
        return state == QIcon::On ? t.accent : t.soft;
    }

    const Theme &m_theme;
    QString m_name;
};

} // namespace

QIcon themedIcon(const Theme &theme, const QString &name)
{
    return QIcon(new ThemedIconEngine(theme, name));
}

QPixmap iconPixmap(const QString &name, const QColor &color, int size, double scale)
{
    const QString key = QStringLiteral("galley/%1/%2/%3/%4").arg(name, color.name()).arg(size).arg(scale);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QSvgRenderer drawing(file.readAll().replace("currentColor", color.name().toLatin1()));
    pixmap = QPixmap(QSize(size, size) * scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawing.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(scale);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace galley
