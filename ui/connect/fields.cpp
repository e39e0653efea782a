#include "ui/connect/fields.h"

#include "ui/theme/theme.h"
#include "ui/widgets/filedialogs.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace galley {

namespace {

constexpr int kCopiedFor = 2000; // milliseconds
constexpr qsizetype kShortest = 8; // characters of a passphrase

} // namespace

QLineEdit *plainField(const QString &name, const QString &hint, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setAccessibleName(name);
    edit->setPlaceholderText(hint);
    return edit;
}

QLineEdit *secretField(const QString &name, const QString &hint, QWidget *parent)
{
    QLineEdit *edit = plainField(name, hint, parent);
    edit->setEchoMode(QLineEdit::Password);
    return edit;
}

QWidget *withLine(QWidget *field, QWidget *line, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(field);
    column->addWidget(line);
    return box;
}

QLabel *quietLine(const Theme &theme, const QString &words, QWidget *parent)
{
    auto *label = new QLabel(words, parent);
    label->setFont(theme.text(12));
    label->setForegroundRole(QPalette::Dark);
    label->setWordWrap(true);
    return label;
}

FileField::FileField(const QString &name, const QString &hint, const QString &filter, For what, QWidget *parent)
    : QWidget(parent),
      m_edit(plainField(name, hint, this)),
      m_name(name),
      m_filter(filter),
      m_for(what)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto *button = new QPushButton(tr("Choose…"), this);
    button->setAutoDefault(false);
    button->setAccessibleName(tr("Choose: %1").arg(name));
    row->addWidget(m_edit, 1);
    row->addWidget(button);
    setFocusProxy(m_edit);
    connect(button, &QPushButton::clicked, this, &FileField::choose);
}

void FileField::choose()
{
    const QString from = path().isEmpty() ? QString() : QFileInfo(path()).absolutePath();
    const QString chosen = m_for == For::Opening ? askForFile(this, m_name, from, m_filter) : askWhereToSave(this, m_name, path(), m_filter);
    if (!chosen.isEmpty())
        m_edit->setText(chosen);
}

CommandLine::CommandLine(const Theme &theme, const QString &command, QWidget *parent)
    : LinkLabel({}, parent),
      m_theme(theme),
      m_command(command)
{
    setFont(theme.text(12));
    setTextInteractionFlags(textInteractionFlags() | Qt::TextSelectableByMouse);
    setAccessibleName(tr("Command that prints it: %1").arg(command));
    m_back.setSingleShot(true);
    m_back.setInterval(kCopiedFor);
    connect(&m_back, &QTimer::timeout, this, [this] { show(tr("Copy")); });
    connect(this, &QLabel::linkActivated, this, [this] {
        QGuiApplication::clipboard()->setText(m_command);
        show(tr("Copied"));
        m_back.start();
    });
    show(tr("Copy"));
}

void CommandLine::show(const QString &link)
{
    const Tokens &t = m_theme.tokens();
    setText(QStringLiteral("<span style=\"font-family:'%1';color:%2\">%3</span>&nbsp; "
                           "<a href=\"copy\" style=\"color:%4;text-decoration:none\">%5</a>")
                .arg(m_theme.mono(12).family(), t.muted.name(), m_command.toHtmlEscaped(), t.accent.name(), link));
    if (hasFocus()) // which the former text had marked
        focusNextPrevChild(true);
}

NewPassphrase::NewPassphrase(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_first(secretField(tr("Passphrase"), tr("at least %1 characters").arg(kShortest), this)),
      m_second(secretField(tr("Passphrase again"), tr("once more"), this)),
      m_words(quietLine(theme, {}, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_first);
    column->addWidget(m_second);
    column->addWidget(m_words);
    for (QLineEdit *edit : {m_first, m_second})
        connect(edit, &QLineEdit::textChanged, this, &NewPassphrase::judge);
    judge();
}

QString NewPassphrase::passphrase() const
{
    const QString text = m_first->text();
    return text.size() >= kShortest && text == m_second->text() ? text : QString();
}

void NewPassphrase::judge()
{
    const QString first = m_first->text();
    const QString second = m_second->text();
    if (!first.isEmpty() && first.size() < kShortest)
        m_words->setText(tr("A little longer: %1 characters at least.").arg(kShortest));
    else if (!second.isEmpty() && !first.startsWith(second))
        m_words->setText(tr("The two are not the same yet."));
    else
        m_words->setText(tr("It protects the key on the disk. Without it the key is of no use, so keep it well."));
    Q_EMIT changed();
}

} // namespace galley

#include "moc_fields.cpp"
#include "ui/widgets/filedialogs.h"
