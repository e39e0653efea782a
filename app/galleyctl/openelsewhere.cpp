#include "app/galleyctl/openelsewhere.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

namespace galley::cli {

bool isOpenElsewhere(const QString &blog)
{
    constexpr off_t heldByEach = 128;
    const int file = ::open(QFile::encodeName(blog + QStringLiteral("-shm")).constData(), O_RDWR | O_CLOEXEC);
    if (file < 0)
        return false; // the last one that closes it takes it away
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = heldByEach;
    lock.l_len = 1;
    const bool isHeld = ::fcntl(file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    ::close(file);
    return isHeld;
}

} // namespace galley::cli
