#include "ui/connect/verdict.h"

#include "ui/theme/theme.h"

#include <QTextDocument>

#include <algorithm>

namespace galley {

namespace {

constexpr int kWidth = 384; // of a row in a card
constexpr int kMaxHeight = 126;
constexpr int kIndent = 16; // the room of a mark

} // namespace

Verdict::Verdict(const Theme &theme, const QString &name, QWidget *parent)
    : QTextBrowser(parent),
      m_theme(theme),
      m_name(name)
{
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    setOpenLinks(false);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard | Qt::LinksAccessibleByMouse
                            | Qt::LinksAccessibleByKeyboard);
    setTabChangesFocus(true);
    setCursorWidth(0);
    document()->setDocumentMargin(0);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(this, &QTextBrowser::anchorClicked, this, &Verdict::linkClicked);
}

QString Verdict::html(const Line &line, int indent) const
{
    const Tokens &t = m_theme.tokens();
    QString sign;
    QColor color = t.ink;
    switch (line.mark) {
    case Mark::None:
    case Mark::Quiet: break;
    case Mark::Good: sign = QStringLiteral("✓"); color = t.accent; break;
    case Mark::Bad: sign = QStringLiteral("✗"); color = t.bad; break;
    case Mark::Warning: sign = QStringLiteral("!"); color = t.warn; break;
    case Mark::Addition: sign = QStringLiteral("+"); color = t.accent; break;
    }
    QString text = line.text.toHtmlEscaped();
    if (!sign.isEmpty())
        text = QStringLiteral("<span style=\"color:%1\">%2</span>&nbsp; %3").arg(color.name(), sign, text);
    if (line.mark == Mark::Quiet)
        text = QStringLiteral("<span style=\"color:%1;font-size:12px\">%2</span>").arg(t.muted.name(), text);
    if (!line.link.isEmpty())
        text += QStringLiteral(" <a href=\"more\" style=\"color:%1;text-decoration:none\">%2</a>")
                    .arg(t.accent.name(), line.link.toHtmlEscaped());
    // What wraps stands below the text, not below the mark.
    return QStringLiteral("<p style=\"margin:0 0 2px %1px;text-indent:%2px\">%3</p>")
        .arg(indent)
        .arg(sign.isEmpty() ? 0 : -indent)
        .arg(text);
}

void Verdict::say(const QList<Line> &lines)
{
    const auto isMarked = [](const Line &line) { return line.mark != Mark::None && line.mark != Mark::Quiet; };
    const int indent = std::ranges::any_of(lines, isMarked) ? kIndent : 0;
    QString all;
    for (const Line &line : lines)
        all += html(line, indent);
    m_html = all;
    setHtml(all);
    setAccessibleName(QStringLiteral("%1: %2").arg(m_name, words()));
    updateGeometry();
}

QSize Verdict::sizeHint() const
{
    return {kWidth, heightForWidth(kWidth)};
}

int Verdict::heightForWidth(int width) const
{
    QTextDocument laid;
    laid.setDefaultFont(font());
    laid.setDocumentMargin(0);
    laid.setDefaultTextOption(document()->defaultTextOption());
    laid.setHtml(m_html);
    laid.setTextWidth(width);
    return qMin(int(laid.size().height()) + 1, kMaxHeight);
}

} // namespace galley

#include "moc_verdict.cpp"
