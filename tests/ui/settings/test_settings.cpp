// The author's choices: applied at once, kept between starts, never out of their bounds.
#include "ui/settings/preferences.h"
#include "ui/settings/settingsdialog.h"
#include "ui/spelling/spellchecker.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace galley;

namespace {

void writeDictionary(const QString &folder, const QString &language)
{
    for (const auto &[ending, text] : {std::pair(".aff", "SET UTF-8\n"), std::pair(".dic", "1\ntide\n")}) {
        QFile file(folder + u'/' + language + QLatin1String(ending));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("no dictionary");
    }
}

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsWhatWasChosen();
    void boundsWhatIsKept();
    void typefaceAndLine();
    void coloursAndSync();
    void spelling();
    void backToTheFirst();
    void tabGoesThroughAsItStands();

private:
    template <typename Widget>
    Widget *named(const QString &name)
    {
        for (Widget *widget : m_dialog->findChildren<Widget *>()) {
            if (widget->accessibleName() == name || widget->property("text").toString().remove(u'&') == name)
                return widget;
        }
        qFatal("nothing is called %s", qPrintable(name));
        return nullptr;
    }
    void open() { m_dialog = std::make_unique<SettingsDialog>(*m_theme, *m_preferences, *m_spelling, nullptr); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<SpellChecker> m_spelling;
    std::unique_ptr<SettingsDialog> m_dialog;
};

void TestSettings::init()
{
    m_dialog.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_theme = std::make_unique<Theme>(*m_settings);
    m_preferences = std::make_unique<Preferences>(*m_settings);
    writeDictionary(m_folder->path(), QStringLiteral("de_DE"));
    writeDictionary(m_folder->path(), QStringLiteral("en_US"));
    m_spelling = std::make_unique<SpellChecker>(*m_settings, QStringList{m_folder->path()}, m_folder->filePath(QStringLiteral("words.txt")));
}

void TestSettings::keepsWhatWasChosen()
{
    QCOMPARE(m_preferences->writing(), WritingStyle());
    QVERIFY(m_preferences->syncsByItself());
    const WritingStyle wanted{QStringLiteral("Noto Serif"), 18, 60};
    QSignalSpy changed(m_preferences.get(), &Preferences::writingChanged);
    m_preferences->setWriting(wanted);
    m_preferences->setWriting(wanted);
    QCOMPARE(changed.size(), 1);
    m_preferences->setSyncsByItself(false);
    const Preferences again(*m_settings);
    QCOMPARE(again.writing(), wanted);
    QVERIFY(!again.syncsByItself());
    QCOMPARE(wanted.font(*m_theme).pixelSize(), 18);
    QCOMPARE(wanted.font(*m_theme).families().first(), QStringLiteral("Noto Serif"));
    QCOMPARE(WritingStyle().font(*m_theme), m_theme->mono(15));
}

void TestSettings::boundsWhatIsKept()
{
    m_settings->setValue(QStringLiteral("writing/size"), 4000);
    m_settings->setValue(QStringLiteral("writing/measure"), QStringLiteral("wide"));
    const Preferences odd(*m_settings);
    QCOMPARE(odd.writing().size, WritingStyle::kLargest);
    QCOMPARE(odd.writing().measure, WritingStyle::kNarrowest);
}

void TestSettings::typefaceAndLine()
{
    m_preferences->setWriting({QStringLiteral("A face that is not installed"), 15, 74});
    open();
    auto *family = named<QComboBox>(QStringLiteral("Typeface of the text"));
    QCOMPARE(family->currentText(), QStringLiteral("A face that is not installed")); // stays the author's choice
    family->setCurrentIndex(1);
    QCOMPARE(m_preferences->writing().family, family->itemData(1).toString());
    named<QSpinBox>(QStringLiteral("Size of the text"))->setValue(20);
    named<QSpinBox>(QStringLiteral("Longest line of the text"))->setValue(66);
    QCOMPARE(m_preferences->writing().size, 20);
    QCOMPARE(m_preferences->writing().measure, 66);
}

void TestSettings::coloursAndSync()
{
    open();
    named<QAbstractButton>(QStringLiteral("Dark"))->click();
    QCOMPARE(m_theme->choice(), ThemeChoice::Dark);
    QVERIFY(m_theme->tokens().dark);
    named<QAbstractButton>(QStringLiteral("Light"))->click();
    QVERIFY(!m_theme->tokens().dark);
    named<QCheckBox>(QStringLiteral("Stay in step with Turso by itself"))->click();
    QVERIFY(!m_preferences->syncsByItself());
}

void TestSettings::spelling()
{
    m_spelling->openPost(7);
    m_spelling->chooseLanguage(QStringLiteral("en_US"));
    open();
    auto *language = named<QComboBox>(QStringLiteral("Language of posts that have no other"));
    language->setCurrentIndex(language->findData(QStringLiteral("de_DE")));
    QCOMPARE(m_spelling->defaultLanguage(), QStringLiteral("de_DE"));
    QCOMPARE(m_spelling->language(), QStringLiteral("en_US")); // this post has its own
    m_spelling->openPost(8);
    QCOMPARE(m_spelling->language(), QStringLiteral("de_DE"));
    named<QCheckBox>(QStringLiteral("Check while I write"))->click();
    QVERIFY(!m_spelling->isOn());
    QVERIFY(!language->isEnabled());
    // Without any dictionary the dialog says what brings one.
    SpellChecker none(*m_settings, {}, m_folder->filePath(QStringLiteral("words.txt")));
    SettingsDialog poor(*m_theme, *m_preferences, none, nullptr);
    bool told = false;
    for (const QLabel *label : poor.findChildren<QLabel *>())
        told = told || label->text().contains(QLatin1String("hunspell-"));
    QVERIFY(told);
}

void TestSettings::backToTheFirst()
{
    m_preferences->setWriting({QStringLiteral("Noto Serif"), 22, 100});
    open();
    named<QPushButton>(QStringLiteral("Reset to defaults"))->click();
    QCOMPARE(m_preferences->writing(), WritingStyle());
    QCOMPARE(named<QSpinBox>(QStringLiteral("Size of the text"))->value(), 15);
}

void TestSettings::tabGoesThroughAsItStands()
{
    open();
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    QStringList stops;
    while (stops.size() < 8) {
        QWidget *stop = QApplication::focusWidget();
        stops += stop->accessibleName().isEmpty() ? stop->property("text").toString().remove(u'&') : stop->accessibleName();
        QTest::keyClick(stop, Qt::Key_Tab);
    }
    QCOMPARE(stops, (QStringList{QStringLiteral("Typeface of the text"), QStringLiteral("Size of the text"), QStringLiteral("Longest line of the text"),
                                 QStringLiteral("As the system"), QStringLiteral("Check while I write"), QStringLiteral("Language of posts that have no other"),
                                 QStringLiteral("Stay in step with Turso by itself"), QStringLiteral("Reset to defaults")}));
}

QTEST_MAIN(TestSettings)
#include "test_settings.moc"
