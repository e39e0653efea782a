// For every call that a sync or a publish makes to either of its databases: it fails, the reply is lost, it is
// delivered twice or late, the program dies before it or after it. The next sync must end as if nothing had
// happened.
#include "tests/core/sync/simulation/endstate.h"
#include "tests/core/sync/simulation/share.h"

#include "tests/support/testblog.h"

#include <QHashSeed>
#include <QTest>

using namespace galley;
using namespace galley::test;

namespace {

/// One fault at one call of one side; all others go through.
class OneFault final : public Weather
{
public:
    OneFault(World &world, Side side, int call, Fault fault) : m_world(world), m_side(side), m_call(call), m_fault(fault) {}

    Fault next(Side side, bool) override
    {
        if (side != m_side || m_seen++ != m_call)
            return Fault::None;
        m_happened = true;
        return m_fault;
    }
    void keepForLater(const Transaction &transaction) override { m_world.delay(transaction); }
    bool happened() const { return m_happened; }

private:
    World &m_world;
    Side m_side;
    int m_call;
    Fault m_fault;
    int m_seen = 0;
    bool m_happened = false;
};

/// A blog of two devices, and what the first of them is about to do.
struct Scene
{
    World &world;
    Device &here = *world.devices()[0];
    Device &there = *world.devices()[1];

    qint64 create(Device &device, const QString &title)
    {
        PostFields fields;
        fields.title = title;
        fields.content = QStringLiteral("One.\n\nTwo.\n\nThree.");
        const qint64 id = device.desk().create(fields).value().id;
        world.nameIt(id, title);
        return id;
    }
    void write(Device &device, qint64 id, const std::function<void(PostFields &)> &change)
    {
        auto view = device.desk().post(id).value();
        change(view.fields);
        if (auto saved = device.desk().save({id, view.fields, {}, view.draftVersion}); !saved)
            qFatal("%s", qPrintable(saved.error().message));
    }
    void append(Device &device, qint64 id, const QString &text)
    {
        write(device, id, [&](PostFields &fields) { fields.content += text; });
    }
    qint64 addImage(Device &device, qint64 id, const QByteArray &bytes)
    {
        Image image;
        image.info.filename = QStringLiteral("a.png");
        image.info.contentType = QStringLiteral("image/png");
        image.data = bytes;
        const qint64 imageId = device.desk().addImage(id, image).value().id;
        append(device, id, QStringLiteral("\n\n![](/images/%1)").arg(imageId));
        return imageId;
    }
    /// The author presses the button until it took.
    void ask(Device &device, PublishUnit::Kind kind, qint64 id)
    {
        for (int attempt = 0; attempt < 3; ++attempt) {
            const auto seen = device.view(id);
            if (auto unit = device.queue().ask(kind, id)) {
                Wish wish;
                wish.unitId = unit->id;
                wish.kind = kind;
                wish.postId = id;
                wish.seen = *seen;
                world.audit().wish(wish);
                return;
            }
            if (device.hasCrashed())
                device.restart();
        }
        qFatal("could not ask");
    }
    void sync(Device &device)
    {
        if (auto report = device.synchronizer().sync(); !report)
            qFatal("%s: %s (%s)", qPrintable(device.name()), qPrintable(report.error().message), qPrintable(report.error().detail));
    }
    /// Until both have everything.
    void settleDown()
    {
        for (Device *device : {&here, &there, &here, &there})
            sync(*device);
    }
};

struct Case
{
    const char *name;
    std::function<void(Scene &)> before; // nothing fails here
    std::function<void(Scene &)> act;    // the author's part, on `here`; a sync of it follows
};

const std::vector<Case> &cases()
{
    static const std::vector<Case> all{
        {"first sync of a full blog",
         [](Scene &s) {
             for (const QString &title : {QStringLiteral("Ash"), QStringLiteral("Birch"), QStringLiteral("Cedar"), QStringLiteral("Dogwood")}) {
                 const qint64 id = s.create(s.there, title);
                 s.addImage(s.there, id, "image of " + title.toUtf8());
                 if (title != QLatin1String("Cedar"))
                     s.ask(s.there, PublishUnit::Kind::Publish, id);
             }
             s.sync(s.there);
         },
         [](Scene &) {}},
        {"a sync that brings and takes",
         [](Scene &s) {
             const qint64 shared = s.create(s.here, QStringLiteral("Shared"));
             const qint64 published = s.create(s.here, QStringLiteral("Published"));
             s.ask(s.here, PublishUnit::Kind::Publish, published);
             s.settleDown();
             s.append(s.there, shared, QStringLiteral("\n\nFrom there."));
             s.addImage(s.there, published, "from there");
             s.create(s.there, QStringLiteral("New there"));
             s.sync(s.there);
             query(s.world.remote(), QStringLiteral("UPDATE posts SET title = 'By the site'"));
             s.world.siteWrote();
             s.write(s.here, shared, [](PostFields &fields) { fields.content.replace(QStringLiteral("One."), QStringLiteral("One from here.")); });
             s.write(s.here, published, [](PostFields &fields) { fields.tags = QStringLiteral("harbour"); });
             s.addImage(s.here, s.create(s.here, QStringLiteral("New here")), "from here");
         },
         [](Scene &) {}},
        {"a publish",
         [](Scene &s) {
             const qint64 id = s.create(s.here, QStringLiteral("Tides"));
             s.addImage(s.here, id, "low water");
             s.addImage(s.here, id, "high water");
             const auto series = s.here.desk().seriesTitled(QStringLiteral("The harbour")).value();
             s.write(s.here, id, [&](PostFields &fields) { fields.seriesId = series.id; fields.seriesPosition = 1; });
             s.settleDown();
             s.world.nameIt(id, QStringLiteral("it"));
         },
         [](Scene &s) {
             s.ask(s.here, PublishUnit::Kind::Publish, s.here.postIds().front());
         }},
        {"a changed address, published again",
         [](Scene &s) {
             const qint64 id = s.create(s.here, QStringLiteral("Old name"));
             s.ask(s.here, PublishUnit::Kind::Publish, id);
             s.settleDown();
             s.addImage(s.here, id, "a new picture");
             s.write(s.here, id, [](PostFields &fields) { fields.slug = QStringLiteral("new-name"); });
         },
         [](Scene &s) { s.ask(s.here, PublishUnit::Kind::Publish, s.here.postIds().front()); }},
        {"an unpublish",
         [](Scene &s) {
             const qint64 id = s.create(s.here, QStringLiteral("Regretted"));
             s.addImage(s.here, id, "picture");
             s.ask(s.here, PublishUnit::Kind::Publish, id);
             s.settleDown();
         },
         [](Scene &s) { s.ask(s.here, PublishUnit::Kind::Unpublish, s.here.postIds().front()); }},
        {"a deletion",
         [](Scene &s) {
             const qint64 id = s.create(s.here, QStringLiteral("Gone"));
             s.addImage(s.here, id, "picture");
             s.ask(s.here, PublishUnit::Kind::Publish, id);
             s.settleDown();
         },
         [](Scene &s) { s.ask(s.here, PublishUnit::Kind::Delete, s.here.postIds().front()); }},
        {"everything compared anew",
         [](Scene &s) {
             const qint64 id = s.create(s.here, QStringLiteral("Kept"));
             s.ask(s.here, PublishUnit::Kind::Publish, id);
             s.settleDown();
             s.world.keepRemote();
             const qint64 later = s.create(s.here, QStringLiteral("Later"));
             s.addImage(s.here, later, "later");
             s.settleDown();
             s.world.rollBackRemote();
         },
         [](Scene &) {}},
    };
    return all;
}

} // namespace

class TestEveryCall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsAsIfNothingHadHappened_data();
    void endsAsIfNothingHadHappened();

private:
    /// Both sides once the device has synced again; `weather` is there during the author's part and the first sync.
    struct Ending
    {
        QStringList remote;
        QStringList file;
        QStringList rest;
        bool operator==(const Ending &) const = default;
    };
    Ending run(const Case &which, Side side, int call, Fault fault, bool *happened, QString *complaint);

    Stage m_stage;
};

TestEveryCall::Ending TestEveryCall::run(const Case &which, Side side, int call, Fault fault, bool *happened, QString *complaint)
{
    World world(m_stage, 2, Clocks::True);
    seedRandomness(1);
    Scene scene{world};
    which.before(scene);
    OneFault weather(world, side, call, fault);
    scene.here.setWeather(&weather);
    which.act(scene);
    if (!scene.here.hasCrashed())
        (void)scene.here.synchronizer().sync();
    *happened = weather.happened();
    scene.here.setWeather(nullptr);
    if (scene.here.hasCrashed())
        scene.here.restart();
    const auto again = scene.here.synchronizer().sync();
    if (!again)
        *complaint = again.error().message + QLatin1Char(' ') + again.error().detail;
    while (world.hasDelayed())
        world.deliver(0); // comes too late
    Ending ending{EndState::contentOf(world.remote()), EndState::contentOf(scene.here.file()), {}};
    for (const Row &row : query(scene.here.file(), QStringLiteral("SELECT state, count(*) FROM galley_units WHERE state <> 'dropped' GROUP BY state "
                                                                  "UNION ALL SELECT 'conflict', count(*) FROM galley_conflicts WHERE state = 'open'")))
        ending.rest += row[0].text() + QLatin1Char(' ') + row[1].displayText();
    scene.settleDown();
    EndState(world).check();
    if (world.verdict().isViolated())
        *complaint = world.verdict().kind() + QStringLiteral(": ") + world.verdict().what();
    return ending;
}

void TestEveryCall::endsAsIfNothingHadHappened_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < cases().size(); ++i)
        QTest::newRow(cases()[i].name) << int(i);
}

void TestEveryCall::endsAsIfNothingHadHappened()
{
    QFETCH(int, index);
    const Case &which = cases()[std::size_t(index)];
    bool happened = false;
    QString complaint;
    const Ending undisturbed = run(which, Side::Local, -1, Fault::None, &happened, &complaint);
    QVERIFY2(complaint.isEmpty(), qPrintable(complaint));

    const std::pair<Side, std::vector<Fault>> sides[] = {
        {Side::Remote, {Fault::Error, Fault::Timeout, Fault::ReplyLost, Fault::Twice, Fault::CrashBefore, Fault::CrashAfter}},
        {Side::Local, {Fault::Error, Fault::CrashBefore, Fault::CrashAfter}},
    };
    int cuts = 0;
    for (const auto &[side, faults] : sides) {
        for (const Fault fault : faults) {
            happened = true;
            for (int call = 0; happened; call += Share) {
                const Ending ending = run(which, side, call, fault, &happened, &complaint);
                const QString where = QStringLiteral("call %1 of the %2: %3").arg(call).arg(QLatin1String(side == Side::Local ? "file" : "remote"), QLatin1String(faultName(fault)));
                QVERIFY2(complaint.isEmpty(), qPrintable(where + QStringLiteral(": ") + complaint));
                if (!(ending == undisturbed)) {
                    qInfo().noquote() << where << "\nwithout it:\n" << (undisturbed.remote + undisturbed.file + undisturbed.rest).join(QLatin1Char('\n'))
                                      << "\nwith it:\n" << (ending.remote + ending.file + ending.rest).join(QLatin1Char('\n'));
                    QFAIL(qPrintable(where + QStringLiteral(" changed the outcome")));
                }
                cuts += happened;
            }
        }
    }
    QVERIFY(cuts > 20 / Share);
    qInfo("%d calls cut", cuts);
}

int main(int argc, char **argv)
{
    QHashSeed::setDeterministicGlobalSeed();
    QCoreApplication app(argc, argv);
    TestEveryCall test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_everycall.moc"
