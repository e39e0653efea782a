#include "ui/settings/settingsdialog.h"

#include "ui/settings/preferences.h"
#include "ui/spelling/dictionaries.h"
#include "ui/spelling/spellchecker.h"
#include "ui/theme/theme.h"
#include "ui/widgets/pillbutton.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

namespace galley {

namespace {

QWidget *rowOf(std::initializer_list<QWidget *> widgets, QWidget *parent)
{
    auto *row = new QWidget(parent);
    row->setMinimumHeight(34); // of a field, so that all rows are alike
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    for (QWidget *widget : widgets)
        line->addWidget(widget);
    return row;
}

} // namespace

SettingsDialog::SettingsDialog(Theme &theme, Preferences &preferences, SpellChecker &spelling, QWidget *parent)
    : CardDialog(theme, tr("Settings"), tr("Every choice shows at once."), parent),
      m_colours(theme),
      m_preferences(preferences),
      m_spelling(spelling),
      m_family(new QComboBox(this)),
      m_size(new QSpinBox(this)),
      m_measure(new QSpinBox(this)),
      m_checks(new QCheckBox(tr("&Check while I write"), this)),
      m_language(new QComboBox(this)),
      m_syncs(new QCheckBox(tr("Stay in step with &Turso by itself"), this))
{
    addRow(tr("Typeface"), typeRow(), Beside::FirstField);
    addRow(tr("Line"), rowOf({m_measure}, this), Beside::FirstField);
    addRow(tr("Colours"), colourRow(), Beside::FirstField);
    addRow(tr("Spelling"), spellingRow(), Beside::FirstField);
    m_syncs->setToolTip(tr("Off: Galley syncs when you ask it to, and with what you publish."));
    addRow(tr("Sync"), rowOf({m_syncs}, this), Beside::FirstField);

    showWriting();
    connect(m_family, &QComboBox::currentIndexChanged, this, &SettingsDialog::takeWriting);
    connect(m_size, &QSpinBox::valueChanged, this, &SettingsDialog::takeWriting);
    connect(m_measure, &QSpinBox::valueChanged, this, &SettingsDialog::takeWriting);
    m_syncs->setChecked(preferences.syncsByItself());
    connect(m_syncs, &QCheckBox::toggled, &preferences, &Preferences::setSyncsByItself);
    connect(addLeftButton(tr("Reset to de&faults")), &QPushButton::clicked, this, &SettingsDialog::resetWriting);
    connect(addMainButton(tr("Close")), &QPushButton::clicked, this, &QDialog::accept);
    m_family->setFocus();
}

QWidget *SettingsDialog::typeRow()
{
    m_family->setAccessibleName(tr("Typeface of the text"));
    m_family->addItem(tr("Galley’s own (JetBrains Mono)"), QString());
    for (const QString &family : QFontDatabase::families()) {
        if (!QFontDatabase::isPrivateFamily(family))
            m_family->addItem(family, family);
    }
    m_family->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_family->setMinimumContentsLength(20);
    m_size->setAccessibleName(tr("Size of the text"));
    m_size->setRange(WritingStyle::kSmallest, WritingStyle::kLargest);
    m_size->setSuffix(tr(" px"));
    m_size->setFixedWidth(76);
    m_measure->setAccessibleName(tr("Longest line of the text"));
    m_measure->setRange(WritingStyle::kNarrowest, WritingStyle::kWidest);
    m_measure->setPrefix(tr("at most "));
    m_measure->setSuffix(tr(" characters"));
    QWidget *row = rowOf({m_family, m_size}, this);
    qobject_cast<QHBoxLayout *>(row->layout())->setStretch(0, 1);
    return row;
}

QWidget *SettingsDialog::colourRow()
{
    const std::pair<ThemeChoice, QString> choices[] = {
        {ThemeChoice::System, tr("As the system")}, {ThemeChoice::Light, tr("Light")}, {ThemeChoice::Dark, tr("Dark")}};
    auto *group = new QButtonGroup(this);
    QWidget *row = rowOf({}, this);
    for (const auto &[choice, name] : choices) {
        auto *pill = new PillButton(m_colours, name, row);
        pill->setChecked(m_colours.choice() == choice);
        group->addButton(pill, int(choice));
        row->layout()->addWidget(pill);
    }
    qobject_cast<QHBoxLayout *>(row->layout())->addStretch();
    QWidget *last = m_measure; // by Tab as by sight
    for (QAbstractButton *pill : group->buttons()) {
        setTabOrder(last, pill);
        last = pill;
    }
    connect(group, &QButtonGroup::idClicked, this, [this](int id) { m_colours.setChoice(ThemeChoice(id)); });
    return row;
}

QWidget *SettingsDialog::spellingRow()
{
    fillLanguages();
    m_language->setAccessibleName(tr("Language of posts that have no other"));
    m_checks->setChecked(m_spelling.isOn());
    m_language->setEnabled(m_spelling.isOn() && m_language->count() > 0);
    connect(m_checks, &QCheckBox::toggled, this, [this](bool on) {
        m_spelling.setOn(on);
        m_language->setEnabled(on && m_language->count() > 0);
    });
    connect(m_language, &QComboBox::currentIndexChanged, this,
            [this] { m_spelling.setDefaultLanguage(m_language->currentData().toString()); });
    auto *column = new QWidget(this);
    auto *lines = new QVBoxLayout(column);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(6);
    QWidget *row = rowOf({m_checks, m_language}, column);
    qobject_cast<QHBoxLayout *>(row->layout())->setStretch(1, 1);
    lines->addWidget(row);
    if (!m_spelling.trouble().isEmpty()) {
        auto *trouble = new QLabel(m_spelling.trouble(), column);
        trouble->setTextFormat(Qt::PlainText);
        trouble->setWordWrap(true);
        trouble->setForegroundRole(QPalette::Dark);
        lines->addWidget(trouble);
    }
    return column;
}

void SettingsDialog::fillLanguages()
{
    for (const QString &language : m_spelling.languages())
        m_language->addItem(languageName(language), language);
    m_language->setCurrentIndex(m_language->findData(m_spelling.defaultLanguage()));
}

void SettingsDialog::takeWriting()
{
    m_preferences.setWriting({m_family->currentData().toString(), m_size->value(), m_measure->value()});
}

void SettingsDialog::showWriting()
{
    const QSignalBlocker family(m_family);
    const QSignalBlocker size(m_size);
    const QSignalBlocker measure(m_measure);
    const WritingStyle &style = m_preferences.writing();
    if (m_family->findData(style.family) < 0) // chosen on another computer, or no longer installed: still the author's
        m_family->addItem(style.family, style.family);
    m_family->setCurrentIndex(m_family->findData(style.family));
    m_size->setValue(style.size);
    m_measure->setValue(style.measure);
}

void SettingsDialog::resetWriting()
{
    m_preferences.setWriting({});
    showWriting();
}

} // namespace galley

#include "moc_settingsdialog.cpp"
