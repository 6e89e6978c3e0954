// HDF5 files that are in memory.
#pragma once

#include <hdf5.h>
#include <stddef.h>

// Opens a file of `count` bytes for reading, and returns its identifier, or a negative number if it
// cannot be read. The bytes are not copied: they must stay where they are until the file is closed.
// Stops the library from printing its errors.
//
// The library's own driver for files in memory caches small reads in a way that a damaged address makes
// read outside of the cache (seen with 1.10.8); this one has no cache and checks every read.
hid_t graphode_hdf5_open_image(const void *bytes, size_t count);
