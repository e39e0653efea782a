#include "core/transfer/frontmatter.h"

// toml++ 3.3 asserts what a file may well break ("2026-03-01Tx0:20:30") and has a proper error for it right
// behind: without the assertions it gets there, in every kind of build.
#undef NDEBUG
#define TOML_ASSERT(condition) static_cast<void>(0)
#include <toml++/toml.h>

#include <sstream>

namespace galley {

namespace {

/// Numbers, truth values and dates as they would stand in the file.
QString textOf(const toml::node &node)
{
    if (const auto *text = node.as_string())
        return QString::fromStdString(text->get());
    std::ostringstream out;
    out << toml::node_view<const toml::node>(node);
    return QString::fromStdString(out.str());
}

bool isPlain(const toml::node &node)
{
    return !node.is_table() && !node.is_array();
}

MatterEntry entryOf(const std::string &key, const toml::node &value)
{
    MatterEntry entry;
    entry.key = QString::fromStdString(key);
    entry.line = int(value.source().begin.line) + 1;
    if (const auto *list = value.as_array()) {
        entry.kind = MatterEntry::Kind::List;
        for (const toml::node &item : *list) {
            if (!isPlain(item)) {
                entry.kind = MatterEntry::Kind::Other;
                break;
            }
            entry.list += textOf(item);
        }
    } else if (isPlain(value)) {
        entry.kind = MatterEntry::Kind::Text;
        entry.text = textOf(value);
    }
    return entry;
}

} // namespace

Result<std::vector<MatterEntry>> readToml(const QByteArray &toml)
{
    const auto notToml = [](int line, const char *reason) {
        return fail(
            ErrorCode::InvalidInput,
            QStringLiteral("line %1: the front matter is not valid TOML; correct or remove it.").arg(line),
            QString::fromUtf8(reason));
    };
    try {
        const toml::table root = toml::parse(std::string_view(toml.constData(), size_t(toml.size())));
        std::vector<MatterEntry> entries;
        for (const auto &[key, value] : root)
            entries.push_back(entryOf(std::string(key.str()), value));
        return entries;
    } catch (const toml::parse_error &error) {
        return notToml(int(error.source().begin.line) + 1, error.what());
    } catch (const std::exception &error) {
        return notToml(2, error.what());
    }
}

} // namespace galley
