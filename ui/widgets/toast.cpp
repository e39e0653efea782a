#include "ui/widgets/toast.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTimer>
#include <QToolButton>

namespace galley {

namespace {

// Milliseconds.
constexpr int QuietTime = 6000;
constexpr int TroubleTime = 14000;
constexpr int ActionTime = 20000; // to find a button with the keyboard or a screen reader

} // namespace

Toast::Toast(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_words(new QLabel(this)),
      m_row(new QHBoxLayout(this)),
      m_timer(new QTimer(this))
{
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_row->setContentsMargins(18, 10, 12, 10);
    m_row->setSpacing(4);
    m_row->addWidget(m_words, 1);
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &QWidget::hide);
    parent->installEventFilter(this);
    hide();
}

void Toast::say(const QString &words, const QList<ToastAction> &actions, Tone tone, qint64 subject)
{
    const Tokens &t = m_theme.tokens();
    m_tone = tone;
    m_subject = subject;
    m_words->setText(words);
    QPalette p = m_words->palette();
    p.setColor(QPalette::WindowText, t.paper);
    m_words->setPalette(p);
    for (const QPointer<QWidget> &button : std::as_const(m_buttons)) {
        if (button)
            button->deleteLater();
    }
    m_buttons.clear();
    for (const ToastAction &action : actions) {
        auto *button = new QToolButton(this);
        button->setText(action.text);
        button->setFont(m_theme.text(13, QFont::DemiBold));
        button->setAutoRaise(true);
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding); // as high as the words, so on their line
        button->setCursor(Qt::PointingHandCursor);
        QPalette colors = button->palette();
        colors.setColor(QPalette::ButtonText, blend(t.paper, t.accent, t.dark ? 0.45 : 0.28));
        button->setPalette(colors);
        connect(button, &QToolButton::clicked, this, [this, run = action.run] {
            hide();
            run();
        });
        m_row->addWidget(button);
        m_buttons.append(button);
    }
    setAccessibleName(words);
    place();
    show();
    raise();
    m_timer->start(!actions.isEmpty() ? ActionTime : tone == Tone::Trouble ? TroubleTime : QuietTime);
}

void Toast::unsay(const QString &words)
{
    if (m_words->text() == words)
        hide();
}

void Toast::place()
{
    const QWidget *window = parentWidget();
    int buttons = 0;
    for (const QPointer<QWidget> &button : std::as_const(m_buttons))
        buttons += button ? button->sizeHint().width() + 4 : 0;
    const QFontMetrics metrics(m_words->font());
    const int wanted = metrics.horizontalAdvance(m_words->text()) + 8 + buttons + 30;
    const int most = qMin(620, window->width() - 48);
    const int width = qMin(wanted, most);
    const int textWidth = width - buttons - 30;
    const int height = m_words->heightForWidth(textWidth);
    resize(width, qMax(44, height + 22));
    move((window->width() - this->width()) / 2, window->height() - this->height() - 48);
}

void Toast::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    paintRounded(painter, rect(), 10, t.dark ? blend(t.ink, t.paper, 0.06) : t.ink, Qt::transparent);
    if (m_tone == Tone::Trouble)
        paintDot(painter, QPointF(10, 22), 6, t.dark ? lightTokens().bad : darkTokens().bad, DotShape::Filled);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void Toast::enterEvent(QEnterEvent *)
{
    m_timer->stop();
}

void Toast::leaveEvent(QEvent *)
{
    m_timer->start(QuietTime / 2);
}

} // namespace galley

#include "moc_toast.cpp"
