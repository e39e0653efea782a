// The page templates of resources/theme/pages, parsed once.
#pragma once

#include <QByteArray>
#include <QString>

#include <kainjow/mustache.hpp>

#include <map>

namespace galley::site {

using TemplateData = kainjow::mustache::data;

/// Sets `name` unless the value is empty, so that a section of that name is left out.
void setText(TemplateData &data, const char *name, const QString &value);
void setText(TemplateData &data, const char *name, const QByteArray &utf8);

/// One for each thread.
class Templates
{
public:
    Templates();

    /// `name` is one of "layout", "list", "post", "message".
    QByteArray render(const std::string &name, const TemplateData &data);

private:
    std::map<std::string, kainjow::mustache::mustache> m_parsed;
};

} // namespace galley::site
