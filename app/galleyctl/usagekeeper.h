// Adds what a remote was asked for to the month's totals in the blog's file, when a command ends.
#pragma once

#include "core/store/usagelog.h"

namespace galley::cli {

class UsageKeeper
{
public:
    /// `file` outlives this object.
    UsageKeeper(Database &file, const Clock &clock) : m_file(file), m_log(clock) {}
    UsageKeeper(const UsageKeeper &) = delete;
    UsageKeeper &operator=(const UsageKeeper &) = delete;
    ~UsageKeeper() { (void)m_log.save(m_file); } // a file that can only be read does without

    UsageLog &log() { return m_log; }

private:
    Database &m_file;
    UsageLog m_log;
};

} // namespace galley::cli
