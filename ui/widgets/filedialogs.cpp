#include "ui/widgets/filedialogs.h"

#include <QDir>
#include <QFileDialog>
#include <QFileIconProvider>
#include <QFileInfo>
#include <QHeaderView>
#include <QScreen>
#include <QSplitter>
#include <QTreeView>

namespace galley {

namespace {

class NamesAlone final : public QFileIconProvider
{
public:
    using QFileIconProvider::icon;

    QIcon icon(const QFileInfo &info) const override { return QFileIconProvider::icon(info.isDir() ? Folder : File); }
    QString type(const QFileInfo &info) const override { return info.isDir() ? QFileDialog::tr("Folder") : info.suffix(); }
};

class Question
{
public:
    Question(QWidget *parent, const QString &title, QFileDialog::AcceptMode accept, QFileDialog::FileMode mode)
        : m_dialog(parent, title, QDir::rootPath()) // no blog lies there, and it is listed before the names alone count
    {
        m_dialog.setOptions(QFileDialog::DontUseNativeDialog | QFileDialog::HideNameFilterDetails);
        m_dialog.setIconProvider(&m_names);
        m_dialog.setAcceptMode(accept);
        m_dialog.setFileMode(mode);
        layOut();
    }

    QStringList ask(const QString &from, const QString &filter)
    {
        if (!filter.isEmpty())
            m_dialog.setNameFilter(filter);
        const QFileInfo place(from.isEmpty() ? QDir::homePath() : from);
        m_dialog.setDirectory(place.isDir() ? place.filePath() : place.absolutePath());
        if (!place.isDir() && !place.fileName().isEmpty())
            m_dialog.selectFile(place.fileName());
        return m_dialog.exec() == QDialog::Accepted ? m_dialog.selectedFiles() : QStringList();
    }

private:
    // Wide enough for a date, and the columns as wide as what they say.
    void layOut()
    {
        m_dialog.resize(QSize(760, 460).boundedTo(m_dialog.screen()->availableSize() * 0.9));
        if (const auto *files = m_dialog.findChild<QTreeView *>(QStringLiteral("treeView"))) {
            files->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
            files->header()->setSectionResizeMode(0, QHeaderView::Stretch);
        }
        if (auto *panes = m_dialog.findChild<QSplitter *>(QStringLiteral("splitter")))
            panes->setSizes({150, 610});
    }

    NamesAlone m_names;
    QFileDialog m_dialog;
};

} // namespace

QString askForFile(QWidget *parent, const QString &title, const QString &from, const QString &filter)
{
    return Question(parent, title, QFileDialog::AcceptOpen, QFileDialog::ExistingFile).ask(from, filter).value(0);
}

QStringList askForFiles(QWidget *parent, const QString &title, const QString &from, const QString &filter)
{
    return Question(parent, title, QFileDialog::AcceptOpen, QFileDialog::ExistingFiles).ask(from, filter);
}

QString askForFolder(QWidget *parent, const QString &title, const QString &from)
{
    return Question(parent, title, QFileDialog::AcceptOpen, QFileDialog::Directory).ask(from, {}).value(0);
}

QString askWhereToSave(QWidget *parent, const QString &title, const QString &proposed, const QString &filter)
{
    return Question(parent, title, QFileDialog::AcceptSave, QFileDialog::AnyFile).ask(proposed, filter).value(0);
}

} // namespace galley
