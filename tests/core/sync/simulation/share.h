// Under the sanitizers everything takes some ten or twenty times as long, so a share of it has to do.
#pragma once

namespace galley::test {

#if defined(__SANITIZE_ADDRESS__)
constexpr int Share = 20;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr int Share = 20;
#else
constexpr int Share = 1;
#endif
#else
constexpr int Share = 1;
#endif

} // namespace galley::test
