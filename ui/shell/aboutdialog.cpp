#include "ui/shell/aboutdialog.h"

#include "ui/shell/actions.h"
#include "ui/widgets/carddialog.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace galley {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("AboutDialog", text);
}

struct Part
{
    const char *name;
    const char *licence;
};

constexpr Part kParts[] = {
    {"Qt 6", "LGPL 3"},       {"cmark-gfm", "BSD 2-Clause"},   {"litehtml", "BSD 3-Clause"},
    {"Gumbo", "Apache 2.0"},  {"libmicrohttpd", "LGPL 2.1+"},  {"SQLite", "public domain"},
    {"OpenSSL", "Apache 2.0"}, {"yaml-cpp", "MIT"},            {"kainjow mustache", "Boost 1.0"},
    {"tl::expected", "CC0"},  {"Inter, JetBrains Mono, Noto Serif", "SIL OFL 1.1"},
};

} // namespace

void showAbout(const Theme &theme, QWidget *parent)
{
    CardDialog dialog(theme, tr("Galley %1").arg(QStringLiteral(GALLEY_VERSION)),
                      tr("A desktop editor for a Markdown blog kept in one file and published to Turso. A galley proof is "
                         "the page an author checks before it is printed."),
                      parent);
    dialog.addRow(tr("Licence"), dialog.richText(tr("GPL 3 or later. You may use, study, change and share it.")));
    QString parts;
    for (const Part &part : kParts)
        parts += QStringLiteral("%1 <span style=\"color:%2\">%3</span><br>")
                     .arg(QLatin1StringView(part.name), theme.tokens().muted.name(), QLatin1StringView(part.licence));
    dialog.addRow(tr("Built on"), dialog.richText(parts));
    QObject::connect(dialog.addMainButton(tr("Close")), &QPushButton::clicked, &dialog, &QDialog::accept);
    dialog.exec();
}

void showShortcuts(const Theme &theme, const Actions &actions, QWidget *parent)
{
    CardDialog dialog(theme, tr("Keyboard shortcuts"), {}, parent);
    auto *table = new QWidget(&dialog);
    auto *grid = new QGridLayout(table);
    grid->setContentsMargins(24, 12, 24, 12);
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(4);
    QList<const QAction *> withKeys;
    for (const QAction *action : actions.all) {
        if (!action->shortcut().isEmpty())
            withKeys.append(action);
    }
    const int rows = int(withKeys.size() + 1) / 2;
    grid->setColumnMinimumWidth(2, 22); // the keys at the left are not of what stands beside them
    for (int i = 0; i < withKeys.size(); ++i) {
        auto *name = new QLabel(withKeys[i]->text().remove(QLatin1Char('&')).remove(QStringLiteral("…")), table);
        auto *keys = new QLabel(withKeys[i]->shortcut().toString(QKeySequence::NativeText), table);
        keys->setForegroundRole(QPalette::Dark);
        keys->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        const int column = i < rows ? 0 : 3;
        grid->addWidget(name, i % rows, column);
        grid->addWidget(keys, i % rows, column + 1);
    }
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(3, 1);
    // All keys don't fit a small window.
    auto *scroll = new QScrollArea(&dialog);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidgetResizable(true);
    scroll->setWidget(table);
    scroll->viewport()->setAutoFillBackground(false);
    table->setAutoFillBackground(false);
    dialog.fill(scroll);
    dialog.resize(qMax(600, table->sizeHint().width() + 20), qMin(table->sizeHint().height() + 150, parent->height() - 40));
    QObject::connect(dialog.addMainButton(tr("Close")), &QPushButton::clicked, &dialog, &QDialog::accept);
    dialog.exec();
}

} // namespace galley
