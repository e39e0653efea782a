#include "app/galleyctl/commands.h"
#include "app/galleyctl/textinput.h"
#include "core/markdown/markdown.h"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace galley::cli {

void addRenderCommand(CLI::App &app, Context &context)
{
    const auto path = std::make_shared<std::string>("-");
    auto *render = app.add_subcommand("render", "Print the HTML that Galley makes of Markdown");
    render->add_option("MDFILE", *path, "A Markdown file (else standard input)");
    render->callback(choose(context, [&context, path]() -> Status {
        auto text = readTextInput(QString::fromStdString(*path));
        if (!text)
            return failure(text);
        const QByteArray html = markdown::toHtml(markdown::parse(*text));
        if (context.console.json())
            context.console.value(QJsonObject{{QStringLiteral("html"), QString::fromUtf8(html)}});
        else
            std::fwrite(html.constData(), 1, std::size_t(html.size()), stdout);
        return {};
    }));
}

} // namespace galley::cli
