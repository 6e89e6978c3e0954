#pragma once
#include <hdf5.h>

// HDF5 names its types and classes by macros that read global variables, which Swift does not
// import. Each is reached through a function instead.

static inline hid_t graphode_h5_default(void) { return H5P_DEFAULT; }
static inline hid_t graphode_h5_all(void) { return H5S_ALL; }
static inline hid_t graphode_h5_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t graphode_h5_float(void) { return H5T_NATIVE_FLOAT; }

/// Opens a file that is in memory, and makes a copy of it; a negative number if it cannot be read.
/// Stops the library from printing its errors.
static inline hid_t graphode_h5_open_image(const void *bytes, size_t count) {
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  hid_t file = -1;
  if (H5Pset_fapl_core(access, 1 << 16, 0) >= 0 && H5Pset_file_image(access, (void *)bytes, count) >= 0) {
    file = H5Fopen("image", H5F_ACC_RDONLY, access);
  }
  H5Pclose(access);
  return file;
}

/// Whether a name inside a group stands for an object of the same file, and of no other.
static inline int graphode_h5_is_hard_link(hid_t group, const char *name) {
  H5L_info_t info;
  return H5Lexists(group, name, H5P_DEFAULT) > 0 && H5Lget_info(group, name, &info, H5P_DEFAULT) >= 0
      && info.type == H5L_TYPE_HARD;
}
