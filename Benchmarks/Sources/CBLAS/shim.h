#pragma once

// OpenBLAS by itself, to measure the library's products against.

#include <cblas.h>
