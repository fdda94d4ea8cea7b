// Carries the header that the tests of a kind share, precompiled; see CMakeLists.txt.
