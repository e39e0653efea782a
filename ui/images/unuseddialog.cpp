#include "ui/images/unuseddialog.h"

#include "core/base/text.h"
#include "core/workspace/workspace.h"
#include "ui/base/whendone.h"
#include "ui/images/unuseddelegate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/thinbar.h"

#include <QCheckBox>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace galley {

namespace {

constexpr QSize kSize(540, 500); // shows five rows
constexpr int kFewestRows = 2;   // in sight at once, however small the window
constexpr int kAround = 14;      // pixels beside the rows, whose boxes begin below the heading
constexpr int kAbove = 8;

enum Page { WordsPage, ListPage };

QString imagesIn(qint64 count)
{
    return count == 1 ? UnusedDialog::tr("1 image") : UnusedDialog::tr("%1 images").arg(QLocale().toString(count));
}

} // namespace

UnusedDialog::UnusedDialog(const Theme &theme, Workspace &workspace, QWidget *parent)
    : CardDialog(theme, tr("Unused images"), {}, parent),
      m_workspace(workspace),
      m_images(workspace),
      m_pages(new QStackedWidget(this)),
      m_list(new QListView(this)),
      m_heading(new QLabel(this)),
      m_words(new QLabel(this)),
      m_note(new QLabel(this)),
      m_bar(new ThinBar(theme, this)),
      m_all(new QCheckBox(tr("&All"), this))
{
    m_pages->addWidget(wordsPage());
    m_pages->addWidget(listPage());
    fill(m_pages);
    addLeft(m_all);
    m_close = addButton(tr("Close"));
    m_remove = addDangerButton(tr("Remove"), *m_close);
    m_all->setAccessibleName(tr("Tick all images"));
    m_all->hide();
    m_remove->hide();
    connect(m_all, &QCheckBox::clicked, this, [this] { m_images.tickAll(m_all->checkState() != Qt::Unchecked); });
    connect(&m_images, &UnusedList::tickedChanged, this, &UnusedDialog::showTicked);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_remove, &QPushButton::clicked, this, &UnusedDialog::remove);
    m_heading->setText(tr("Looking through all texts…"));
    resizeWithin(kSize);
    whenDone(workspace.unusedImages(), this, [this](Result<UnusedImages> unused) { showFound(std::move(unused)); });
}

QWidget *UnusedDialog::wordsPage()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(40, 0, 40, 0);
    column->setSpacing(6);
    m_heading->setFont(theme().text(14, QFont::DemiBold));
    m_words->setForegroundRole(QPalette::Dark);
    column->addStretch();
    for (QLabel *label : {m_heading, m_words}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
        column->addWidget(label);
    }
    column->addStretch();
    return page;
}

QWidget *UnusedDialog::listPage()
{
    m_list->setModel(&m_images);
    m_list->setItemDelegate(new UnusedDelegate(theme(), m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setMinimumHeight(kFewestRows * UnusedDelegate::kRowHeight);
    m_list->setAccessibleName(tr("Unused images"));
    m_note->setForegroundRole(QPalette::Dark);
    m_note->setFont(theme().text(12));
    m_note->setWordWrap(true);
    m_note->setContentsMargins(10, 4, 10, 4);
    m_note->hide();
    m_bar->hide();
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(kAround, kAbove, kAround, kAbove);
    column->setSpacing(2);
    column->addWidget(m_list, 1);
    column->addWidget(m_note);
    column->addWidget(m_bar);
    return page;
}

void UnusedDialog::showFound(Result<UnusedImages> unused)
{
    if (!unused) {
        m_heading->setText(tr("They can't be listed now"));
        m_words->setText(unused.error().message);
        return;
    }
    showNote(*unused);
    if (unused->images.empty()) {
        m_heading->setText(unused->asked > 0 || unused->kept > 0 ? tr("Nothing to remove now") : tr("Every image is in use"));
        m_words->setText(m_note->text());
        m_close->setFocus();
        return;
    }
    const int count = int(unused->images.size());
    setSentence(count == 1 ? tr("1 image, %1, that no post, draft or deleted post names. A removed image cannot be brought back.").arg(humanBytes(unused->bytes))
                           : tr("%1 images, %2, that no post, draft or deleted post names. Removed images cannot be brought back.")
                                 .arg(QLocale().toString(count), humanBytes(unused->bytes)));
    m_images.setImages(std::move(unused->images), devicePixelRatioF());
    m_list->setCurrentIndex(m_images.index(0));
    m_all->show();
    m_remove->show();
    m_pages->setCurrentIndex(ListPage);
    m_list->setFocus();
}

void UnusedDialog::showNote(const UnusedImages &unused)
{
    QStringList words;
    if (unused.kept > 0)
        words += (unused.kept == 1 ? tr("Kept for now: 1 image that is new, or that Undo or “Deleted posts” can bring back.")
                                   : tr("Kept for now: %1 images that are new, or that Undo or “Deleted posts” can bring back.").arg(QLocale().toString(unused.kept)));
    if (unused.asked > 0)
        words += unused.asked == 1 ? tr("1 image goes with the next sync.") : tr("%1 images go with the next sync.").arg(QLocale().toString(unused.asked));
    m_note->setText(words.join(QLatin1Char(' ')));
    m_note->setVisible(!words.isEmpty());
}

void UnusedDialog::showTicked()
{
    const qsizetype count = m_images.ticked().size();
    m_all->setCheckState(count == 0 ? Qt::Unchecked : count == m_images.rowCount() ? Qt::Checked : Qt::PartiallyChecked);
    m_remove->setEnabled(count > 0);
    m_remove->setText(count == 0 ? tr("Remove") : tr("Remove %1, %2").arg(imagesIn(count), humanBytes(m_images.tickedBytes())));
}

void UnusedDialog::remove()
{
    m_isRemoving = true;
    m_left = m_images.ticked();
    m_wanted = m_left.size();
    m_bytes = m_images.tickedBytes();
    m_close->setText(tr("Stop"));
    m_close->setFocus(); // before the button that has it goes
    for (QWidget *control : std::initializer_list<QWidget *>{m_list, m_all, m_remove})
        control->setEnabled(false);
    m_note->show();
    removeNext();
}

void UnusedDialog::removeNext()
{
    // A site is asked once for all, by one sync.
    const QList<qint64> part = m_left.first(m_workspace.isConnected() ? m_left.size() : qMin(m_left.size(), MostImagesRemoved));
    m_left.remove(0, part.size());
    const qsizetype gone = m_wanted - m_left.size() - part.size();
    m_note->setText(part.size() == m_wanted ? tr("Removing %1…").arg(imagesIn(m_wanted))
                                            : tr("Removing %1… %2 are gone.").arg(imagesIn(m_wanted), QLocale().toString(gone)));
    m_bar->setVisible(part.size() < m_wanted);
    m_bar->setShare(double(gone) / double(m_wanted));
    whenDone(m_workspace.removeUnusedImages(part), this, [this, asked = part.size()](const Result<ImageRemoval> &done) {
        removedSome(done, asked);
    });
}

void UnusedDialog::removedSome(const Result<ImageRemoval> &part, qsizetype asked)
{
    if (part) {
        m_removal.removed += part->removed;
        m_removal.waiting += part->waiting;
        m_removal.left += part->left;
        m_removal.units += part->units;
        m_removal.hasSynced = m_removal.hasSynced || part->hasSynced;
        m_removal.report.notices += part->report.notices;
        if (part->reason)
            m_removal.reason = part->reason;
    } else {
        m_removal.left += int(asked);
        m_removal.reason = part.error();
    }
    // What has failed would fail again, but for a text of the moment.
    const bool goesOn = !m_isStopped && part && (!part->reason || part->reason->code == ErrorCode::Conflict || part->waiting > 0);
    if (goesOn && !m_left.isEmpty()) {
        removeNext();
        return;
    }
    m_removal.left += int(m_left.size());
    m_isRemoving = false;
    accept();
}

QString UnusedDialog::outcome() const
{
    QStringList words;
    if (m_removal.removed == m_wanted)
        words += tr("%1 removed, %2.").arg(imagesIn(m_wanted), humanBytes(m_bytes));
    else if (m_removal.removed > 0)
        words += tr("%1 removed.").arg(imagesIn(m_removal.removed));
    if (m_removal.waiting > 0)
        words += m_removal.waiting == 1 ? tr("1 image goes with the next sync.") : tr("%1 images go with the next sync.").arg(QLocale().toString(m_removal.waiting));
    if (m_removal.left > 0 && m_isStopped)
        words += tr("Stopped: %1 left.").arg(imagesIn(m_removal.left));
    else if (m_removal.left > 0)
        words += m_removal.reason ? m_removal.reason->message : tr("%1 in use by now, and left.").arg(imagesIn(m_removal.left));
    return words.join(QLatin1Char(' '));
}

void UnusedDialog::done(int result)
{
    if (m_isRemoving) { // ends with what is under way
        m_isStopped = true;
        m_close->setEnabled(false);
        m_workspace.cancelRemoteWork();
        return;
    }
    m_workspace.cancelUnusedImages();
    CardDialog::done(result);
}

} // namespace galley

#include "moc_unuseddialog.cpp"
