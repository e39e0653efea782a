// The inputs of hostile.txt.
#pragma once

#include <QFile>
#include <QList>

namespace galley {

inline QByteArray unescaped(const QByteArray &line)
{
    QByteArray text;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] != '\\') {
            text += line[i];
            continue;
        }
        switch (line.at(++i)) {
        case 'n': text += '\n'; break;
        case 't': text += '\t'; break;
        case 'x':
            text += char(line.mid(i + 1, 2).toInt(nullptr, 16));
            i += 2;
            break;
        default: text += line[i];
        }
    }
    return text;
}

enum class Hostile { Html, Markdown };

inline QList<QByteArray> hostileInputs(Hostile kind)
{
    QFile file(qEnvironmentVariable("GALLEY_SOURCE_DIR") + QStringLiteral("/tests/core/markdown/hostile.txt"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("hostile.txt is missing");
    QList<QByteArray> inputs;
    Hostile part = Hostile::Html;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line == "= Markdown")
            part = Hostile::Markdown;
        else if (!line.isEmpty() && !line.startsWith('#') && part == kind)
            inputs.append(unescaped(line));
    }
    return inputs;
}

} // namespace galley
