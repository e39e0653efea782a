// Compiled for the sake of precompiled headers (galley_headers in CMakeLists.txt).
