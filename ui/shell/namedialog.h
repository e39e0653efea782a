// Asks what something is called. It can be answered with a name alone: the button waits for one. UI thread.
#pragma once

#include "ui/widgets/carddialog.h"

class QLineEdit;

namespace galley {

class NameDialog : public CardDialog
{
    Q_OBJECT

public:
    struct Words
    {
        QString heading;
        QString sentence;
        QString button; // says what comes next
    };
    NameDialog(const Theme &theme, const Words &words, const QString &name, QWidget *parent);

    /// Without space around it.
    QString name() const;

private:
    QLineEdit *m_name;
};

} // namespace galley
