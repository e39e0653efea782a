#include "core/transfer/frontmatter.h"

#include <yaml-cpp/yaml.h>

namespace galley {

namespace {

QString textOf(const YAML::Node &node)
{
    return QString::fromStdString(node.Scalar());
}

MatterEntry entryOf(const YAML::Node &key, const YAML::Node &value)
{
    MatterEntry entry;
    entry.key = textOf(key);
    entry.line = key.Mark().line + 2;
    if (value.IsNull()) {
        entry.kind = MatterEntry::Kind::Empty;
    } else if (value.IsScalar()) {
        entry.kind = MatterEntry::Kind::Text;
        entry.text = textOf(value);
    } else if (value.IsSequence()) {
        // One level only: an alias may stand for a list of lists of lists.
        entry.kind = MatterEntry::Kind::List;
        for (const YAML::Node &item : value) {
            if (!item.IsScalar() && !item.IsNull()) {
                entry.kind = MatterEntry::Kind::Other;
                break;
            }
            entry.list += item.IsScalar() ? textOf(item) : QString();
        }
    }
    return entry;
}

/// Bounds what the parser recurses into before it sees it: flow collections nest one level a byte.
bool nestsTooDeep(const QByteArray &yaml)
{
    constexpr int MaxBrackets = 1000;
    return yaml.count('[') + yaml.count('{') > MaxBrackets;
}

tl::unexpected<Error> notYaml(int line, const std::string &reason)
{
    return fail(
        ErrorCode::InvalidInput,
        QStringLiteral("line %1: the front matter is not valid YAML; correct or remove it.").arg(line),
        QString::fromStdString(reason));
}

} // namespace

Result<std::vector<MatterEntry>> readYaml(const QByteArray &yaml)
{
    if (nestsTooDeep(yaml))
        return notYaml(2, "too many brackets");
    try {
        const std::string text = yaml.toStdString();
        const YAML::Node root = YAML::Load(text);
        // yaml-cpp takes a quotation mark that is never closed for closed at the end of the text; before the end
        // of a document it doesn't.
        YAML::Load(text + "\n...\n");
        std::vector<MatterEntry> entries;
        if (root.IsNull())
            return entries;
        if (!root.IsMap())
            return notYaml(2, "not a map");
        for (const auto &pair : root) {
            if (pair.first.IsScalar())
                entries.push_back(entryOf(pair.first, pair.second));
        }
        return entries;
    } catch (const YAML::Exception &error) {
        return notYaml(error.mark.is_null() ? 2 : error.mark.line + 2, error.msg);
    } catch (const std::exception &error) {
        return notYaml(2, error.what());
    }
}

} // namespace galley
