#include "hdf5_image.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#if __has_include(<H5FDdevelop.h>)
#include <H5FDdevelop.h>
#endif

// What a file is opened from.
typedef struct {
  const unsigned char *bytes;
  haddr_t count;
} image;

// An open file: what the library knows of it, then what this driver does.
typedef struct {
  H5FD_t base;
  image image;
  haddr_t end_of_addresses;
} image_file;

static H5FD_t *open_image(const char *name, unsigned flags, hid_t access, haddr_t largest) {
  const image *source = H5Pget_driver_info(access);
  if (!source || flags != H5F_ACC_RDONLY) return NULL;
  image_file *file = calloc(1, sizeof *file);
  if (file) file->image = *source;
  return (H5FD_t *)file;
}

static herr_t close_image(H5FD_t *file) {
  free(file);
  return 0;
}

static herr_t read_image(
    H5FD_t *file, H5FD_mem_t type, hid_t transfer, haddr_t address, size_t count, void *buffer) {
  const image *source = &((image_file *)file)->image;
  if (address > source->count || count > source->count - address) return -1;
  memcpy(buffer, source->bytes + address, count);
  return 0;
}

static herr_t refuse_to_write(
    H5FD_t *file, H5FD_mem_t type, hid_t transfer, haddr_t address, size_t count, const void *buffer) {
  return -1;
}

static herr_t query_features(const H5FD_t *file, unsigned long *features) {
  *features = 0;
  return 0;
}

static haddr_t end_of_addresses(const H5FD_t *file, H5FD_mem_t type) {
  return ((const image_file *)file)->end_of_addresses;
}

static herr_t set_end_of_addresses(H5FD_t *file, H5FD_mem_t type, haddr_t address) {
  ((image_file *)file)->end_of_addresses = address;
  return 0;
}

static haddr_t end_of_file(const H5FD_t *file, H5FD_mem_t type) {
  return ((const image_file *)file)->image.count;
}

static const H5FD_class_t image_driver = {
#ifdef H5FD_CLASS_VERSION
    .version = H5FD_CLASS_VERSION,
    .value = 511,  // from 256 to 511 are for the use of one program
#endif
    .name = "graphode_image",
    .maxaddr = INT64_MAX,
    .fc_degree = H5F_CLOSE_STRONG,
    .fapl_size = sizeof(image),
    .open = open_image,
    .close = close_image,
    .query = query_features,
    .get_eoa = end_of_addresses,
    .set_eoa = set_end_of_addresses,
    .get_eof = end_of_file,
    .read = read_image,
    .write = refuse_to_write,
    .fl_map = H5FD_FLMAP_DICHOTOMY,
};

hid_t graphode_hdf5_open_image(const void *bytes, size_t count) {
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  image source = {bytes, count};
  hid_t driver = H5FDregister(&image_driver);
  hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  hid_t file = -1;
  if (driver >= 0 && H5Pset_driver(access, driver, &source) >= 0) {
    file = H5Fopen("image", H5F_ACC_RDONLY, access);
  }
  H5Pclose(access);
  H5FDunregister(driver);
  return file;
}
