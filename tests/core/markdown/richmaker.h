// HTML made by chance, in the very form in which cmark writes it, so that what comes back can be compared byte by
// byte. The same seed makes the same page.
#pragma once

#include <QRandomGenerator>
#include <QString>
#include <QStringList>

namespace galley {

class RichMaker
{
public:
    explicit RichMaker(quint32 seed) : m_random(seed) {}

    QString page()
    {
        QString html;
        for (int i = 0, count = 1 + below(6); i < count; ++i)
            html += block(0);
        return html;
    }

private:
    int below(int limit) { return int(m_random.bounded(limit)); }

    QString word()
    {
        static const QStringList words = {
            QStringLiteral("tide"),  QStringLiteral("a_b_c"),  QStringLiteral("x*y"),      QStringLiteral("2 * 3"),
            QStringLiteral("1."),    QStringLiteral("12)"),    QStringLiteral("#tag"),     QStringLiteral("##"),
            QStringLiteral("&lt;b&gt;"), QStringLiteral("&amp;amp;"), QStringLiteral("[ref]"), QStringLiteral("[a](b)"),
            QStringLiteral("`tick`"), QStringLiteral("~~no~~"), QStringLiteral("~5"),      QStringLiteral("\\*"),
            QStringLiteral("C:\\dir\\"), QStringLiteral("!"),  QStringLiteral("a|b"),      QStringLiteral("&gt;"),
            QStringLiteral("+"),     QStringLiteral("-"),      QStringLiteral("---"),      QStringLiteral("==="),
            QStringLiteral("_u_"),   QStringLiteral("***"),    QStringLiteral("[x] y"),    QStringLiteral("[ ]"),
            QString::fromUtf8("港の潮"), QString::fromUtf8("naïve"), QString::fromUtf8("🙂"), QStringLiteral("| - |"),
            QStringLiteral("```"),   QStringLiteral("a&amp;b"), QStringLiteral("&quot;q&quot;"), QStringLiteral("x")};
        return words.at(below(int(words.size())));
    }

    QString words(int count)
    {
        QStringList list;
        for (int i = 0; i < count; ++i)
            list += word();
        return list.join(u' ');
    }

    // Begins and ends with a letter, as a mark's text must that stands within a word.
    QString solid()
    {
        return below(2) ? QStringLiteral("sea") : QStringLiteral("sea ") + words(1 + below(2)) + QStringLiteral(" bay");
    }

    QString marked(int depth)
    {
        switch (below(depth > 1 ? 2 : 8)) {
        case 0: return solid();
        case 1: return QStringLiteral("<code>") + (below(2) ? QStringLiteral("a`b|c *d*") : QStringLiteral("x")) + QStringLiteral("</code>");
        case 2: return within(QStringLiteral("strong"), depth);
        case 3: return within(QStringLiteral("em"), depth);
        case 4: return within(QStringLiteral("del"), depth);
        case 5: return m_within.contains(QLatin1String("a")) ? solid() : link(depth);
        case 6: return QStringLiteral("<img src=\"/images/7\" alt=\"") + words(2) + QStringLiteral("\" />");
        default: return QStringLiteral("H<sub>2</sub>O");
        }
    }

    // No element within itself: Markdown has no such thing.
    QString within(const QString &element, int depth)
    {
        if (m_within.contains(element))
            return solid();
        m_within.append(element);
        const QString html = u'<' + element + u'>' + inner(depth) + QStringLiteral("</") + element + u'>';
        m_within.removeLast();
        return html;
    }

    QString inner(int depth)
    {
        return below(3) ? solid() : solid() + u' ' + marked(depth + 1) + u' ' + solid();
    }

    QString link(int depth)
    {
        static const QStringList targets = {QStringLiteral("https://example.org/a_b?c=d&amp;e=f"), QStringLiteral("/blog/x"),
                                            QStringLiteral("https://example.org/(x)"), QStringLiteral("mailto:a@b.example"),
                                            QStringLiteral("https://example.org/?q=&amp;copy;")};
        m_within.append(QStringLiteral("a"));
        const QString text = inner(depth);
        m_within.removeLast();
        return QStringLiteral("<a href=\"") + targets.at(below(int(targets.size()))) + QStringLiteral("\">") + text + QStringLiteral("</a>");
    }

    QString inlines(bool breaks)
    {
        QString text;
        for (int i = 0, count = 1 + below(4); i < count; ++i) {
            if (i > 0)
                text += breaks && below(6) == 0 ? QStringLiteral("<br />\n") : QStringLiteral(" ");
            text += below(2) ? words(1 + below(4)) : QStringLiteral("w ") + marked(0) + QStringLiteral(" w");
        }
        return text;
    }

    QString block(int depth)
    {
        switch (below(depth > 2 ? 5 : 10)) {
        case 0: {
            const QString level = QString::number(1 + below(6));
            return QStringLiteral("<h") + level + u'>' + inlines(false) + QStringLiteral("</h") + level + QStringLiteral(">\n");
        }
        case 1:
            return QStringLiteral("<pre><code") + (below(2) ? QStringLiteral(" class=\"language-c++\"") : QString()) +
                   QStringLiteral(">if (a &lt; b)\n\n    ``` &amp;amp; *x*\n\ty;\n</code></pre>\n");
        case 2: return QStringLiteral("<hr />\n");
        case 5: return quote(depth);
        case 6:
        case 7: return list(depth);
        case 8: return depth > 0 ? paragraph() : table();
        default: return paragraph();
        }
    }

    QString quote(int depth)
    {
        m_within.append(QStringLiteral("blockquote"));
        const QString html = QStringLiteral("<blockquote>\n") + block(depth + 1) + block(depth + 1) + QStringLiteral("</blockquote>\n");
        m_within.removeLast();
        return html;
    }

    QString paragraph() { return QStringLiteral("<p>") + inlines(true) + QStringLiteral("</p>\n"); }

    // Right below a line of text only a list that counts from 1 is one.
    QString list(int depth, bool belowText = false)
    {
        const bool ordered = below(2);
        const int start = belowText || below(3) ? 1 : below(2000);
        const bool loose = below(3) == 0;
        QString html = !ordered     ? QStringLiteral("<ul>\n")
                       : start == 1 ? QStringLiteral("<ol>\n")
                                    : QStringLiteral("<ol start=\"%1\">\n").arg(start);
        for (int i = 0, count = 1 + below(4); i < count; ++i) {
            if (loose) {
                html += QStringLiteral("<li>\n") + paragraph() + block(3) + (below(3) || depth > 1 ? QString() : list(depth + 1)) + QStringLiteral("</li>\n");
                continue;
            }
            // This cmark-gfm sees no task within a quotation.
            const bool task = !ordered && below(4) == 0 && !m_within.contains(QLatin1String("blockquote"));
            const QString box = !task      ? QString()
                                : below(2) ? QStringLiteral("<input type=\"checkbox\" checked=\"\" disabled=\"\" /> ")
                                           : QStringLiteral("<input type=\"checkbox\" disabled=\"\" /> ");
            html += QStringLiteral("<li>") + box + inlines(true);
            if (depth < 2 && below(3) == 0)
                html += u'\n' + list(depth + 1, true);
            html += QStringLiteral("</li>\n");
        }
        return html + (ordered ? QStringLiteral("</ol>\n") : QStringLiteral("</ul>\n"));
    }

    QString table()
    {
        static const QStringList alignments = {QString(), QStringLiteral(" align=\"left\""), QStringLiteral(" align=\"center\""),
                                               QStringLiteral(" align=\"right\"")};
        const int columns = 2 + below(3);
        QStringList align;
        for (int i = 0; i < columns; ++i)
            align += alignments.at(below(4));
        const auto row = [&](const QString &name) {
            QString html = QStringLiteral("<tr>\n");
            for (int i = 0; i < columns; ++i)
                html += u'<' + name + align[i] + u'>' + (below(5) ? inlines(false) : QString()) + QStringLiteral("</") + name + QStringLiteral(">\n");
            return html + QStringLiteral("</tr>\n");
        };
        QString html = QStringLiteral("<table>\n<thead>\n") + row(QStringLiteral("th")) + QStringLiteral("</thead>\n<tbody>\n");
        for (int i = 0, rows = 1 + below(3); i < rows; ++i)
            html += row(QStringLiteral("td"));
        return html + QStringLiteral("</tbody>\n</table>\n");
    }

    QRandomGenerator m_random;
    QStringList m_within;
};

} // namespace galley
