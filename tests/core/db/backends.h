// Everything that must behave as one Database: files, memory, the loopback server in two dialects, the real
// engine.
#pragma once

#include "core/db/database.h"

#include <functional>

namespace galley::test {

struct Backend
{
    const char *name;
    /// A new connection; the database behind it lives as long as the Backends.
    std::function<Result<std::unique_ptr<Database>>()> connect;
};

class Backends
{
public:
    Backends();
    Backends(const Backends &) = delete;
    Backends &operator=(const Backends &) = delete;
    ~Backends();

    const std::vector<Backend> &all() const { return m_all; }

private:
    struct Private;
    std::unique_ptr<Private> d;
    std::vector<Backend> m_all;
};

} // namespace galley::test
