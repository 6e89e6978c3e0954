#include "CKernels.h"

#include <stdatomic.h>

// The entry points behind `#pragma omp parallel` and omp.h, declared here because the package is
// built without -fopenmp. They are part of libgomp's stable interface (GOMP_4.0, OMP_1.0).
void GOMP_parallel(void (*region)(void *), void *data, unsigned thread_count, unsigned flags);
void omp_set_num_threads(int count);
int omp_get_max_threads(void);
int omp_in_parallel(void);

typedef struct {
  void (*body)(void *context, size_t chunk);
  void *context;
  size_t chunk_count;
  atomic_size_t next_chunk;
} Loop;

// What each thread of the team runs: take the next chunk until none is left.
static void run_loop(void *data) {
  Loop *loop = data;
  for (;;) {
    const size_t chunk = atomic_fetch_add_explicit(&loop->next_chunk, 1, memory_order_relaxed);
    if (chunk >= loop->chunk_count) { return; }
    loop->body(loop->context, chunk);
  }
}

void graphode_parallel(
    void (*body)(void *context, size_t chunk), void *context, size_t chunk_count, int threads) {
  Loop loop = {.body = body, .context = context, .chunk_count = chunk_count, .next_chunk = 0};
  if (threads > 0 && (size_t)threads > chunk_count) { threads = (int)chunk_count; }
  if (threads <= 1 || omp_in_parallel()) {
    run_loop(&loop);
  } else {
    GOMP_parallel(run_loop, &loop, (unsigned)threads, 0);
  }
}

void graphode_omp_set_thread_count(int count) { omp_set_num_threads(count); }
int graphode_omp_thread_count(void) { return omp_get_max_threads(); }
int graphode_omp_in_parallel(void) { return omp_in_parallel(); }
