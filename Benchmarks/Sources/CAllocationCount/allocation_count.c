#include "allocation_count.h"

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>

// glibc's own entry points, which stay reachable under these names.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static atomic_size_t blocks, bytes, peak;

static void *counted(void *block) {
  if (!block) { return NULL; }
  atomic_fetch_add_explicit(&blocks, 1, memory_order_relaxed);
  const size_t size = malloc_usable_size(block);
  const size_t now = atomic_fetch_add_explicit(&bytes, size, memory_order_relaxed) + size;
  size_t last = atomic_load_explicit(&peak, memory_order_relaxed);
  while (now > last && !atomic_compare_exchange_weak(&peak, &last, now)) {}
  return block;
}

static void uncount(void *block) {
  if (block) {
    atomic_fetch_sub_explicit(&bytes, malloc_usable_size(block), memory_order_relaxed);
  }
}

void *malloc(size_t size) { return counted(__libc_malloc(size)); }
void *calloc(size_t count, size_t size) { return counted(__libc_calloc(count, size)); }
void *memalign(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, size)); }
void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

void *realloc(void *block, size_t size) {
  uncount(block);
  return counted(__libc_realloc(block, size));
}

int posix_memalign(void **block, size_t alignment, size_t size) {
  *block = memalign(alignment, size);
  return *block ? 0 : ENOMEM;
}

void free(void *block) {
  uncount(block);
  __libc_free(block);
}

allocation_count allocation_count_now(void) {
  return (allocation_count){atomic_load(&blocks), atomic_load(&bytes), atomic_load(&peak)};
}

void allocation_count_reset_peak(void) { atomic_store(&peak, atomic_load(&bytes)); }

void allocation_count_trim(void) { malloc_trim(0); }
