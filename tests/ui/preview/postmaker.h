// Posts for tests, made of everything Markdown has, from a seed: the same seed makes the same post.
#pragma once

#include <QRandomGenerator>
#include <QString>
#include <QStringList>

namespace galley {

class PostMaker
{
public:
    explicit PostMaker(quint32 seed) : m_random(seed) {}

    int below(int limit) { return int(m_random.bounded(limit)); }

    QString words(int count)
    {
        static const QStringList known = {QStringLiteral("tide"),
                                          QStringLiteral("**harbour**"),
                                          QStringLiteral("*knows*"),
                                          QStringLiteral("`code`"),
                                          QStringLiteral("[link](https://a.b)"),
                                          QStringLiteral("~~struck~~"),
                                          QStringLiteral("<b>raw</b>"),
                                          QStringLiteral("\u6e2f\u306e\u6f6e"),
                                          QStringLiteral("\u05d4\u05d9\u05dd"),
                                          QStringLiteral("(\u0628\u062d\u0631)"),
                                          QStringLiteral("a_b_c"),
                                          QStringLiteral("1 < 2 & 3"),
                                          QStringLiteral("https://example.org/a/b?c=d&e=f"),
                                          QStringLiteral("\\*")};
        QString text;
        for (int i = 0; i < count; ++i)
            text += known.at(below(int(known.size()))) + u' ';
        return text.trimmed();
    }

    QString block()
    {
        switch (below(12)) {
        case 0:
            return QString(1 + below(6), u'#') + u' ' + words(3);
        case 1:
            return QStringLiteral("> ") + words(6) + QStringLiteral("\n>\n> - ") + words(3);
        case 2:
            return list(QStringLiteral("- "), 1 + below(30));
        case 3:
            return list(QStringLiteral("1. "), 1 + below(30));
        case 4:
            return QStringLiteral("- [x] ") + words(3) + QStringLiteral("\n- [ ] ") + words(2);
        case 5:
            return QStringLiteral("| a | b |\n|:--|--:|\n| ") + words(2) + QStringLiteral(" | ") + words(1) +
                   QStringLiteral(" |");
        case 6:
            return QStringLiteral("```cpp\nint x = 1 < 2;\n\treturn \"") + words(2) +
                   QStringLiteral("\";\n```");
        case 7:
            return QStringLiteral("![") + words(2) + QStringLiteral("](/images/%1)").arg(1 + below(5));
        case 8:
            return QStringLiteral("---");
        case 9:
            return QStringLiteral("<details><summary>") + words(1) + QStringLiteral("</summary>\n\n") +
                   words(4) + QStringLiteral("\n\n</details>");
        default:
            return words(8 + below(60));
        }
    }

    QString post(int blocks)
    {
        QString text;
        for (int i = 0; i < blocks; ++i)
            text += block() + QStringLiteral("\n\n");
        return text;
    }

    /// Something an author might do: type, delete, paste a block, cut a piece and put it elsewhere.
    QString edited(QString text)
    {
        const int at = below(int(text.size()) + 1);
        switch (below(5)) {
        case 0:
            text.insert(at, QChar(u'a' + below(26)));
            break;
        case 1:
            text.remove(at, 1 + below(12));
            break;
        case 2:
            text.insert(at, QStringLiteral("\n\n") + block() + QStringLiteral("\n\n"));
            break;
        case 3: {
            const QString piece = text.mid(at, 40);
            text.remove(at, 40);
            text.insert(below(int(text.size()) + 1), piece);
            break;
        }
        default:
            text.insert(at, QString(QStringLiteral("`*_>#-|[](\n ").at(below(12))));
        }
        return text;
    }

private:
    QString list(const QString &marker, int items)
    {
        QString text;
        for (int i = 0; i < items; ++i)
            text += marker + words(2 + below(4)) +
                    (below(6) == 0 ? QStringLiteral("\n    - nested\n") : QStringLiteral("\n"));
        return text;
    }

    QRandomGenerator m_random;
};

} // namespace galley
