// One segment, laid out at a width and ready to be painted. UI thread. Logical pixels, with the origin at the
// left of the column and the top of the content: margins are told apart, the flow collapses them.
#pragma once

#include <QByteArray>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace galley::preview {

struct BlockHit
{
    QString link;        ///< as written in the post; empty if none
    QString remoteImage; ///< address of a picture that the blog doesn't hold
    bool repaint = false;
};

class BlockLayout
{
public:
    virtual ~BlockLayout() = default;

    virtual void layOut(int width) = 0;
    /// Takes over a change of what it shows, where that costs less than a new layout would; it is to be laid out again then.
    /// False: it is as before, and a new one must be made.
    virtual bool become(const QByteArray & /*from*/, const QByteArray & /*to*/) { return false; }
    virtual void paint(QPainter &painter, const QRectF &clip) = 0;
    /// What is under the pointer; also lights it up where the CSS says so.
    virtual BlockHit hover(const QPointF &position) = 0;
    /// True if the block must be painted again.
    virtual bool leave() = 0;
    /// Moves what is wider than the column, `pixels` further to its right end. False if there is no such thing, or no further.
    virtual bool scrollSideways(qreal) { return false; }

    /// Where each line of its source begins, from its top down, and last its height; none where they share it evenly.
    virtual const std::vector<int> &lineTops() const
    {
        static const std::vector<int> none;
        return none;
    }

    int height() const { return m_height; }
    int marginTop() const { return m_marginTop; }
    int marginBottom() const { return m_marginBottom; }

protected:
    int m_height = 0;
    int m_marginTop = 0;
    int m_marginBottom = 0;
};

} // namespace galley::preview
