// The fields that the dialogs of a connection share. UI thread.
#pragma once

#include "ui/widgets/linklabel.h"

#include <QLineEdit>
#include <QTimer>

namespace galley {

class Theme;

QLineEdit *plainField(const QString &name, const QString &hint, QWidget *parent);
QLineEdit *secretField(const QString &name, const QString &hint, QWidget *parent);

/// `field` with a small line below it.
QWidget *withLine(QWidget *field, QWidget *line, QWidget *parent);
QLabel *quietLine(const Theme &theme, const QString &words, QWidget *parent);

/// The path of a file, with a button that opens the file dialog.
class FileField : public QWidget
{
    Q_OBJECT

public:
    enum class For { Opening, Saving };
    FileField(const QString &name, const QString &hint, const QString &filter, For what, QWidget *parent);

    QLineEdit &edit() { return *m_edit; }
    QString path() const { return m_edit->text().trimmed(); }
    void setPath(const QString &path) { m_edit->setText(path); }

private:
    void choose();

    QLineEdit *m_edit;
    QString m_name;
    QString m_filter;
    For m_for;
};

/// A command to be run elsewhere, with a link that copies it.
class CommandLine : public LinkLabel
{
    Q_OBJECT

public:
    CommandLine(const Theme &theme, const QString &command, QWidget *parent);

private:
    void show(const QString &link);

    const Theme &m_theme;
    QString m_command;
    QTimer m_back;
};

/// A passphrase that is chosen now, twice so that a slip is noticed.
class NewPassphrase : public QWidget
{
    Q_OBJECT

public:
    explicit NewPassphrase(const Theme &theme, QWidget *parent);

    /// Empty until both are the same and long enough.
    QString passphrase() const;

Q_SIGNALS:
    void changed();

private:
    void judge();

    QLineEdit *m_first;
    QLineEdit *m_second;
    QLabel *m_words;
};

} // namespace galley
