#include "core/site/templates.h"

#include "resources/resource.h"

namespace galley::site {

void setText(TemplateData &data, const char *name, const QString &value)
{
    setText(data, name, value.toUtf8());
}

void setText(TemplateData &data, const char *name, const QByteArray &utf8)
{
    if (!utf8.isEmpty())
        data.set(name, utf8.toStdString());
}

Templates::Templates()
{
    for (const char *name : {"layout", "list", "post", "message"}) {
        const QByteArray text = resource(QStringLiteral("theme/pages/%1.html").arg(QLatin1String(name)));
        const auto [it, added] = m_parsed.try_emplace(name, text.toStdString());
        if (!it->second.is_valid())
            qFatal("The template %s is wrong: %s", name, it->second.error_message().c_str());
    }
}

QByteArray Templates::render(const std::string &name, const TemplateData &data)
{
    return QByteArray::fromStdString(m_parsed.at(name).render(data));
}

} // namespace galley::site
