// The details of the open post, as a quiet panel over the proof: address, tags, subtitle, excerpt, series, date,
// images. Everything is saved like what is typed in the text. UI thread.
#pragma once

#include "core/workspace/workspace.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPropertyAnimation;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace galley {

class ImageList;
class PostSession;
class Theme;
class WrapLabel;

class Inspector : public QWidget
{
    Q_OBJECT

public:
    Inspector(const Theme &theme, QWidget *over);

    /// How much it takes of a room of that width, from the right: all of it where too little would be left to be read.
    static int widthOver(int room);
    /// How many pixels the proof should get from the text beside it before Details come, so that both can still be read.
    static int wantedFromBeside(int text, int proof);

    void open(Workspace &workspace, PostSession &session);
    void slide(bool in);
    void focusFirst();

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// The fields of this post, but the one the author is typing in.
    enum class Fill { OtherPost, SamePost };
    void fill(Fill what);
    void fillSeries();
    void takeSlug();
    void takeSeries();
    void takeDate();
    /// What to write there; empty: the date can be read.
    void setDateTrouble(const QString &sentence);
    void showAddress();
    void place();
    QLabel *caption(const QString &text, QWidget *buddy);

    const Theme &m_theme;
    QPointer<Workspace> m_workspace;
    QPointer<PostSession> m_session;
    QToolButton *m_close; // Tab goes through them in the order in which they are made: from top to bottom
    QLineEdit *m_slug;
    struct Taken // by another post
    {
        QString wanted{};
        QString instead{};
    };
    Taken m_taken;
    WrapLabel *m_address;
    QLineEdit *m_tags;
    QLineEdit *m_subtitle;
    QPlainTextEdit *m_excerpt;
    QComboBox *m_series;
    QSpinBox *m_position;
    QLineEdit *m_date;
    WrapLabel *m_dateNote;
    ImageList *m_images;
    QVBoxLayout *m_column;
    QPropertyAnimation *m_slide;
    qint64 m_shown = 0;
    bool m_filling = false;
    bool m_in = false;
};

} // namespace galley
