#include "ui/publish/reviewdialog.h"

#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/markdown/wordcount.h"
#include "ui/publish/difftext.h"
#include "ui/publish/publishwords.h"
#include "ui/theme/theme.h"

#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace galley {

namespace {

constexpr int SnippetsShown = 3;
const QString BlogPath = QStringLiteral("/blog/");

QString paragraphs(const QStringList &lines)
{
    QString html;
    for (qsizetype i = 0; i < lines.size(); ++i)
        html += QStringLiteral("<p style=\"margin:0 0 %1px 0\">%2</p>").arg(i + 1 < lines.size() ? 5 : 0).arg(lines[i]);
    return html;
}

} // namespace

ReviewDialog::ReviewDialog(const Theme &theme, const PublishReview &review, const AskedUnit *waiting, Destination destination,
                           QWidget *parent)
    : CardDialog(theme, (publishStep(review.post) == PublishStep::Update ? tr("Update “%1”") : tr("Publish “%1”"))
                            .arg(review.post.fields.title.simplified()),
                 (destination == Destination::Site ? tr("Readers will see this at %1") : tr("Its address is %1"))
                     .arg(BlogPath + review.post.fields.slug),
                 parent),
      m_step(publishStep(review.post))
{
    if (waiting) {
        setSentence(waiting->state == AskedUnit::State::Refused
                        ? waiting->reason.message
                        : tr("The site's version changed after you asked. Both are merged here; look again."));
        addSince(*waiting, review.post);
    }
    addText(review);
    addImages(review);
    if (waiting || review.addressChanges) // else the sentence has it
        addAddress(review);
    if (destination == Destination::File)
        addWhere();
    addChecks(review);
    if (!waiting)
        addWhen(review);
    addButtons(review, waiting);
}

QDateTime ReviewDialog::moment() const
{
    return m_isLater ? m_moment->dateTime().toUTC() : QDateTime();
}

QString ReviewDialog::colored(const QString &text, const QColor &color) const
{
    return QStringLiteral("<span style=\"color:%1\">%2</span>").arg(color.name(), text);
}

QString ReviewDialog::quiet(const QString &text) const
{
    return colored(breakable(text).toHtmlEscaped(), theme().tokens().muted);
}

QString ReviewDialog::removed(const QString &text) const
{
    const Tokens &t = theme().tokens();
    return QStringLiteral("<span style=\"color:%1;background-color:%2;text-decoration:line-through\">%3</span>")
        .arg(t.bad.name(), blend(t.paper, t.bad, 0.09).name(), breakable(text).toHtmlEscaped());
}

QString ReviewDialog::inserted(const QString &text) const
{
    const Tokens &t = theme().tokens();
    return QStringLiteral("<span style=\"color:%1;background-color:%2\">%3</span>")
        .arg(t.accent.name(), t.tint.name(), breakable(text).toHtmlEscaped());
}

QStringList ReviewDialog::changes(const QString &before, const QString &after, int most) const
{
    const std::vector<DiffRun> runs = wordDiff(before, after);
    QStringList lines;
    for (const DiffSnippet &snippet : snippetsOf(runs, most)) {
        QString line;
        DiffRun::Kind last = DiffRun::Kind::Same;
        for (const DiffRun &run : snippet) {
            if (last == DiffRun::Kind::Removed && run.kind == DiffRun::Kind::Added)
                line += QLatin1Char(' ');
            line += run.kind == DiffRun::Kind::Removed ? removed(run.text)
                  : run.kind == DiffRun::Kind::Added   ? inserted(run.text)
                                                       : breakable(run.text).toHtmlEscaped();
            last = run.kind;
        }
        lines << line;
    }
    const WordCount count = wordCount(runs);
    lines << quiet(tr("+ %1 words, − %2").arg(QLocale().toString(count.added), QLocale().toString(count.removed)));
    return lines;
}

QWidget *ReviewDialog::twoSided(const QString &left, const QString &right)
{
    auto *both = new QWidget(this);
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(richText(left), 1);
    if (!right.isEmpty())
        row->addWidget(richText(right));
    return both;
}

void ReviewDialog::addSince(const AskedUnit &waiting, const PostView &now)
{
    QStringList lines;
    const auto whole = [&](const QString &name, const QString &before, const QString &after) {
        if (before != after)
            lines << quiet(name + QLatin1Char(' ')) + (before.isEmpty() ? QString() : removed(before) + QLatin1Char(' ')) + inserted(after);
    };
    const PostFields &before = waiting.seen.fields;
    whole(tr("Title"), before.title, now.fields.title);
    whole(tr("Subtitle"), before.subtitle, now.fields.subtitle);
    whole(tr("Tags"), before.tags, now.fields.tags);
    if (before.content != now.fields.content)
        lines << changes(before.content, now.fields.content, SnippetsShown);
    if (!lines.isEmpty())
        addRow(tr("New in it"), richText(paragraphs(lines)));
}

void ReviewDialog::addText(const PublishReview &review)
{
    const QString &after = review.post.fields.content;
    if (!review.post.publicPost) {
        addRow(tr("Text"), twoSided(counted(markdown::countWords(after), tr("word"), tr("words")), quiet(tr("for the first time"))));
        return;
    }
    const QString &before = review.post.publicPost->fields.content;
    addRow(tr("Text"), richText(before == after ? tr("as readers see it now") : paragraphs(changes(before, after, SnippetsShown))));
}

void ReviewDialog::addImages(const PublishReview &review)
{
    if (review.images.isEmpty())
        return;
    const qsizetype there = review.images.size() - review.newImages.size();
    const QString before = there > 0 ? tr("%1 already there").arg(there) : QString();
    if (review.newImages.isEmpty())
        addRow(tr("Images"), richText(before));
    else
        addRow(tr("Images"), twoSided(tr("%L1 new · %2").arg(review.newImages.size()).arg(humanBytes(review.newImageBytes)),
                                      quiet(before)));
}

void ReviewDialog::addAddress(const PublishReview &review)
{
    const QString address = BlogPath + review.post.fields.slug;
    if (!review.addressChanges) {
        addRow(tr("Address"), richText(breakable(address).toHtmlEscaped()));
        return;
    }
    QString follows = tr("the old address will lead here");
    if (review.linkingPosts > 0)
        follows += tr("; links in %1 follow").arg(counted(review.linkingPosts, tr("other post"), tr("other posts")));
    addRow(tr("Address"), richText(removed(BlogPath + review.formerAddress) + QLatin1Char(' ') + inserted(address)
                                   + QStringLiteral("<br>") + quiet(follows)));
}

void ReviewDialog::addWhere()
{
    QLabel *where = richText(tr("Only in this file; no site is connected yet.") + QStringLiteral("&nbsp; ")
                             + QStringLiteral("<a href=\"connect\" style=\"color:%1;text-decoration:none\">%2</a>")
                                   .arg(theme().tokens().accent.name(), tr("Connect…")));
    connect(where, &QLabel::linkActivated, this, [this] {
        reject();
        Q_EMIT connectWanted();
    });
    addRow(tr("Where"), where);
}

void ReviewDialog::addChecks(const PublishReview &review)
{
    const Tokens &t = theme().tokens();
    QStringList good;
    const auto passed = [&](const QString &text) { good << colored(QStringLiteral("✓ "), t.accent) + text.toHtmlEscaped(); };
    if (review.links > 0 && !review.hasDeadLink)
        passed(tr("links resolve"));
    if (!review.newImages.isEmpty() && !review.hasLocation)
        passed(tr("no location in photographs"));
    if (!review.images.isEmpty() && !review.lacksDescription)
        passed(tr("images have descriptions"));
    if (good.isEmpty() && review.problems.isEmpty() && review.warnings.isEmpty())
        passed(tr("ready"));
    QStringList lines;
    if (!good.isEmpty())
        lines << good.join(QStringLiteral("&nbsp;&nbsp; "));
    const qsizetype firstProblem = lines.size();
    for (const QString &problem : review.problems)
        lines << colored(QStringLiteral("✗ "), t.bad) + breakable(problem).toHtmlEscaped();
    for (const QString &warning : review.warnings)
        lines << colored(QStringLiteral("! "), t.warn) + breakable(warning).toHtmlEscaped();
    const QString link = QStringLiteral(" <a href=\"%1\" style=\"color:%2\">%3</a>");
    if (review.hasTwoVersions)
        lines[firstProblem] += link.arg(QStringLiteral("compare"), t.accent.name(), tr("compare"));
    else if (review.lacksDescription)
        lines.last() += link.arg(QStringLiteral("details"), t.accent.name(), tr("add"));
    else if (!review.problems.isEmpty())
        lines.last() += link.arg(QStringLiteral("details"), t.accent.name(), tr("open details"));
    QLabel *checks = richText(lines.join(QStringLiteral("<br>")));
    connect(checks, &QLabel::linkActivated, this, [this](const QString &where) {
        reject();
        if (where == QLatin1String("compare"))
            Q_EMIT compareWanted();
        else
            Q_EMIT detailsWanted();
    });
    addRow(tr("Checks"), checks);
}

void ReviewDialog::addWhen(const PublishReview &review)
{
    const QString stored = review.post.draft ? review.post.draft->publishAt : QString();
    const auto planned = parseTimestamp(stored);
    auto *column = new QWidget(this);
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    m_when = richText();
    rows->addWidget(m_when);
    m_later = new QWidget(column);
    auto *later = new QVBoxLayout(m_later);
    later->setContentsMargins(0, 0, 0, 0);
    later->setSpacing(6);
    m_moment = new QDateTimeEdit(m_later);
    m_moment->setAccessibleName(isUpdate() ? tr("Update at") : tr("Publish at"));
    m_moment->setDisplayFormat(QStringLiteral("d MMM yyyy  HH:mm"));
    m_moment->setCalendarPopup(true);
    m_moment->setMinimumWidth(210);
    m_moment->setDateTime(planned ? planned->toLocalTime() : QDateTime(QDate::currentDate().addDays(1), QTime(9, 0)));
    later->addWidget(m_moment, 0, Qt::AlignLeft);
    later->addWidget(richText(quiet(tr("It happens while this window is open, or where “galleyctl publish --due” runs."))));
    rows->addWidget(m_later);
    connect(m_when, &QLabel::linkActivated, this, [this] {
        m_isLater = !m_isLater;
        showWhen();
    });
    m_isLater = planned.has_value();
    addRow(tr("When"), column);
}

void ReviewDialog::showWhen()
{
    const QString link = QStringLiteral("<a href=\"when\" style=\"color:%1;text-decoration:none\">%2</a>").arg(theme().tokens().accent.name());
    m_when->setText(m_isLater ? tr("At a time") + QStringLiteral("&nbsp;&nbsp; ") + link.arg(tr("or now"))
                              : tr("Now") + QStringLiteral("&nbsp;&nbsp; ") + link.arg(tr("or at a time…")));
    m_later->setVisible(m_isLater);
    m_publish->setText(m_isLater ? tr("Schedule") : isUpdate() ? tr("Update now") : tr("Publish now"));
    if (m_isLater)
        m_moment->setFocus();
}

void ReviewDialog::addButtons(const PublishReview &review, const AskedUnit *waiting)
{
    connect(addLeftButton(tr("Open proof")), &QPushButton::clicked, this, &ReviewDialog::proofWanted);
    const bool isScheduled = review.post.draft && !review.post.draft->publishAt.isEmpty();
    if (waiting)
        connect(addLeftButton(isUpdate() ? tr("Don't update") : tr("Don't publish")), &QPushButton::clicked, this, [this] {
            reject();
            Q_EMIT withdrawn();
        });
    else if (isScheduled)
        connect(addLeftButton(tr("Don't schedule")), &QPushButton::clicked, this, [this] {
            reject();
            Q_EMIT scheduled({});
        });
    connect(addButton(tr("Cancel")), &QPushButton::clicked, this, &QDialog::reject);
    m_publish = addMainButton(!waiting ? QString() : isUpdate() ? tr("Update this") : tr("Publish this"));
    connect(m_publish, &QPushButton::clicked, this, [this] {
        const QDateTime wanted = moment();
        accept();
        if (wanted.isValid())
            Q_EMIT scheduled(wanted);
    });
    m_publish->setEnabled(review.problems.isEmpty());
    m_publish->setFocus();
    if (!waiting)
        showWhen();
}

} // namespace galley

#include "moc_reviewdialog.cpp"
