// Preloaded into every process of a test (apart.sh). What would be gone by the time the test is looked through for
// secrets, it keeps in GALLEY_WITNESS: the arguments of each process, and what was deleted or replaced, as a further
// link to the file.
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

constexpr std::size_t LongestName = 180;

const char *folder()
{
    return std::getenv("GALLEY_WITNESS");
}

__attribute__((constructor)) void seeArguments(int argc, char **argv)
{
    if (folder() == nullptr)
        return;
    std::string line;
    for (int i = 0; i < argc; ++i)
        line.append(argv[i]).append(" ");
    line += '\n';
    const int seen = ::open((std::string(folder()) + "/arguments").c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (seen >= 0) {
        [[maybe_unused]] const auto written = ::write(seen, line.data(), line.size());
        ::close(seen);
    }
}

std::string whole(int at, const char *path)
{
    if (*path == '/')
        return path;
    const std::string link = at == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/" + std::to_string(at);
    char parent[4096];
    const ssize_t size = ::readlink(link.c_str(), parent, sizeof parent);
    return std::string(parent, std::size_t(size > 0 ? size : 0)) + '/' + path;
}

void keep(int at, const char *path)
{
    static std::atomic<unsigned> number = 0;
    struct stat file = {};
    if (folder() == nullptr || ::fstatat(at, path, &file, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(file.st_mode) || file.st_size == 0)
        return;
    std::string name = whole(at, path);
    if (name.size() > LongestName)
        name.erase(0, name.size() - LongestName);
    for (char &c : name) {
        if (c == '/')
            c = '%';
    }
    const std::string kept = std::string(folder()) + '/' + std::to_string(::getpid()) + '-' + std::to_string(number++) + '-' + name;
    ::linkat(at, path, AT_FDCWD, kept.c_str(), 0);
}

void keepQuietly(int at, const char *path)
{
    const int before = errno;
    keep(at, path);
    errno = before;
}

} // namespace

extern "C" {

int unlink(const char *path) noexcept
{
    keepQuietly(AT_FDCWD, path);
    return int(::syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}

int unlinkat(int at, const char *path, int flags) noexcept
{
    if ((flags & AT_REMOVEDIR) == 0)
        keepQuietly(at, path);
    return int(::syscall(SYS_unlinkat, at, path, flags));
}

int remove(const char *path) noexcept
{
    struct stat file = {};
    const bool isFolder = ::fstatat(AT_FDCWD, path, &file, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(file.st_mode);
    return ::unlinkat(AT_FDCWD, path, isFolder ? AT_REMOVEDIR : 0);
}

int rename(const char *from, const char *to) noexcept
{
    keepQuietly(AT_FDCWD, to);
    return int(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int renameat(int fromAt, const char *from, int toAt, const char *to) noexcept
{
    keepQuietly(toAt, to);
    return int(::syscall(SYS_renameat2, fromAt, from, toAt, to, 0));
}

int renameat2(int fromAt, const char *from, int toAt, const char *to, unsigned flags) noexcept
{
    keepQuietly(toAt, to);
    return int(::syscall(SYS_renameat2, fromAt, from, toAt, to, flags));
}

} // extern "C"
