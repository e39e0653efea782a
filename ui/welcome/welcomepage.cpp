#include "ui/welcome/welcomepage.h"

#include "ui/theme/theme.h"
#include "ui/welcome/welcomebutton.h"

#include <QAction>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QSvgRenderer>
#include <QVBoxLayout>

namespace galley {

namespace {

constexpr int kColumn = 440;

class Emblem final : public QWidget
{
public:
    explicit Emblem(QWidget *parent) : QWidget(parent) { setFixedSize(56, 56); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QSvgRenderer icon(QStringLiteral(":/icons/galley.svg"));
        icon.setViewBox(QRectF(8, 8, 112, 112)); // without the margin that an icon has: its edge is the edge of the text
        icon.render(&painter, rect());
    }
};

QString homeShortened(const QString &path)
{
    const QString home = QDir::homePath();
    return path.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + path.mid(home.size()) : path;
}

} // namespace

WelcomePage::WelcomePage(const Theme &theme, const WelcomeActions &actions, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_recentBox(new QWidget(this))
{
    auto *title = new QLabel(tr("Galley"), this);
    title->setFont(theme.text(27, QFont::DemiBold));
    auto *line = new QLabel(tr("Write in one file, see the page as readers will,\npublish with one click."), this);
    line->setFont(theme.text(14));
    line->setForegroundRole(QPalette::Dark);
    line->setWordWrap(true);

    auto *column = new QVBoxLayout;
    column->setSpacing(8);
    column->addWidget(new Emblem(this));
    column->addSpacing(10);
    column->addWidget(title);
    column->addWidget(line);
    column->addSpacing(20);
    const auto choice = [&](QAction *action, const QString &icon, const QString &name, const QString &about) {
        auto *button = new WelcomeButton(theme, icon, name, about, this);
        connect(button, &QAbstractButton::clicked, action, &QAction::trigger);
        column->addWidget(button);
    };
    choice(actions.newBlog, QStringLiteral("plus"), tr("New blog…"), tr("An empty file with room for everything you write"));
    choice(actions.openBlog, QStringLiteral("folder"), tr("Open…"), tr("A .galley file on this computer"));
    choice(actions.sample, QStringLiteral("look"), tr("Look around the sample"),
           tr("A small blog with photographs, yours to play with"));

    m_recent = new QVBoxLayout(m_recentBox);
    m_recent->setContentsMargins(0, 16, 0, 0);
    m_recent->setSpacing(8);
    column->addWidget(m_recentBox);

    auto *box = new QWidget(this);
    box->setLayout(column);
    box->setFixedWidth(kColumn);
    column->setContentsMargins(0, 0, 0, 0);
    auto *outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addWidget(box, 0, Qt::AlignHCenter);
    outer->addStretch(3);
    setAcceptDrops(true);
}

void WelcomePage::setRecent(const QStringList &paths)
{
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_recentBox->setVisible(!paths.isEmpty());
    if (paths.isEmpty())
        return;
    auto *heading = new QLabel(tr("Lately"), m_recentBox);
    heading->setFont(m_theme.text(12, QFont::DemiBold));
    heading->setForegroundRole(QPalette::Dark);
    m_recent->addWidget(heading);
    for (const QString &path : paths.first(qMin<qsizetype>(paths.size(), 4))) {
        const QFileInfo file(path);
        auto *button = new WelcomeButton(m_theme, QStringLiteral("file"), file.completeBaseName(),
                                         homeShortened(file.absolutePath()), m_recentBox);
        connect(button, &QAbstractButton::clicked, this, [this, path] { Q_EMIT fileChosen(path); });
        m_recent->addWidget(button);
    }
}

void WelcomePage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.tokens().background);
}

void WelcomePage::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void WelcomePage::dropEvent(QDropEvent *event)
{
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile()) {
            Q_EMIT fileChosen(url.toLocalFile());
            return;
        }
    }
}

} // namespace galley

#include "moc_welcomepage.cpp"
