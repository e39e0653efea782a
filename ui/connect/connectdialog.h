// Connects the blog to its Turso database: address and token, tested before they are used. What would be added
// to a live database is listed before anything is changed there. The token stays in memory. UI thread.
#pragma once

#include "core/workspace/workspace.h"
#include "ui/widgets/carddialog.h"

class QLineEdit;

namespace galley {

class ConnectDialog : public CardDialog
{
    Q_OBJECT

public:
    ConnectDialog(const Theme &theme, Workspace &workspace, const QString &url, QWidget *parent);

    QString url() const;

private:
    RemoteConfig config() const;
    void test();
    void tested(const Result<RemoteReport> &report);
    void connectNow();
    void changed();
    void showVerdict(const QString &html);
    QWidget *fileField(QLineEdit *field, const QString &title);

    Workspace &m_workspace;
    QLineEdit *m_url;
    QLineEdit *m_token;
    QLineEdit *m_ca;
    QLineEdit *m_certificate;
    QLineEdit *m_key;
    QWidget *m_certificates;
    QLabel *m_verdict;
    QPushButton *m_test;
    QPushButton *m_connect;
    bool m_passed = false;
};

} // namespace galley
