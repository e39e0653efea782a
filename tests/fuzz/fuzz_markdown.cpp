// Any text is Markdown: its blocks stand in order, and no element that could run or load something leaves the renderer.
#include "core/markdown/markdown.h"

#include <cstdint>
#include <cstdlib>

using namespace galley;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const markdown::Document document = markdown::parse(text);

    int line = -1;
    for (const markdown::Block &block : document.blocks) {
        if (block.firstLine <= line || block.lastLine < block.firstLine)
            std::abort();
        line = block.lastLine;
    }
    const QByteArray html = markdown::toHtml(document).toLower();
    for (const char *forbidden : {"<script", "<style", "<iframe", "<object", "<embed", "<svg", "<form", "<meta", "<link", "<base"}) {
        if (html.contains(forbidden))
            std::abort();
    }
    markdown::plainText(text);
    markdown::links(text);
    return 0;
}
