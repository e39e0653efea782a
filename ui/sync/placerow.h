// One stretch of the comparison, across its three columns: a place with both versions and the result between them, or
// a little of the text around. UI thread.
#pragma once

#include "ui/sync/places.h"
#include "ui/sync/placetext.h"

#include <QWidget>

#include <functional>

class QLabel;

namespace galley {

class Theme;

/// How a field's stored value is shown: the title of a series, a date as people write it.
using ShowValue = std::function<QString(PostField, const QString &)>;

/// What a field is called, for an author.
QString fieldName(PostField field);

class PlaceRow : public QWidget
{
    Q_OBJECT

public:
    /// `place` must outlive the row, which writes the author's choice into it.
    PlaceRow(const Theme &theme, Stretch &place, const ShowValue &show, QWidget *parent);

    void setCurrent(bool current);
    void choose(Stretch::Choice choice);
    /// Where to write a result of one's own.
    void focusResult();
    const Stretch &place() const { return m_place; }
    /// What both versions came from, in words.
    QString before() const;

Q_SIGNALS:
    /// The author is here now.
    void entered();
    void chosen();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    PlaceText *column(const QString &name, const QString &text, PlaceText::Use use);
    QString shown(const QString &value) const { return m_show(m_place.field, value); }
    void showResult();
    void showState();
    void edited();

    const Theme &m_theme;
    Stretch &m_place;
    ShowValue m_show;
    const bool m_hasWords;
    QLabel *m_name = nullptr;
    PlaceText *m_mine;
    PlaceText *m_result;
    PlaceText *m_theirs;
    bool m_current = false;
    bool m_showing = false; // the result follows a choice, not the author's keys
};

/// The end of `text` before a place, or its beginning after one; all of it on a click.
class ContextRow : public QWidget
{
    Q_OBJECT

public:
    enum class Edge { Before, After, Between };
    ContextRow(const Theme &theme, const QString &text, Edge edge, QWidget *parent);

protected:
    void mousePressEvent(QMouseEvent *event) override;

private:
    void fill(bool whole);

    const Theme &m_theme;
    QString m_text;
    Edge m_edge;
    QList<QLabel *> m_labels;
};

} // namespace galley
