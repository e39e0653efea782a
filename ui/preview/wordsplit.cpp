#include "ui/preview/wordsplit.h"

#include <QByteArray>
#include <QString>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <cstring>
#include <string>

namespace galley::preview {

namespace {

constexpr qsizetype longestPiece = 24;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

// Letters and digits hold together whatever surrounds them; only other bytes need Unicode's rules.
bool isPlainWord(const char *word, std::size_t size)
{
    return size <= std::size_t(longestPiece) && std::all_of(word, word + size, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == ',' || c == ';' || c == ':' || c == '\'' || c == '"' || c == '(' ||
                      c == ')';
           });
}

void splitAtGraphemes(const QString &piece, const TextSink &onWord)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, piece);
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end > 0; end = finder.toNextBoundary()) {
        if (end - start >= longestPiece / 3 || end == piece.size()) {
            onWord(QStringView(piece).mid(start, end - start).toUtf8().constData());
            start = end;
        }
    }
}

void splitWord(const char *word, std::size_t size, const TextSink &onWord)
{
    const QString text = QString::fromUtf8(word, qsizetype(size));
    QTextBoundaryFinder finder(QTextBoundaryFinder::Line, text);
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end > 0; end = finder.toNextBoundary()) {
        // "and/or" stays whole, as in browsers; only long addresses break behind a slash.
        if (text.size() <= longestPiece && end < text.size() && text.at(end - 1) == u'/')
            continue;
        const QString piece = text.mid(start, end - start);
        if (piece.size() > longestPiece)
            splitAtGraphemes(piece, onWord);
        else if (!piece.isEmpty())
            onWord(piece.toUtf8().constData());
        start = end;
    }
}

} // namespace

void splitText(const char *utf8, const TextSink &onWord, const TextSink &onSpace)
{
    std::string buffer;
    const char *at = utf8;
    while (*at != '\0') {
        if (isSpace(*at)) {
            const char space[2] = {*at, '\0'};
            onSpace(space);
            ++at;
            continue;
        }
        const char *end = at;
        while (*end != '\0' && !isSpace(*end))
            ++end;
        const std::size_t size = std::size_t(end - at);
        if (isPlainWord(at, size)) {
            buffer.assign(at, size);
            onWord(buffer.c_str());
        } else {
            splitWord(at, size, onWord);
        }
        at = end;
    }
}

} // namespace galley::preview
