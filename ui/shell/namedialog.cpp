#include "ui/shell/namedialog.h"

#include <QLineEdit>
#include <QPushButton>

namespace galley {

NameDialog::NameDialog(const Theme &theme, const Words &words, const QString &name, QWidget *parent)
    : CardDialog(theme, words.heading, words.sentence, parent),
      m_name(new QLineEdit(name, this))
{
    m_name->setAccessibleName(tr("Name"));
    addRow(tr("Name"), m_name);
    connect(addButton(tr("Cancel")), &QPushButton::clicked, this, &QDialog::reject);
    QPushButton *next = addMainButton(words.button);
    connect(next, &QPushButton::clicked, this, &QDialog::accept);
    const auto wait = [this, next] { next->setEnabled(!this->name().isEmpty()); };
    connect(m_name, &QLineEdit::textChanged, next, wait);
    wait();
    m_name->selectAll();
    m_name->setFocus();
}

QString NameDialog::name() const
{
    return m_name->text().trimmed();
}

} // namespace galley

#include "moc_namedialog.cpp"
