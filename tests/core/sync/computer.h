// A computer that writes for a blog: its local file, in memory, and what its author does there.
#pragma once

#include "core/store/desk.h"
#include "core/sync/conflicts.h"
#include "core/sync/synchronizer.h"
#include "tests/support/testblog.h"

namespace galley::test {

inline const QString Key = QStringLiteral("https://blog.example");

/// What the author does must work; where it does not, the test program ends.
struct Computer
{
    std::unique_ptr<SqliteDatabase> file = blogInMemory(Schema::Local);
    FixedClock clock;
    Desk desk{*file, clock};
    UnitQueue queue{*file, Key, clock};
    Conflicts conflicts{*file, clock};

    Result<SyncReport> syncWith(Database &remote) { return Synchronizer(*file, remote, Key, clock).sync(); }
    SyncReport mustSyncWith(Database &remote)
    {
        auto report = syncWith(remote);
        if (!report)
            qFatal("sync: %s (%s)", qPrintable(report.error().message), qPrintable(report.error().detail));
        return std::move(*report);
    }
    qint64 write(const QString &title, const QString &content = QStringLiteral("words"))
    {
        PostFields fields;
        fields.title = title;
        fields.content = content;
        return desk.create(fields).value().id;
    }
    qint64 addImage(qint64 postId, const QByteArray &bytes)
    {
        Image image;
        image.info.filename = QStringLiteral("a.png");
        image.info.contentType = QStringLiteral("image/png");
        image.data = bytes;
        return desk.addImage(postId, image).value().id;
    }
    template <typename Change>
    void edit(qint64 id, Change change)
    {
        auto view = desk.post(id);
        change(view->fields);
        if (!desk.save({id, view->fields, view->draft ? view->draft->publishAt : QString(), view->draftVersion}))
            qFatal("the edit was not saved");
    }
    void moveTo(qint64 id, const QString &slug)
    {
        edit(id, [&](PostFields &fields) { fields.slug = slug; });
    }
    void setContent(qint64 id, const QString &content)
    {
        edit(id, [&](PostFields &fields) { fields.content = content; });
    }
    QString content(qint64 id)
    {
        auto view = desk.post(id);
        return view ? view->fields.content : QString();
    }
};

} // namespace galley::test
