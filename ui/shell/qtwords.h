// Qt's own words in the menus of its fields, written as the words of our menus are: "Select all", not "Select All".
// Install it before the first window. UI thread.
#pragma once

#include <QTranslator>

namespace galley {

class QtWords : public QTranslator
{
    Q_OBJECT

public:
    using QTranslator::QTranslator;

    QString translate(const char *context, const char *text, const char *disambiguation, int n) const override;
    bool isEmpty() const override { return false; }
};

} // namespace galley
