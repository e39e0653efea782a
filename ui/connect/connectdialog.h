// Connects the blog to its Turso database: address and token, or certificates, tested before they are used. What
// would be added to a live database is listed before anything is changed there. UI thread.
#pragma once

#include "core/workspace/workspace.h"
#include "ui/widgets/carddialog.h"

#include <QPointer>

class QCheckBox;
class QLineEdit;

namespace galley {

class Verdict;

class ConnectDialog : public CardDialog
{
    Q_OBJECT

public:
    /// `link` is what the file remembers, and `trouble` why that does not connect.
    ConnectDialog(const Theme &theme, Workspace &workspace, const std::optional<RemoteLink> &link,
                  const std::optional<Error> &trouble, QWidget *parent);

    /// How the file stands to its remote, once accepted: connected, or its remote forgotten.
    const RemoteStanding &standing() const { return m_standing; }

    void reject() override;

private:
    enum class Step
    {
        Asked,  // nothing is known of what the fields say
        Tested, // it answers; what would be added is on view
    };
    enum class After
    {
        Test,
        Connect,
    };

    QWidget *rememberRow();
    RemoteAccess access() const;
    SecretStorage storage() const;
    void changed();
    void setBusy(const QString &words);
    void test(After after);
    void tested(const Result<RemoteReport> &report, After after);
    void connectNow();
    void join();
    void joined(const Result<RemoteStanding> &standing);
    void forget();
    void showCertificates();
    void chooseCertificates();
    void sayTrouble(const Error &error);

    Workspace &m_workspace;
    const std::optional<RemoteLink> m_linked;
    RemoteLink m_certificates; // only its paths
    QString m_passphrase;
    std::optional<IdentityInfo> m_identity;
    RemoteStanding m_standing;
    Step m_step = Step::Asked;
    bool m_busy = false;
    QPointer<QWidget> m_focusBefore; // of what rests while busy
    bool m_isKeychainAway = false; // found out when it was to remember something

    QLineEdit *m_url;
    QLineEdit *m_token;
    QLabel *m_chosen;
    QCheckBox *m_remember;
    Verdict *m_verdict;
    QPushButton *m_test;
    QPushButton *m_forget = nullptr;
    QPushButton *m_connect;
};

} // namespace galley
