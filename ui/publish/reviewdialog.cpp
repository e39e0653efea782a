#include "ui/publish/reviewdialog.h"

#include "core/base/text.h"
#include "ui/editor/minimaledit.h"
#include "ui/session/wordcount.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace galley {

namespace {

constexpr qsizetype kShown = 90; // characters of a change, and
constexpr qsizetype kAround = 28; // of the text around it

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    return line.size() > kShown ? line.left(kShown) + QStringLiteral("…") : line;
}

} // namespace

ReviewDialog::ReviewDialog(const Theme &theme, const PublishReview &review, QWidget *parent)
    : CardDialog(theme, tr("Publish “%1”").arg(review.post.fields.title),
                 tr("Readers will see this at /blog/%1").arg(review.post.fields.slug), parent)
{
    addRow(tr("Text"), richText(textRow(review)));
    if (!review.images.isEmpty())
        addRow(tr("Images"), richText(imagesRow(review)));
    addRow(tr("Address"), richText(addressRow(review)));
    QLabel *checks = richText(checksRow(review));
    connect(checks, &QLabel::linkActivated, this, [this] {
        Q_EMIT detailsWanted();
        reject();
    });
    addRow(tr("Checks"), checks);
    addRow(tr("When"), richText(tr("Now")));
    connect(addLeftButton(tr("Open proof")), &QPushButton::clicked, this, &ReviewDialog::proofWanted);
    connect(addButton(tr("Cancel")), &QPushButton::clicked, this, &QDialog::reject);
    QPushButton *publish = addMainButton(tr("Publish now"));
    connect(publish, &QPushButton::clicked, this, &QDialog::accept);
    publish->setEnabled(review.problems.isEmpty());
    publish->setFocus();
}

QString ReviewDialog::colored(const QString &text, const QColor &color) const
{
    return QStringLiteral("<span style=\"color:%1\">%2</span>").arg(color.name(), text);
}

QString ReviewDialog::removed(const QString &text) const
{
    const Tokens &t = theme().tokens();
    return text.isEmpty() ? QString()
                          : QStringLiteral("<span style=\"color:%1;background-color:%2;text-decoration:line-through\">%3</span>")
                                .arg(t.bad.name(), blend(t.paper, t.bad, 0.09).name(), text.toHtmlEscaped());
}

QString ReviewDialog::inserted(const QString &text) const
{
    const Tokens &t = theme().tokens();
    return text.isEmpty() ? QString()
                          : QStringLiteral("<span style=\"color:%1;background-color:%2\">%3</span>")
                                .arg(t.accent.name(), t.tint.name(), text.toHtmlEscaped());
}

QString ReviewDialog::textRow(const PublishReview &review) const
{
    const QString after = review.post.fields.content;
    if (!review.post.publicPost) {
        return tr("%1 words").arg(QLocale().toString(countWords(after)))
            + colored(tr(" · published for the first time"), theme().tokens().muted);
    }
    const QString before = review.post.publicPost->fields.content;
    const QList<TextChange> changes = textChanges(before, after);
    if (changes.isEmpty())
        return tr("unchanged");
    const TextChange &first = changes.last();
    qint64 plus = 0;
    qint64 minus = 0;
    for (const TextChange &change : changes) {
        plus += countWords(change.inserted);
        minus += countWords(QStringView(before).sliced(change.at, change.removed));
    }
    const QString lead = before.left(first.at).section(QLatin1Char('\n'), -1).right(kAround);
    const QString tail = before.mid(first.at + first.removed).section(QLatin1Char('\n'), 0, 0).left(kAround);
    const QString removedText = shortened(before.mid(first.at, first.removed));
    const QString insertedText = shortened(first.inserted);
    return lead.toHtmlEscaped() + removed(removedText)
        + (removedText.isEmpty() || insertedText.isEmpty() ? QString() : QStringLiteral(" ")) + inserted(insertedText)
        + tail.toHtmlEscaped() + QStringLiteral("<br>")
        + colored(tr("+ %1 words, − %2").arg(QLocale().toString(plus), QLocale().toString(minus)), theme().tokens().muted);
}

QString ReviewDialog::imagesRow(const PublishReview &review) const
{
    const qsizetype there = review.images.size() - review.newImages.size();
    if (review.newImages.isEmpty())
        return tr("%1 already there").arg(there);
    QString text = tr("%1 new · %2").arg(review.newImages.size()).arg(humanBytes(review.newImageBytes));
    if (there > 0)
        text += colored(tr(" · %1 already there").arg(there), theme().tokens().muted);
    return text;
}

QString ReviewDialog::addressRow(const PublishReview &review) const
{
    const QString address = QLatin1Char('/') + review.post.fields.slug;
    if (!review.addressChanges)
        return address.toHtmlEscaped();
    return removed(QLatin1Char('/') + review.formerAddress) + QStringLiteral(" ") + inserted(address)
        + QStringLiteral("<br>") + colored(tr("the old address will lead here"), theme().tokens().muted);
}

QString ReviewDialog::checksRow(const PublishReview &review) const
{
    const Tokens &t = theme().tokens();
    QStringList lines;
    for (const QString &problem : review.problems)
        lines << colored(QStringLiteral("✗ "), t.bad) + problem.toHtmlEscaped();
    for (const QString &warning : review.warnings)
        lines << colored(QStringLiteral("! "), t.warn) + warning.toHtmlEscaped();
    if (!review.warnings.isEmpty())
        lines.last() += QStringLiteral(" <a href=\"details\" style=\"color:%1\">%2</a>").arg(t.accent.name(), tr("open details"));
    if (lines.isEmpty())
        lines << colored(QStringLiteral("✓ "), t.accent) + tr("images are all here, with descriptions");
    return lines.join(QStringLiteral("<br>"));
}

} // namespace galley
