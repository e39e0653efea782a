// The secrets that tests use, each with the mark that leaks.py looks for.
#pragma once

namespace galley::test {

inline constexpr const char *CanaryToken = "GALLEY-CANARY-token-0f3a9c71d2";
inline constexpr const char *CanaryPassphrase = "GALLEY-CANARY-Zaunkönig-7731";

} // namespace galley::test
