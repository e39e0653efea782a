// Another program that somebody has copied from: holds HTML, and its plain text, in the clipboard until it is ended.
//   clipboardholder HTML TEXT
#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

#include <cstdio>

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    if (argc < 3)
        return 2;
    auto *data = new QMimeData;
    data->setHtml(QString::fromUtf8(argv[1]));
    data->setText(QString::fromUtf8(argv[2]));
    QGuiApplication::clipboard()->setMimeData(data);
    std::puts("held");
    std::fflush(stdout);
    return app.exec();
}
