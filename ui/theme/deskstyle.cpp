#include "ui/theme/deskstyle.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QCheckBox>
#include <QMenu>
#include <QPainter>
#include <QStyleOption>
#include <QTextFormat>

namespace galley {

namespace {

constexpr int kRadius = 8;
constexpr int kScrollWidth = 10;

bool isDefault(const QStyleOption *option)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    return button && button->features.testFlag(QStyleOptionButton::DefaultButton);
}

bool isDanger(const QWidget *widget)
{
    return widget && widget->property("danger").toBool();
}

bool isPrimary(const QStyleOption *option, const QWidget *widget)
{
    if (const QVariant primary = widget ? widget->property("primary") : QVariant(); primary.isValid())
        return primary.toBool();
    return isDefault(option) && !isDanger(widget);
}

/// Filled with a colour of its own, and its text the stronger for it.
bool isFilled(const QStyleOption *option, const QWidget *widget)
{
    return isPrimary(option, widget) || isDanger(widget);
}

/// Where something is written or chosen.
void paintField(QPainter &painter, const QRect &rect, const Tokens &t, bool hasFocus)
{
    paintRounded(painter, rect, kRadius, t.paper, hasFocus ? t.accent : edgeColor(t));
}

/// Within the edge: a widget has no room around itself. On a fill the accent would not show.
void paintFocusRing(QPainter &painter, const QStyleOption *option, const QWidget &button, const Tokens &t)
{
    if (qobject_cast<const QCheckBox *>(&button)) { // its row may be wider than box and words
        const QSize size = button.sizeHint().boundedTo(button.size());
        const QRect held = QStyle::alignedRect(button.layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter, size, button.rect());
        paintRounded(painter, held, 4, Qt::transparent, t.accent, 2);
    } else if (isFilled(option, &button))
        paintRounded(painter, QRectF(button.rect()).adjusted(3, 3, -3, -3), kRadius - 3, Qt::transparent, t.accentInk, 2);
    else
        paintRounded(painter, button.rect(), kRadius, Qt::transparent, t.accent, 2);
}

} // namespace

DeskStyle::DeskStyle(const Theme &theme)
    : QProxyStyle(QStringLiteral("Fusion")),
      m_theme(theme)
{
}

void DeskStyle::polish(QWidget *widget)
{
    if (auto *button = qobject_cast<QAbstractButton *>(widget))
        button->setAttribute(Qt::WA_Hover);
    if (qobject_cast<QMenu *>(widget)) {
        widget->setWindowFlag(Qt::FramelessWindowHint);
        widget->setWindowFlag(Qt::NoDropShadowWindowHint);
    }
    QProxyStyle::polish(widget);
}

int DeskStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent: return kScrollWidth;
    case PM_ScrollBarSliderMin: return 36;
    case PM_SplitterWidth: return 1;
    case PM_MenuPanelWidth: return 1;
    case PM_MenuHMargin: return 5;
    case PM_MenuVMargin: return 5;
    case PM_MenuBarItemSpacing: return 0;
    case PM_MenuBarHMargin: return 8;
    case PM_MenuBarVMargin: return 3;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_TextCursorWidth: return 2;
    case PM_ToolTipLabelFrameWidth: return 6;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int DeskStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                         QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ScrollBar_Transient: return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition: return 1;
    case SH_EtchDisabledText: return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
    case SH_ItemView_ActivateItemOnSingleClick: return 0;
    case SH_UnderlineShortcut: return 1;
    case SH_TextControl_FocusIndicatorTextCharFormat: // of a link in a text
        if (auto *format = qstyleoption_cast<QStyleHintReturnVariant *>(data)) {
            QTextCharFormat ring;
            ring.setProperty(QTextFormat::OutlinePen, QPen(m_theme.tokens().accent, 2));
            format->variant = ring;
        }
        return 1;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize DeskStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                  const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton: return QSize(size.width() + (isFilled(option, widget) ? 34 : 28), 34);
    case CT_LineEdit: return QSize(result.width() + 8, qMax(result.height(), 34));
    case CT_ComboBox: return QSize(result.width() + 12, 34);
    case CT_SpinBox: return QSize(result.width(), 34);
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType == QStyleOptionMenuItem::Separator)
            return QSize(result.width(), 9);
        return QSize(result.width() + 24, qMax(result.height(), 28));
    case CT_MenuBarItem: return QSize(size.width() + 16, size.height() + 8);
    default: return result;
    }
}

QRect DeskStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(6, 0, -6, 0) : rect;
}

QRect DeskStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                const QWidget *widget) const
{
    if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        box && part == SC_ComboBoxEditField && !box->editable)
        return QProxyStyle::subControlRect(control, option, part, widget).adjusted(5, 0, 0, 0);
    if (control == CC_ScrollBar && (part == SC_ScrollBarAddLine || part == SC_ScrollBarSubLine))
        return {};
    if (control == CC_ScrollBar) {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!bar)
            return {};
        const bool vertical = bar->orientation == Qt::Vertical;
        const int length = vertical ? bar->rect.height() : bar->rect.width();
        if (part == SC_ScrollBarGroove)
            return bar->rect;
        const qint64 range = qint64(bar->maximum) - bar->minimum;
        int slider = length;
        if (range > 0)
            slider = qBound(qMin(36, length), int(qint64(bar->pageStep) * length / (range + bar->pageStep)), length);
        const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                                  length - slider, bar->upsideDown);
        int from = start;
        int to = start + slider;
        if (part == SC_ScrollBarSubPage) {
            to = start;
            from = 0;
        } else if (part == SC_ScrollBarAddPage) {
            from = start + slider;
            to = length;
        }
        return vertical ? QRect(bar->rect.left(), from, bar->rect.width(), to - from)
                        : QRect(from, bar->rect.top(), to - from, bar->rect.height());
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

void DeskStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    const Tokens &t = m_theme.tokens();
    switch (element) {
    case PE_PanelLineEdit:
    case PE_FrameLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth <= 0)
            return;
        const bool focus = option->state & State_HasFocus;
        paintField(*painter, option->rect, t, focus);
        return;
    }
    case PE_Frame:
        if (qobject_cast<const QAbstractScrollArea *>(widget))
            paintField(*painter, option->rect, t, widget->hasFocus());
        return;
    case PE_PanelButtonCommand: drawButton(option, painter, widget); return;
    case PE_PanelButtonTool: {
        const bool on = option->state & State_On;
        const bool hover = (option->state & State_MouseOver) && (option->state & State_Enabled);
        if (on || hover || (option->state & State_Sunken))
            paintRounded(*painter, option->rect, 7, on ? t.tint : blend(t.side, t.ink, 0.06), Qt::transparent);
        return;
    }
    case PE_IndicatorCheckBox: drawCheckBox(option, painter); return;
    case PE_FrameFocusRect:
        // Lists and fields show their focus by themselves; buttons get a ring.
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget); button && (option->state & State_KeyboardFocusChange))
            paintFocusRing(*painter, option, *button, t);
        return;
    case PE_FrameMenu:
    case PE_PanelMenu:
        painter->fillRect(option->rect, raisedColor(t));
        painter->setPen(edgeColor(t));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_PanelTipLabel: painter->fillRect(option->rect, t.ink); return;
    case PE_PanelScrollAreaCorner: painter->fillRect(option->rect, t.paper); return;
    case PE_PanelMenuBar: painter->fillRect(option->rect, t.side); return;
    case PE_FrameGroupBox:
    case PE_FrameWindow: return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void DeskStyle::drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Tokens &t = m_theme.tokens();
    const bool enabled = option->state & State_Enabled;
    const bool hover = enabled && (option->state & State_MouseOver);
    const bool down = option->state & (State_Sunken | State_On);
    if (isFilled(option, widget)) {
        const QColor colour = isDanger(widget) ? t.bad : t.accent;
        QColor fill = enabled ? colour : blend(t.side, colour, 0.45);
        if (down || hover)
            fill = blend(colour, t.dark ? QColor(Qt::white) : QColor(Qt::black), down ? 0.22 : 0.12);
        paintRounded(*painter, option->rect, kRadius, fill, Qt::transparent);
    } else {
        const QColor fill = down ? t.tint : hover ? blend(t.paper, t.ink, 0.04) : t.paper;
        const QColor edge = isDefault(option) ? t.accent : hover ? blend(t.line, t.ink, 0.12) : t.line;
        paintRounded(*painter, option->rect, kRadius, fill, edge);
    }
    // Here, as Fusion asks for no focus rectangle around what has a panel.
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    if (button && (option->state & State_HasFocus) && (option->state & State_KeyboardFocusChange))
        paintFocusRing(*painter, option, *button, t);
}

void DeskStyle::drawCheckBox(const QStyleOption *option, QPainter *painter) const
{
    const Tokens &t = m_theme.tokens();
    const bool partly = option->state & State_NoChange;
    const bool on = partly || (option->state & State_On);
    const bool enabled = option->state & State_Enabled;
    const bool hover = enabled && (option->state & State_MouseOver);
    const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const QColor fill = !on ? t.paper : enabled ? t.accent : blend(t.paper, t.accent, 0.45);
    paintRounded(*painter, box, 4, fill, on ? Qt::transparent : blend(t.line, t.ink, hover ? 0.4 : 0.25));
    if (partly)
        paintRounded(*painter, QRectF(box.left() + 3, box.center().y() - 1, box.width() - 6, 2), 1, t.accentInk, Qt::transparent);
    else if (on)
        paintTick(*painter, box.adjusted(3, 3, -3, -3), t.accentInk);
}

void DeskStyle::drawMenuItem(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
    if (!item)
        return;
    const Tokens &t = m_theme.tokens();
    const QRect rect = option->rect;
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        painter->fillRect(QRect(rect.left() + 6, rect.center().y(), rect.width() - 12, 1), t.line);
        return;
    }
    const bool enabled = option->state & State_Enabled;
    if (enabled && (option->state & State_Selected))
        paintRounded(*painter, rect, 6, t.selection, Qt::transparent);
    const QColor ink = enabled ? t.ink : t.faint;
    if (item->checked)
        paintTick(*painter, QRectF(rect.left() + 8, rect.center().y() - 5, 11, 11), t.accent);
    QString label = item->text;
    QString keys;
    if (const qsizetype tab = label.indexOf(QLatin1Char('\t')); tab >= 0) {
        keys = label.mid(tab + 1);
        label.truncate(tab);
    }
    const QRect textRect = rect.adjusted(26, 0, -14, 0);
    painter->setFont(item->font);
    painter->setPen(ink);
    const int mnemonic = styleHint(SH_UnderlineShortcut, option, widget, nullptr) ? Qt::TextShowMnemonic
                                                                                  : Qt::TextHideMnemonic;
    painter->drawText(textRect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine | mnemonic, label);
    painter->setPen(enabled ? t.soft : t.faint);
    painter->drawText(textRect, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, keys);
    if (item->menuItemType == QStyleOptionMenuItem::SubMenu)
        paintChevron(*painter, QRectF(rect.right() - 18, rect.center().y() - 5, 11, 11), t.soft, Qt::RightArrow);
}

void DeskStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                            const QWidget *widget) const
{
    const Tokens &t = m_theme.tokens();
    switch (element) {
    case CE_PushButtonLabel: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (!button)
            return;
        const bool enabled = option->state & State_Enabled;
        QFont font = painter->font();
        QColor ink = enabled ? t.ink : t.faint;
        if (isFilled(option, widget)) {
            font.setWeight(QFont::DemiBold);
            ink = t.accentInk;
        }
        painter->setFont(font);
        painter->setPen(ink);
        painter->drawText(option->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, button->text);
        return;
    }
    case CE_MenuItem: drawMenuItem(option, painter, widget); return;
    case CE_MenuEmptyArea:
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, element == CE_MenuEmptyArea ? raisedColor(t) : t.side);
        return;
    case CE_MenuBarItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        painter->fillRect(option->rect, t.side);
        if (option->state & (State_Selected | State_Sunken))
            paintRounded(*painter, option->rect, 6, blend(t.side, t.ink, 0.08), Qt::transparent);
        painter->setPen(t.ink);
        if (item)
            painter->drawText(option->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, item->text);
        return;
    }
    case CE_Splitter: painter->fillRect(option->rect, t.line); return;
    default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void DeskStyle::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const Tokens &t = m_theme.tokens();
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!bar || bar->maximum <= bar->minimum)
        return;
    // What scrolls until its last line stands at the top has a way to go also where all of it is in sight.
    const bool scrollsPastEnd = widget && widget->property("scrollsPastEnd").toBool();
    if (scrollsPastEnd && bar->maximum < bar->pageStep && bar->sliderPosition == bar->minimum)
        return;
    const bool active = option->state & (State_MouseOver | State_Sunken);
    const QRect rect = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, nullptr);
    const int gap = active ? 2 : 3;
    const QRectF thumb = QRectF(rect).adjusted(gap, gap, -gap, -gap);
    QColor color = t.ink;
    color.setAlphaF(active ? 0.36F : 0.18F);
    paintRounded(*painter, thumb, qMin(thumb.width(), thumb.height()) / 2, color, Qt::transparent);
}

void DeskStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                   const QWidget *widget) const
{
    const Tokens &t = m_theme.tokens();
    switch (control) {
    case CC_ScrollBar: drawScrollBar(option, painter, widget); return;
    case CC_SpinBox:
        paintField(*painter, option->rect, t, option->state & State_HasFocus);
        return;
    case CC_ComboBox: {
        const bool focus = option->state & State_HasFocus;
        paintField(*painter, option->rect, t, focus);
        const QRect rect = option->rect;
        paintChevron(*painter, QRectF(rect.right() - 20, rect.center().y() - 5, 11, 11), t.soft, Qt::DownArrow);
        return;
    }
    default: QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

} // namespace galley

#include "moc_deskstyle.cpp"
