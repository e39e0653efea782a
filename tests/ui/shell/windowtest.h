// The whole window over a real file, for tests of what its parts tell each other.
#pragma once

#include "core/workspace/workspace.h"
#include "tests/support/finished.h"
#include "ui/editor/markdowneditor.h"
#include "ui/shell/headerbar.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/services.h"
#include "ui/spelling/spellchecker.h"
#include "ui/theme/theme.h"

#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace galley::test {

constexpr int kPatience = 30'000; // milliseconds

/// A test's class begins and ends each of its functions with `begin` and `end`.
class WindowTest : public QObject
{
protected:
    void begin();
    void end();
    /// Before `open`.
    qint64 make(const QString &title, const QString &content, const QString &subtitle = {});
    /// Shows the file, with these posts published.
    void open(const QList<qint64> &published = {});
    template <typename Widget>
    Widget *named(const QString &name) const
    {
        for (Widget *widget : m_window->findChildren<Widget *>()) {
            if (widget->accessibleName() == name || widget->property("text").toString() == name)
                return widget;
        }
        qFatal("nothing is called %s", qPrintable(name));
        return nullptr;
    }
    QPushButton *publishButton() const { return m_window->findChild<HeaderBar *>()->findChild<QPushButton *>(); }
    MarkdownEditor *editor() const { return m_window->findChild<MarkdownEditor *>(); }
    void press(Qt::Key key) { QTest::keyClick(m_window.get(), key); }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SpellChecker> m_spelling;
    std::unique_ptr<MainWindow> m_window;
    QString m_path;
    int m_posts = 0;
};

inline void WindowTest::begin()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_theme = std::make_unique<Theme>(*m_settings);
    m_theme->install();
    m_spelling = std::make_unique<SpellChecker>(*m_settings, QStringList(), m_folder->filePath(QStringLiteral("words.txt")));
    m_posts = 0;
    m_path = m_folder->filePath(QStringLiteral("b.galley"));
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.create(QStringLiteral("Salt & Paper"))));
}

inline void WindowTest::end()
{
    m_window.reset();
    m_spelling.reset();
}

inline qint64 WindowTest::make(const QString &title, const QString &content, const QString &subtitle)
{
    Workspace workspace(m_path, m_clock);
    if (!finished(workspace.open()))
        qFatal("the blog does not open");
    ++m_posts;
    PostFields fields;
    fields.title = title;
    fields.content = content;
    fields.subtitle = subtitle;
    return finished(workspace.newPost(fields))->id;
}

inline void WindowTest::open(const QList<qint64> &published)
{
    if (!published.isEmpty()) {
        Workspace workspace(m_path, m_clock);
        if (!finished(workspace.open()))
            qFatal("the blog does not open");
        for (const qint64 post : published) {
            if (!finished(workspace.publish(post)))
                qFatal("it is not published");
        }
    }
    const bool hasPosts = m_posts > 0;
    const Services services{
        .theme = *m_theme,
        .settings = *m_settings,
        .clock = m_clock,
        .spelling = *m_spelling,
        .workspace = [this](const QString &path) { return std::make_unique<Workspace>(path, m_clock); },
        .proof = [](const QString &, const QString &) -> Result<std::unique_ptr<Proof>> { return fail(ErrorCode::Io, QStringLiteral("none here")); },
        .writeSample = [](const QString &) -> Status { return fail(ErrorCode::Io, QStringLiteral("none here")); },
    };
    m_window = std::make_unique<MainWindow>(services);
    m_window->setWindowState(Qt::WindowNoState); // it fills this small screen
    m_window->resize(1440, 900);
    m_window->show();
    m_window->openBlog(m_path);
    if (!QTest::qWaitForWindowActive(m_window.get()) || !QTest::qWaitFor([this] { return m_window->windowTitle().contains(QLatin1String("Salt")); }, kPatience))
        qFatal("the blog does not show");
    if (hasPosts && !QTest::qWaitFor([this] { return editor()->isEnabled() && !editor()->isReadOnly() && publishButton()->isVisible(); }, kPatience))
        qFatal("the post does not show");
}

} // namespace galley::test
