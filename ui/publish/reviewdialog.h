// What will change for readers, before it does: text, images, address, checks, and when. UI thread.
#pragma once

#include "core/sync/publisher.h"
#include "core/sync/unitqueue.h"
#include "ui/publish/publishwords.h"
#include "ui/widgets/carddialog.h"

#include <QDateTime>

class QDateTimeEdit;

namespace galley {

class ReviewDialog : public CardDialog
{
    Q_OBJECT

public:
    /// Where it goes: the site's database, or no further than this file.
    enum class Destination { File, Site };
    /// `waiting` is something asked for earlier that the author is to look at again, or null.
    ReviewDialog(const Theme &theme, const PublishReview &review, const AskedUnit *waiting, Destination destination, QWidget *parent);

    /// When it is to be published by itself; invalid: now.
    QDateTime moment() const;

Q_SIGNALS:
    void proofWanted();
    void detailsWanted();
    void compareWanted();
    void connectWanted();
    /// Accepted for a time to come; an invalid one: accepted as no longer scheduled.
    void scheduled(const QDateTime &moment);
    /// What waits is not to be published.
    void withdrawn();

private:
    void addText(const PublishReview &review);
    void addSince(const AskedUnit &waiting, const PostView &now);
    void addImages(const PublishReview &review);
    void addAddress(const PublishReview &review);
    void addWhere();
    void addChecks(const PublishReview &review);
    void addWhen(const PublishReview &review);
    void addButtons(const PublishReview &review, const AskedUnit *waiting);
    void showWhen();
    QWidget *twoSided(const QString &left, const QString &right);
    QStringList changes(const QString &before, const QString &after, int most) const;
    QString colored(const QString &text, const QColor &color) const;
    QString removed(const QString &text) const;
    QString inserted(const QString &text) const;
    QString quiet(const QString &text) const;
    bool isUpdate() const { return m_step == PublishStep::Update; }

    PublishStep m_step;
    QLabel *m_when = nullptr;
    QWidget *m_later = nullptr;
    QDateTimeEdit *m_moment = nullptr;
    QPushButton *m_publish = nullptr;
    bool m_isLater = false;
};

} // namespace galley
