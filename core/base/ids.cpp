#include "core/base/ids.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QtEndian>

namespace galley {

namespace {
constexpr quint64 Mask53 = (quint64(1) << 53) - 1;
}

qint64 randomId()
{
    quint64 id = 0;
    while (id == 0)
        id = QRandomGenerator::system()->generate64() & Mask53;
    return qint64(id);
}

QString randomToken()
{
    quint64 words[2];
    QRandomGenerator::system()->fillRange(words);
    return QString::fromLatin1(QByteArray::fromRawData(reinterpret_cast<const char *>(words), sizeof words).toHex());
}

qint64 imageId(qint64 postId, const QByteArray &imageData)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(postId));
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(imageData);
    const quint64 id = qFromBigEndian<quint64>(hash.result().constData()) >> 11;
    return id == 0 ? 1 : qint64(id);
}

} // namespace galley
