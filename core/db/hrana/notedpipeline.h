// A pipeline, with what a CallRecord says of it.
#pragma once

#include "core/db/callrecord.h"
#include "core/db/pipeline.h"

namespace galley {

class NotedPipeline final : public Pipeline
{
public:
    /// It outlives this.
    explicit NotedPipeline(Pipeline &pipeline) : m_pipeline(pipeline) {}

    std::optional<Transaction> next() override
    {
        auto next = m_pipeline.next();
        if (!next)
            return next;
        for (const auto *list : {&next->body, &next->after}) {
            if (m_statements == 0 && !list->empty())
                m_firstSql = list->front().sql;
            m_statements += int(list->size());
        }
        return next;
    }

    Status take(Result<Outcome> outcome) override
    {
        if (!m_error)
            m_error = outcome ? errorOf(outcome->body) : errorOf(outcome);
        return m_pipeline.take(std::move(outcome));
    }

    const QString &firstSql() const { return m_firstSql; }
    int statements() const { return m_statements; }
    /// The first.
    std::optional<ErrorCode> error() const { return m_error; }

private:
    Pipeline &m_pipeline;
    QString m_firstSql;
    int m_statements = 0;
    std::optional<ErrorCode> m_error;
};

} // namespace galley
