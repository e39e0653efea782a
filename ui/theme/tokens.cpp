#include "ui/theme/tokens.h"

#include "core/site/theme.h"

namespace galley {

namespace {

Tokens tokensFrom(site::Scheme scheme)
{
    const QHash<QString, QString> colours = site::palette(scheme);
    const auto colour = [&colours](QStringView name) { return QColor(colours.value(name.toString())); };
    Tokens t;
    t.dark = scheme == site::Scheme::Dark;
    t.background = colour(u"bg");
    t.side = colour(u"side");
    t.paper = colour(u"paper");
    t.ink = colour(u"ink");
    t.soft = colour(u"soft");
    t.faint = colour(u"faint");
    t.line = colour(u"line");
    t.accent = colour(u"accent");
    t.accentInk = colour(u"accent-ink");
    t.tint = colour(u"tint");
    t.selection = colour(u"sel");
    t.warn = colour(u"warn");
    t.bad = colour(u"bad");
    t.code = colour(u"code");
    // As quiet as 4.5:1 lets them be: the one on paper, the other on a chosen row too.
    t.hint = blend(t.faint, t.soft, 0.66);
    t.muted = blend(t.faint, t.soft, 0.92);
    return t;
}

} // namespace

Tokens lightTokens()
{
    return tokensFrom(site::Scheme::Light);
}

Tokens darkTokens()
{
    return tokensFrom(site::Scheme::Dark);
}

QColor blend(const QColor &below, const QColor &color, double share)
{
    const auto mix = [share](float a, float b) { return static_cast<float>(a + (b - a) * share); };
    return QColor::fromRgbF(mix(below.redF(), color.redF()), mix(below.greenF(), color.greenF()),
                            mix(below.blueF(), color.blueF()));
}

} // namespace galley
