// For benches of keys: when a widget has painted, and what all the keys took.
#pragma once

#include <QEvent>
#include <QObject>

#include <algorithm>
#include <vector>

namespace galley::bench {

/// An event filter for what is to paint.
class PaintWatch : public QObject
{
public:
    bool painted = false;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        painted = painted || event->type() == QEvent::Paint;
        return false;
    }
};

struct Times
{
    std::vector<double> milliseconds;

    /// 0.95: as long as all but 5 % took at the most. Not for an empty list.
    double at(double share)
    {
        std::ranges::sort(milliseconds);
        return milliseconds[std::min(milliseconds.size() - 1, std::size_t(share * double(milliseconds.size())))];
    }
};

} // namespace galley::bench
