#pragma once
#include <hdf5.h>

// HDF5 names its types and classes by macros that read global variables, which Swift does not
// import. Each is reached through a function instead.

static inline hid_t graphode_h5_default(void) { return H5P_DEFAULT; }
static inline hid_t graphode_h5_all(void) { return H5S_ALL; }
static inline hid_t graphode_h5_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t graphode_h5_float(void) { return H5T_NATIVE_FLOAT; }

/// Whether a name inside a group stands for an object of the same file, and of no other.
static inline int graphode_h5_is_hard_link(hid_t group, const char *name) {
  H5L_info_t info;
  return H5Lexists(group, name, H5P_DEFAULT) > 0 && H5Lget_info(group, name, &info, H5P_DEFAULT) >= 0
      && info.type == H5L_TYPE_HARD;
}
