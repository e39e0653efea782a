// The peer of bench_start: a Qt window with nothing in it, which says when it was painted and then stays.
#include "app/galley/starttrace.h"

#include <QApplication>
#include <QPainter>
#include <QTimer>
#include <QWidget>

namespace {

class Bare final : public QWidget
{
protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter(this).fillRect(rect(), Qt::white);
        QTimer::singleShot(0, this, [] { galley::traceStart("content painted"); });
    }
};

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    Bare window;
    window.resize(1440, 900);
    window.show();
    return QApplication::exec();
}
