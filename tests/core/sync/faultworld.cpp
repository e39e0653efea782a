#include "tests/core/sync/faultworld.h"

#include "tests/support/canary.h"

namespace galley::test {

namespace {

const auto firstText = QStringLiteral("The first text.");
const auto secondText = QStringLiteral("The second text.");

QByteArray imageBytes(qint64 postId, int number)
{
    return QByteArray::number(postId).repeated(20) + QByteArray::number(number);
}

} // namespace

FaultWorld::FaultWorld(quint16 serverPort, Database &direct) : m_direct(direct), m_file(blogInMemory(Schema::Local))
{
    auto proxy = FaultProxy::start(serverPort);
    if (!proxy)
        qFatal("%s", qPrintable(proxy.error().message));
    m_proxy = std::move(*proxy);
    if (auto ok = Migrator::forSharedDatabase(m_direct).migrate(); !ok)
        qFatal("%s", qPrintable(ok.error().detail));
    query(m_direct, QStringLiteral("CREATE TABLE landed (post_id INTEGER)"));
    for (const char *when : {"INSERT", "UPDATE"})
        query(m_direct, QStringLiteral("CREATE TRIGGER landed_%1 AFTER %1 ON posts BEGIN INSERT INTO landed VALUES (NEW.id); END")
                            .arg(QLatin1String(when)));
}

qint64 FaultWorld::write()
{
    Desk desk(*m_file, m_clock);
    PostFields fields;
    fields.title = QStringLiteral("Post %1").arg(++m_written);
    fields.content = firstText;
    fields.seriesId = desk.seriesTitled(QStringLiteral("Series %1").arg(m_written)).value().id;
    fields.seriesPosition = 1;
    auto view = desk.create(fields).value();
    for (int i = 0; i < Images; ++i) {
        Image image;
        image.info.filename = QStringLiteral("a.png");
        image.info.contentType = QStringLiteral("image/png");
        image.data = imageBytes(view.id, i);
        view.fields.content += QStringLiteral("\n\n![a](/images/%1)").arg(desk.addImage(view.id, image).value().id);
    }
    if (auto ok = desk.save({view.id, view.fields, {}, view.draftVersion}); !ok)
        qFatal("%s", qPrintable(ok.error().message));
    return view.id;
}

void FaultWorld::edit(qint64 postId)
{
    Desk desk(*m_file, m_clock);
    auto view = desk.post(postId).value();
    view.fields.content.replace(firstText, secondText);
    view.fields.slug += QStringLiteral("-again");
    if (auto ok = desk.save({postId, view.fields, {}, view.draftVersion}); !ok)
        qFatal("%s", qPrintable(ok.error().message));
}

Status FaultWorld::publish(qint64 postId, Tries tries, std::chrono::milliseconds timeout)
{
    RemoteConfig config = parseRemoteUrl(m_proxy->url()).value();
    config.token = QString::fromUtf8(CanaryToken);
    config.transferTimeout = timeout;
    config.maxReplyBytes = 12 * 1000 * 1000;
    RetryPolicy retry;
    retry.tries = tries == Tries::One ? 1 : 4;
    retry.sleep = [](auto, const auto &) {};
    auto remote = TursoDatabase::open(config, retry);
    if (!remote)
        return failure(remote);
    return publishOnce(*m_file, **remote, m_clock, postId);
}

QString FaultWorld::whatReadersSee(qint64 postId)
{
    enum : std::size_t { Posts, First, Second, Public, Drafts, Redirects, Series, Bytes };
    const auto count = [](const QString &what) { return QStringLiteral("(SELECT count(*) FROM %1)").arg(what); };
    const auto published = QStringLiteral("posts WHERE id = ? AND published = 1 AND content LIKE '%1%'");
    const QStringList values{count(QStringLiteral("posts WHERE id = ?")),
                             count(published.arg(firstText)),
                             count(published.arg(secondText) + QStringLiteral(" AND slug LIKE '%-again'")),
                             count(QStringLiteral("images WHERE post_id = ?")),
                             count(QStringLiteral("galley_draft_images WHERE post_id = ?")),
                             count(QStringLiteral("galley_redirects WHERE post_id = ?")),
                             count(QStringLiteral("series WHERE id = (SELECT series_id FROM posts WHERE id = ?)")),
                             QStringLiteral("(SELECT coalesce(sum(length(image_data)), 0) FROM images WHERE post_id = ?)")};
    const Row row = query(m_direct, QStringLiteral("SELECT ") + values.join(QStringLiteral(", ")),
                          std::vector<Value>(std::size_t(values.size()), postId)).front();
    const auto is = [&](std::initializer_list<qint64> expected) {
        return std::equal(expected.begin(), expected.end(), row.begin(),
                          [](qint64 number, const Value &value) { return value == Value(number); });
    };
    if (row[Posts] == Value(0) && row[Public] == Value(0) && row[Redirects] == Value(0))
        return QStringLiteral("nothing");
    qint64 bytes = 0;
    for (int i = 0; i < Images; ++i)
        bytes += imageBytes(postId, i).size();
    if (is({1, 1, 0, Images, 0, 0, 1, bytes}))
        return QStringLiteral("first");
    if (is({1, 0, 1, Images, 0, 1, 1, bytes}))
        return QStringLiteral("second");
    QStringList numbers;
    for (const Value &value : row)
        numbers += value.displayText();
    return QStringLiteral("half: ") + numbers.join(QLatin1Char(' '));
}

qint64 FaultWorld::timesLanded(qint64 postId)
{
    return number(m_direct, QStringLiteral("SELECT count(*) FROM landed WHERE post_id = ?"), {postId});
}

QString FaultWorld::whatIsLeftHere(qint64 postId)
{
    const auto view = Desk(*m_file, m_clock).post(postId);
    if (!view || view->status != PostStatus::Published)
        return QStringLiteral("not published here");
    if (number(*m_file, QStringLiteral("SELECT count(*) FROM images WHERE post_id = ?"), {postId}) != Images)
        return QStringLiteral("images are missing here");
    if (number(*m_file, QStringLiteral("SELECT count(*) FROM galley_ops WHERE state = 'sent'")) != 0)
        return QStringLiteral("an operation is left open");
    return {};
}

} // namespace galley::test
