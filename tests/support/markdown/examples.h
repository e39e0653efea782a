// The published examples of CommonMark and of GitHub's Markdown, as examples.mjs prints them.
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <vector>

namespace galley {

struct PublishedExample
{
    QString suite; // "commonmark" or "gfm"
    int number = 0;
    QString markdown;
    QString html;
};

inline std::vector<PublishedExample> publishedExamples()
{
    QProcess node;
    node.start(QStringLiteral("node"), {qEnvironmentVariable("GALLEY_SOURCE_DIR") + QStringLiteral("/tests/support/markdown/examples.mjs")});
    if (!node.waitForFinished(60'000) || node.exitCode() != 0)
        qFatal("no examples: run packaging/test.sh, or npm ci in tests/support/markdown\n%s", node.readAllStandardError().constData());
    std::vector<PublishedExample> examples;
    const QJsonArray all = QJsonDocument::fromJson(node.readAllStandardOutput()).array();
    for (const QJsonValue &value : all) {
        const QJsonObject object = value.toObject();
        examples.push_back({object[QLatin1String("suite")].toString(), object[QLatin1String("number")].toInt(),
                            object[QLatin1String("markdown")].toString(), object[QLatin1String("html")].toString()});
    }
    return examples;
}

} // namespace galley
