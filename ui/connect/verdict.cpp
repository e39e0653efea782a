#include "ui/connect/verdict.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QFocusEvent>
#include <QMimeData>
#include <QPainter>
#include <QRegularExpression>
#include <QScreen>
#include <QTextDocument>
#include <QTextDocumentFragment>

#include <algorithm>

namespace galley {

namespace {

constexpr int kWidth = 384; // of a row in a card
constexpr int kMaxHeight = 126; // pixels, on the lowest screen; twice that where there is room
constexpr int kBesides = 480;   // of the dialog and its frame
constexpr int kIndent = 16; // the room of a mark
constexpr QChar kJoiner(0x2060); // no line ends here

struct Sign
{
    QString text;
    QColor color;
};

Sign signOf(Verdict::Mark mark, const Tokens &t)
{
    switch (mark) {
    case Verdict::Mark::Good: return {QStringLiteral("✓"), t.accent};
    case Verdict::Mark::Bad: return {QStringLiteral("✗"), t.bad};
    case Verdict::Mark::Warning: return {QStringLiteral("!"), t.warn};
    case Verdict::Mark::Addition: return {QStringLiteral("+"), t.accent};
    case Verdict::Mark::None:
    case Verdict::Mark::Quiet: break;
    }
    return {{}, t.ink};
}

QString table(const QString &rows)
{
    return QStringLiteral("<table cellspacing=\"0\" cellpadding=\"0\">%1</table>").arg(rows);
}

/// An address that fits in a line stays in one.
QString addressesHeldTogether(const QString &text)
{
    static const QRegularExpression address(QStringLiteral("\\w+://\\S+"));
    QString held;
    qsizetype end = 0;
    for (auto matches = address.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        held += text.mid(end, match.capturedStart() - end);
        for (const QChar c : match.captured()) {
            held += c;
            if (!c.isLetterOrNumber())
                held += kJoiner;
        }
        end = match.capturedEnd();
    }
    return held + text.mid(end);
}

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
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    setTabChangesFocus(true);
    setCursorWidth(0);
    document()->setDocumentMargin(0);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(this, &QTextBrowser::anchorClicked, this, &Verdict::linkClicked);
}

QString Verdict::row(const Line &line) const
{
    const Tokens &t = m_theme.tokens();
    const Sign sign = signOf(line.mark, t);
    QString text = addressesHeldTogether(line.text).toHtmlEscaped();
    if (line.mark == Mark::Quiet)
        text = QStringLiteral("<span style=\"color:%1;font-size:12px\">%2</span>").arg(t.muted.name(), text);
    if (!line.link.isEmpty())
        text += QStringLiteral(" <a href=\"more\" style=\"color:%1;text-decoration:none\">%2</a>")
                    .arg(t.accent.name(), line.link.toHtmlEscaped());
    // A column of its own for the marks: what wraps stands below the text.
    return QStringLiteral("<tr><td width=\"%1\"><span style=\"color:%2\">%3</span></td><td>%4</td></tr>")
        .arg(QString::number(sign.text.isEmpty() ? 0 : kIndent), sign.color.name(), sign.text, text);
}

void Verdict::say(const QList<Line> &lines)
{
    QString rows;
    m_words.clear();
    for (const Line &line : lines) {
        rows += row(line);
        m_words += QStringList{signOf(line.mark, m_theme.tokens()).text, line.text, line.link}.join(QLatin1Char(' ')).trimmed();
    }
    m_html = table(rows);
    setHtml(m_html);
    const bool hasLink = std::ranges::any_of(lines, [](const Line &line) { return !line.link.isEmpty(); });
    setFocusPolicy(hasLink || heightOf(m_html, kWidth) > mostHeight() ? Qt::StrongFocus : Qt::ClickFocus);
    setAccessibleName(QStringLiteral("%1: %2").arg(m_name, words()));
    updateGeometry();
}

void Verdict::setLeastLines(int lines)
{
    m_leastLines = lines;
    updateGeometry();
}

// At its link at once, if there is one.
void Verdict::focusInEvent(QFocusEvent *event)
{
    QTextBrowser::focusInEvent(event);
    m_isByKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    const bool hasLink = m_html.contains(QLatin1String("<a "));
    if (m_isByKey && hasLink)
        focusNextPrevChild(event->reason() == Qt::TabFocusReason);
}

void Verdict::paintEvent(QPaintEvent *event)
{
    QTextBrowser::paintEvent(event);
    if (!hasFocus() || !m_isByKey || textCursor().hasSelection())
        return;
    QPainter painter(viewport());
    paintRounded(painter, viewport()->rect(), 4, Qt::transparent, m_theme.tokens().accent, 2);
}

QMimeData *Verdict::createMimeDataFromSelection() const
{
    auto *copied = new QMimeData;
    copied->setText(textCursor().selection().toPlainText().remove(kJoiner));
    return copied;
}

QSize Verdict::sizeHint() const
{
    return {kWidth, heightForWidth(kWidth)};
}

int Verdict::heightForWidth(int width) const
{
    // With all that other fonts draw, which may be higher.
    const QString lines = QStringList(m_leastLines, QLatin1Char('x') + kJoiner).join(QStringLiteral("<br>"));
    const int least = m_leastLines > 0 ? heightOf(table(QStringLiteral("<tr><td>✗</td><td>%1</td></tr>").arg(lines)), width) : 0;
    return qMin(qMax(least, heightOf(m_html, width)), mostHeight());
}

int Verdict::mostHeight() const
{
    return qBound(kMaxHeight, screen()->availableSize().height() - kBesides, 2 * kMaxHeight);
}

int Verdict::heightOf(const QString &html, int width) const
{
    QTextDocument laid;
    laid.setDefaultFont(font());
    laid.setDocumentMargin(0);
    laid.setDefaultTextOption(document()->defaultTextOption());
    laid.setHtml(html);
    laid.setTextWidth(width);
    return int(laid.size().height()) + 1;
}

} // namespace galley

#include "moc_verdict.cpp"
