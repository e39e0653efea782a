// What a Markdown file says about itself in its first lines: YAML between "---" and "---" (or "..."), as
// Jekyll, Hugo and most others write it, or TOML between "+++" and "+++".
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace galley {

/// Null where the file doesn't say it.
struct FrontMatter
{
    QString title;
    QString subtitle;
    QString slug; // as written
    QString excerpt;
    QString series; // its title
    std::optional<qint64> seriesPosition;
    QStringList tags;
    QString date; // "YYYY-MM-DDTHH:MM:SSZ"
    bool draft = false;
    QStringList unknownKeys;
};

struct MatterAndText
{
    FrontMatter matter;
    QByteArray text;   // what follows the front matter, without leading blank lines
    int firstLine = 1; // the line of the file that `text` starts on
};

/// `file` is UTF-8 with LF line ends and without a byte order mark. Without front matter all of it is text.
/// InvalidInput names the line and says what is wrong there, to follow the file's name: "line 3: the date …".
Result<MatterAndText> readFrontMatter(const QByteArray &file);

/// As YAML between its markers, for readFrontMatter() and others; what is empty is left out, and unknown keys are.
QByteArray writeFrontMatter(const FrontMatter &matter);

// For the two formats: a key at the top with a value as it stands there.
struct MatterEntry
{
    enum class Kind
    {
        Empty,
        Text,
        List,
        Other
    };

    QString key;
    int line = 1; // of the file
    Kind kind = Kind::Other;
    QString text;
    QStringList list;
};

/// Both take what stands between the markers; its first line is line 2 of the file. No exception leaves them.
Result<std::vector<MatterEntry>> readYaml(const QByteArray &yaml);
Result<std::vector<MatterEntry>> readToml(const QByteArray &toml);

} // namespace galley
