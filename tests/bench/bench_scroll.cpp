// Scrolling the preview of a post of 1 MB with 200 photographs, frame after frame as fast as they are painted, beside a
// QTextBrowser with the same page and its pictures ready in memory. Pictures of the pane are decoded by another thread while it
// scrolls, as the program does it.
//   QT_QPA_PLATFORM=offscreen bench_scroll [frames, 1000]
#include "core/markdown/markdown.h"
#include "tests/bench/figure.h"
#include "tests/bench/keytimes.h"
#include "ui/preview/previewpane.h"
#include "ui/preview/themestyle.h"

#include <QApplication>
#include <QBuffer>
#include <QElapsedTimer>
#include <QImageReader>
#include <QPainter>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QTextBrowser>
#include <QThreadPool>

#include <algorithm>
#include <cstdio>

using namespace galley;
using namespace galley::bench;

namespace {

constexpr int pictures = 200;
constexpr int kinds = 8; // of photographs: as many are made
constexpr QSize photograph(1600, 1067);
constexpr int wheelStep = 120; // pixels from frame to frame: a fast turn of the wheel

QString post()
{
    QString text;
    constexpr qsizetype bytes = 1024 * 1024;
    for (int i = 0; text.size() < bytes; ++i) {
        text += QStringLiteral("## Part %1\n\nEvery morning the harbour master chalks **two numbers** on a board. Nobody reads "
                               "them; everyone *knows* them. I asked him [why he still writes](https://example.org/%1), and "
                               "he said that `the sea` keeps its appointments whether or not anybody comes to meet it.\n\n"
                               "- one thing %1\n- another thing\n- a third\n\n> Because the sea keeps the appointment.\n\n")
                    .arg(i);
        if (i % 2 == 0)
            text += QStringLiteral("| what | how much |\n|---|--:|\n| bread | %1 |\n| salt | 2 |\n\n").arg(i);
        const int due = int(text.size() * pictures / bytes);
        for (int n = int(text.count(QStringLiteral("/images/"))); n < std::min(due, pictures); ++n)
            text += QStringLiteral("![Picture %1](/images/%1)\n\n").arg(n + 1);
    }
    return text;
}

/// JPEGs with as much detail as a camera's.
std::vector<QByteArray> photographs()
{
    std::vector<QByteArray> files;
    for (int kind = 0; kind < kinds; ++kind) {
        QRandomGenerator random(quint32(kind) + 1);
        QImage image(photograph, QImage::Format_RGB32);
        QPainter painter(&image);
        QLinearGradient sky(0, 0, 300, photograph.height());
        sky.setColorAt(0, QColor::fromHsv(kind * 40, 120, 200));
        sky.setColorAt(1, QColor::fromHsv(kind * 40 + 30, 160, 90));
        painter.fillRect(image.rect(), sky);
        for (int i = 0; i < 20000; ++i)
            painter.fillRect(random.bounded(photograph.width()), random.bounded(photograph.height()), 3, 3,
                             QColor(random.bounded(256), random.bounded(256), random.bounded(256), 90));
        painter.end();
        QByteArray file;
        QBuffer buffer(&file);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "JPEG", 85);
        files.push_back(file);
    }
    return files;
}

QImage decoded(QByteArray file, QSize size)
{
    QBuffer buffer(&file);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, "jpeg");
    reader.setScaledSize(size);
    return reader.read();
}

Times scrolled(QAbstractScrollArea &area, int frames)
{
    PaintWatch watch;
    area.viewport()->installEventFilter(&watch);
    QScrollBar *bar = area.verticalScrollBar();
    bar->setValue(bar->maximum() / 3);
    QApplication::processEvents();
    Times times;
    for (int i = 0; i < frames; ++i) {
        QElapsedTimer clock;
        clock.start();
        watch.painted = false;
        bar->setValue(bar->value() + wheelStep);
        while (!watch.painted && clock.elapsed() < 2000)
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        times.milliseconds.push_back(double(clock.nsecsElapsed()) / 1e6);
    }
    return times;
}

Times ours(const QString &text, const std::vector<QByteArray> &files, int frames)
{
    PreviewPane pane;
    pane.setPreviewStyle(themeStyle(site::Scheme::Light));
    pane.resize(760, 900);
    QThreadPool decoder;
    decoder.setMaxThreadCount(1);
    int shown = 0;
    QObject::connect(&pane, &PreviewPane::imageNeeded, &pane, [&](qint64 id, QSize size) {
        decoder.start([&, id, size] {
            const QImage image = decoded(files[std::size_t(id) % kinds], size);
            QMetaObject::invokeMethod(&pane, [&, id, image] { pane.setImage(id, image), ++shown; });
        });
    });
    for (int id = 1; id <= pictures; ++id)
        pane.setImageSize(id, photograph);
    pane.openDocument({QStringLiteral("The tide tables"), {}, {}}, markdown::parse(text));
    pane.show();
    QApplication::processEvents();
    Times times = scrolled(pane, frames);
    decoder.waitForDone();
    std::printf("pane: %d pictures came while it scrolled\n", shown);
    return times;
}

Times peer(const QString &text, const std::vector<QByteArray> &files, int frames)
{
    QTextBrowser browser;
    browser.resize(760, 900);
    for (int id = 1; id <= pictures; ++id)
        browser.document()->addResource(QTextDocument::ImageResource, QUrl(QStringLiteral("/images/%1").arg(id)),
                                        decoded(files[std::size_t(id) % kinds], QSize(660, 440)));
    browser.setHtml(QString::fromUtf8(markdown::toHtml(markdown::parse(text))));
    browser.show();
    QApplication::processEvents();
    return scrolled(browser, frames);
}

QString perSecond(double milliseconds)
{
    return QStringLiteral("%1 frames/s").arg(1000 / milliseconds, 0, 'f', 0);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const int frames = argc > 1 ? std::max(20, std::atoi(argv[1])) : 1000;
    const QString text = post();
    const std::vector<QByteArray> files = photographs();
    Times pane = ours(text, files, frames);
    Times browser = peer(text, files, frames);
    std::printf("%-14s %10s %10s %10s %10s\n", "a frame, ms", "median", "p95", "p99", "max");
    for (auto &[name, times] : {std::pair<const char *, Times &>("pane", pane), {"QTextBrowser", browser}})
        std::printf("%-14s %10.2f %10.2f %10.2f %10.2f\n", name, times.at(0.5), times.at(0.95), times.at(0.99), times.at(1));
    figure(QStringLiteral("`bench_scroll`: 1 MB with 200 pictures, by the p95 of a frame (median)"),
           QStringLiteral("%1 (%2)").arg(perSecond(pane.at(0.95)), perSecond(pane.at(0.5))),
           QStringLiteral("QTextBrowser, all laid out and decoded before, %1 (%2)").arg(perSecond(browser.at(0.95)), perSecond(browser.at(0.5))),
           QStringLiteral("50 frames/s"));
    return 0;
}
