// The result of anything that can fail. No exception crosses a function of ours.
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace galley {

enum class ErrorCode {
    InvalidInput,  // what was given can't be used: a bad slug, text with a NUL, front matter that isn't YAML
    NotFound,
    Conflict,      // somebody else changed it since it was read
    Constraint,    // a unique, not-null or foreign-key rule of the database said no
    Network,       // refused, cut, timed out, no route
    Auth,          // 401 or 403
    Tls,
    Protocol,      // the other side spoke something that isn't the expected protocol
    Busy,          // locked by another program
    ReadOnly,
    DiskFull,
    Quota,
    TooLarge,
    Corrupt,       // not a database, or a damaged one; an image that doesn't decode
    SchemaTooNew,
    Cancelled,
    Io,            // a file can't be read or written
    NoKeychain,    // none runs, or it is locked: a secret can serve for this time only
};

/// The name of a code as `--json` prints it: "not_found", "schema_too_new", …
QString errorCodeName(ErrorCode code);

/// `message` is one sentence for the author: what is wrong and what to do. It never holds a token, an SQL
/// argument or post text. `detail` is for the log and for experts; it follows the same rule.
struct Error
{
    ErrorCode code;
    QString message;
    QString detail;
};

/// Says `error` and ends the program: for a value read from a result that has none, which is a fault of ours.
[[noreturn]] void noValue(const Error &error);

/// tl::expected of T and Error; a class of its own so that a result can't be dropped unseen, nor read where it failed.
template <typename T>
class [[nodiscard]] Result : public tl::expected<T, Error>
{
    using Base = tl::expected<T, Error>;

    void look() const
    {
        if (!this->has_value()) [[unlikely]]
            noValue(this->error());
    }

public:
    using Base::Base;

    const T *operator->() const { return look(), Base::operator->(); }
    T *operator->() { return look(), Base::operator->(); }
    const T &operator*() const & { return look(), Base::operator*(); }
    T &operator*() & { return look(), Base::operator*(); }
    T &&operator*() && { return look(), std::move(*this).Base::operator*(); }
};

template <>
class [[nodiscard]] Result<void> : public tl::expected<void, Error>
{
public:
    using tl::expected<void, Error>::expected;
};

using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, QString message, QString detail = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(detail)});
}

/// Hands an error on unchanged to a result of another type.
template <typename T>
[[nodiscard]] tl::unexpected<Error> failure(const tl::expected<T, Error> &result)
{
    return tl::unexpected<Error>(result.error());
}

} // namespace galley
