#include "ui/widgets/searchtoggles.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace galley {

SearchToggles::SearchToggles(const Theme &theme, QWidget *parent)
    : QWidget(parent)
{
    QFont underlined = theme.text(13);
    underlined.setUnderline(true);
    const auto keys = [](const char *name) { return QKeySequence(QString::fromLatin1(name)); };
    m_case = toggle(QStringLiteral("Aa"), theme.text(13), tr("Match case"), keys("Alt+C"));
    m_words = toggle(QStringLiteral("ab"), underlined, tr("Whole words"), keys("Alt+W"));
    m_expression = toggle(QStringLiteral(".*"), theme.mono(13), tr("Regular expression"), keys("Alt+R"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    for (QToolButton *button : {m_case, m_words, m_expression})
        row->addWidget(button);
}

QToolButton *SearchToggles::toggle(const QString &sign, const QFont &font, const QString &name, const QKeySequence &keys)
{
    auto *button = new QToolButton(this);
    button->setText(sign);
    button->setFont(font);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFixedSize(30, 30);
    button->setToolTip(tr("%1 (%2)").arg(name, keys.toString(QKeySequence::NativeText)));
    button->setAccessibleName(name);
    button->setShortcut(keys);
    connect(button, &QToolButton::clicked, this, &SearchToggles::changed);
    return button;
}

TextSearch::Way SearchToggles::way() const
{
    using Search = TextSearch;
    return {.syntax = m_expression->isChecked() ? Search::Syntax::Expression : Search::Syntax::Words,
            .capitals = m_case->isChecked() ? Search::Capitals::Count : Search::Capitals::DoNotCount,
            .extent = m_words->isChecked() ? Search::Extent::WholeWords : Search::Extent::Anywhere};
}

void SearchToggles::setWay(const TextSearch::Way &way)
{
    m_expression->setChecked(way.syntax == TextSearch::Syntax::Expression);
    m_case->setChecked(way.capitals == TextSearch::Capitals::Count);
    m_words->setChecked(way.extent == TextSearch::Extent::WholeWords);
}

} // namespace galley

#include "moc_searchtoggles.cpp"
