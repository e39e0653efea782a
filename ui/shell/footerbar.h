// The bar at the bottom: how long the text is, where the cursor stands, and whether all is saved. UI thread.
#pragma once

#include <QWidget>

namespace galley {

class Theme;

struct TextLength
{
    qint64 words = 0;
    qint64 characters = 0;
    int minutes = 0; // to read it
};

class FooterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FooterBar(const Theme &theme, QWidget *parent = nullptr);

    /// Of the post, or of what is selected in it.
    enum class Extent { Post, Selection };
    void setLength(const TextLength &length, Extent extent);
    void setPosition(int line, int column);
    enum class Tone { Quiet, Trouble };
    void setSaved(const QString &words, Tone tone);
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_length;
    QString m_position;
    QString m_saved;
    Tone m_tone = Tone::Quiet;
};

} // namespace galley
