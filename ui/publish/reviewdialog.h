// What will change for readers, before it does: text, images, address, checks. UI thread.
#pragma once

#include "core/sync/publisher.h"
#include "ui/widgets/carddialog.h"

namespace galley {

class ReviewDialog : public CardDialog
{
    Q_OBJECT

public:
    ReviewDialog(const Theme &theme, const PublishReview &review, QWidget *parent);

Q_SIGNALS:
    void proofWanted();
    void detailsWanted();

private:
    QString textRow(const PublishReview &review) const;
    QString imagesRow(const PublishReview &review) const;
    QString addressRow(const PublishReview &review) const;
    QString checksRow(const PublishReview &review) const;
    QString colored(const QString &text, const QColor &color) const;
    QString removed(const QString &text) const;
    QString inserted(const QString &text) const;
};

} // namespace galley
