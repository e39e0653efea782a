// Puts the runs of a paragraph together the way a browser shows HTML: white space collapses across elements.
#pragma once

#include "core/markdown/richtext.h"

namespace galley::markdown {

class RunCollector
{
public:
    /// `dress` says marks and link.
    void addText(const QString &text, const Run &dress);
    void addCode(const QString &text, Run dress);
    void addBreak(Run dress);
    void add(const Run &run);

    bool endsWithBreak() const;

    /// What was collected, normalised; the collector is empty again.
    Runs take();

private:
    Runs m_runs;
    QChar m_last; // the last character of text; null at the start of a line
};

} // namespace galley::markdown
