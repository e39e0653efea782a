// What the session's bus says about a keychain, without asking anybody to unlock one.
#pragma once

namespace galley {

enum class KeychainState
{
    Absent, // no session bus, or nothing on it that keeps secrets
    Locked, // its default collection is locked: it answers every question with "not found"
    Ready,
};

/// Asks the Secret Service (freedesktop.org's D-Bus interface, Secret Service 0.2) for its default
/// collection; KWallet, which has no such state to ask for, counts as ready. Blocks for `timeoutMs` at most
/// for each of three questions. Any thread.
KeychainState keychainState(int timeoutMs);

} // namespace galley
