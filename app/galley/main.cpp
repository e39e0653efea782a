// galley [FILE.galley]: the desktop editor.
#include "app/galley/composition.h"
#include "app/galley/starttrace.h"
#include "core/secrets/coredumps.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/qtwords.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QIcon>
#include <QTimer>

int main(int argc, char **argv)
{
    using namespace galley;
    leaveNoCoreDumps();
    traceStart("main");
    QApplication::setApplicationName(QStringLiteral("galley"));
    QApplication::setApplicationDisplayName(QStringLiteral("Galley"));
    QApplication::setOrganizationName(QStringLiteral("galley"));
    QApplication::setApplicationVersion(QStringLiteral(GALLEY_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("galley"));

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("A desktop editor for a Markdown blog kept in one file."));
    parser.addPositionalArgument(QStringLiteral("FILE.galley"), QStringLiteral("The blog to open."),
                                 QStringLiteral("[FILE.galley]"));
    parser.addHelpOption();
    parser.addVersionOption();
    // --help and --version work without a display.
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    if (arguments.contains(QLatin1String("--help")) || arguments.contains(QLatin1String("-h"))
        || arguments.contains(QLatin1String("--version")) || arguments.contains(QLatin1String("-v"))) {
        QCoreApplication app(argc, argv);
        parser.process(app);
        return 0;
    }

    QApplication app(argc, argv);
    traceStart("application");
    parser.process(app);
    QtWords words;
    QApplication::installTranslator(&words);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/galley.svg")));

    Composition composition;
    composition.theme().install();
    traceStart("theme");
    const Services services = composition.services();
    MainWindow window(services);
    traceStart("window built");
    QObject::connect(&window, &MainWindow::contentShown, &window, [&] {
        // The event after this one has painted it.
        QTimer::singleShot(0, &window, [&] {
            traceStart("content painted");
            composition.theme().followSystem();
        });
    }, Qt::SingleShotConnection);

    const QStringList files = parser.positionalArguments();
    if (files.isEmpty())
        window.openLast();
    else
        window.openBlog(QFileInfo(files.first()).absoluteFilePath());
    window.show();
    traceStart("shown");
    return QApplication::exec();
}
