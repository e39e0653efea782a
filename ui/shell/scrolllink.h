// Text and proof scroll together: the one that the author scrolls leads, and the other shows the same block at its
// top. What moves by itself (a key, a jump) is left to those who move it. UI thread; both outlive this.
#pragma once

#include <QObject>

namespace galley {

class MarkdownEditor;
class PreviewPane;

class ScrollLink : public QObject
{
    Q_OBJECT

public:
    ScrollLink(MarkdownEditor &editor, PreviewPane &preview, QObject *parent = nullptr);
};

} // namespace galley
