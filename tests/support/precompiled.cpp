// Compiled for the sake of its precompiled header (tests/CMakeLists.txt).
