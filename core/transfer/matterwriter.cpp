#include "core/transfer/frontmatter.h"

#include <yaml-cpp/yaml.h>

namespace galley {

QByteArray writeFrontMatter(const FrontMatter &matter)
{
    YAML::Emitter yaml;
    yaml << YAML::BeginMap;
    // Quoted, so that a title like "No" or "2026" stays text for whoever reads it.
    const auto add = [&yaml](const char *key, const QString &text) {
        if (!text.isEmpty())
            yaml << YAML::Key << key << YAML::Value << YAML::DoubleQuoted << text.toStdString();
    };
    add("title", matter.title);
    add("subtitle", matter.subtitle);
    add("slug", matter.slug);
    if (!matter.date.isEmpty())
        yaml << YAML::Key << "date" << YAML::Value << matter.date.toStdString();
    if (!matter.tags.isEmpty()) {
        yaml << YAML::Key << "tags" << YAML::Value << YAML::Flow << YAML::BeginSeq;
        for (const QString &tag : matter.tags)
            yaml << YAML::DoubleQuoted << tag.toStdString();
        yaml << YAML::EndSeq;
    }
    add("excerpt", matter.excerpt);
    add("series", matter.series);
    if (matter.seriesPosition)
        yaml << YAML::Key << "series_position" << YAML::Value << *matter.seriesPosition;
    if (matter.draft)
        yaml << YAML::Key << "draft" << YAML::Value << true;
    yaml << YAML::EndMap;
    return "---\n" + QByteArray(yaml.c_str(), qsizetype(yaml.size())) + "\n---\n";
}

} // namespace galley
