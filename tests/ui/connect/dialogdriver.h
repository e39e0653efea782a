// A person at the dialogs of a connection: finds things by their accessible names, types, presses, reads, and
// takes pictures where GALLEY_PICTURES names a folder for them.
#pragma once

#include "ui/connect/connectdialog.h"
#include "ui/connect/verdict.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace galley::test {

template <typename T>
T *named(QWidget &dialog, const char *name)
{
    for (T *each : dialog.findChildren<T *>()) {
        if (each->accessibleName() == QString::fromUtf8(name))
            return each;
    }
    qFatal("there is nothing called %s", name);
}

inline QPushButton *button(QWidget &dialog, const char *words)
{
    for (QPushButton *each : dialog.findChildren<QPushButton *>()) {
        if (each->text() == QString::fromUtf8(words))
            return each;
    }
    return nullptr;
}

inline void type(QWidget &dialog, const char *field, const QString &text)
{
    auto *edit = named<QLineEdit>(dialog, field);
    edit->selectAll();
    QTest::keyClick(edit, Qt::Key_Delete);
    edit->insert(text); // a test has no keys for ö
}

inline void press(QWidget &dialog, const char *words)
{
    QPushButton *found = button(dialog, words);
    if (!found || !found->isEnabled())
        qFatal("there is no button %s to press", words);
    QTest::mouseClick(found, Qt::LeftButton);
}

/// What the dialog says in the end, in one line.
inline QString verdict(QWidget &dialog)
{
    return dialog.findChild<Verdict *>()->words().simplified();
}

inline bool says(QWidget &dialog, const QString &words)
{
    return QTest::qWaitFor([&] { return verdict(dialog).contains(words); }, 30'000);
}

inline bool arePicturesWanted()
{
    return qEnvironmentVariableIsSet("GALLEY_PICTURES");
}

inline void picture(QWidget &dialog, const QString &name)
{
    const QString folder = qEnvironmentVariable("GALLEY_PICTURES");
    if (folder.isEmpty())
        return;
    QTest::qWait(50); // let it be laid out
    dialog.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
}

} // namespace galley::test
