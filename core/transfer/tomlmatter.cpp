#include "core/transfer/frontmatter.h"

// toml++ 3.3 asserts what a file may well break ("2026-03-01Tx0:20:30") and has a proper error for it right
// behind: without the assertions it gets there, in every kind of build.
#undef NDEBUG
#define TOML_ASSERT(condition) static_cast<void>(0)
#include <toml++/toml.h>

#include <sstream>

namespace galley {

namespace {

/// toml++ 3.3 has undefined behaviour where it asks whether an accented letter is white space. So it is only
/// shown ASCII: every other character is spelt out before, as a mark and its code, and put back afterwards.
class AsciiOnly
{
public:
    explicit AsciiOnly(const QString &text)
    {
        while (text.contains(m_mark))
            m_mark += QStringLiteral("u_");
        for (const QChar c : text) {
            if (c.unicode() < 0x80)
                m_ascii += c;
            else
                m_ascii += m_mark + QString::number(c.unicode(), 16).rightJustified(4, QLatin1Char('0'));
        }
    }

    std::string ascii() const { return m_ascii.toStdString(); }

    QString restored(std::string_view text) const
    {
        constexpr qsizetype CodeLength = 4;
        QString out = QString::fromUtf8(text.data(), qsizetype(text.size()));
        for (qsizetype at = out.indexOf(m_mark); at >= 0; at = out.indexOf(m_mark, at + 1)) {
            const QChar c(out.mid(at + m_mark.size(), CodeLength).toUShort(nullptr, 16));
            out.replace(at, m_mark.size() + CodeLength, c);
        }
        return out;
    }

private:
    QString m_mark = QStringLiteral("galley_u_");
    QString m_ascii;
};

/// Numbers, truth values and dates as they would stand in the file.
QString textOf(const toml::node &node, const AsciiOnly &spelling)
{
    if (const auto *text = node.as_string())
        return spelling.restored(text->get());
    std::ostringstream out;
    out << toml::node_view<const toml::node>(node);
    return QString::fromStdString(out.str());
}

bool isPlain(const toml::node &node)
{
    return !node.is_table() && !node.is_array();
}

MatterEntry entryOf(std::string_view key, const toml::node &value, const AsciiOnly &spelling)
{
    MatterEntry entry;
    entry.key = spelling.restored(key);
    entry.line = int(value.source().begin.line) + 1;
    if (const auto *list = value.as_array()) {
        entry.kind = MatterEntry::Kind::List;
        for (const toml::node &item : *list) {
            if (!isPlain(item)) {
                entry.kind = MatterEntry::Kind::Other;
                break;
            }
            entry.list += textOf(item, spelling);
        }
    } else if (isPlain(value)) {
        entry.kind = MatterEntry::Kind::Text;
        entry.text = textOf(value, spelling);
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
        const AsciiOnly spelling(QString::fromUtf8(toml));
        const toml::table root = toml::parse(spelling.ascii());
        std::vector<MatterEntry> entries;
        for (const auto &[key, value] : root)
            entries.push_back(entryOf(key.str(), value, spelling));
        return entries;
    } catch (const toml::parse_error &error) {
        return notToml(int(error.source().begin.line) + 1, error.what());
    } catch (const std::exception &error) {
        return notToml(2, error.what());
    }
}

} // namespace galley
