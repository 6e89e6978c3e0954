#include "CKernels.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

// Parts of libgomp's stable interface (OMP_1.0), declared here because the package is built without -fopenmp.
void omp_set_num_threads(int count);
int omp_get_max_threads(void);
int omp_in_parallel(void);

// The pool runs one loop at a time. Its caller works, too, and takes chunks until none is left; it then waits for
// those workers only that are in the middle of a chunk. A worker that gets no processor in time is not missed.
typedef struct {
  void (*body)(void *context, size_t chunk);
  void *context;
  size_t chunk_count;
  atomic_size_t next_chunk;
  int helpers;
} Loop;

enum { MOST_WORKERS = 1023, SPINS = 1 << 13 };

// The loop at hand, and who is in it: the number of workers in the low half, above it whether more may come, and
// above that the number of the loop. One word, so that joining and closing cannot miss each other.
static Loop loop;
static _Atomic uint64_t state;
static const uint64_t IS_OPEN = 1ull << 32, ONE_LOOP = 1ull << 33;

static pthread_mutex_t is_busy = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t sleep_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake_up = PTHREAD_COND_INITIALIZER;
static _Atomic int sleepers;
static int worker_count;
static _Thread_local bool is_inside;

static inline void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

// Takes the next chunk until none is left.
static void run_chunks(Loop *running) {
  is_inside = true;
  for (;;) {
    const size_t chunk = atomic_fetch_add_explicit(&running->next_chunk, 1, memory_order_relaxed);
    if (chunk >= running->chunk_count) { break; }
    running->body(running->context, chunk);
  }
  is_inside = false;
}

// Waits for a loop that this worker has not seen, awake at first: loops follow each other closely.
static uint64_t wait_for_loop(uint64_t seen) {
  for (int spin = 0; spin < SPINS; spin++) {
    const uint64_t now = atomic_load(&state);
    if ((now & IS_OPEN) && now / ONE_LOOP != seen) { return now; }
    pause_briefly();
  }
  pthread_mutex_lock(&sleep_lock);
  atomic_fetch_add(&sleepers, 1);
  uint64_t now;
  while (now = atomic_load(&state), !(now & IS_OPEN) || now / ONE_LOOP == seen) {
    pthread_cond_wait(&wake_up, &sleep_lock);
  }
  atomic_fetch_sub(&sleepers, 1);
  pthread_mutex_unlock(&sleep_lock);
  return now;
}

static void *work(void *index) {
  // Libraries that a chunk calls must not start threads of their own.
  omp_set_num_threads(1);
  uint64_t seen = 0;
  for (;;) {
    uint64_t now = wait_for_loop(seen);
    while ((now & IS_OPEN) && now / ONE_LOOP != seen) {
      if (atomic_compare_exchange_weak(&state, &now, now + 1)) {
        // No field of the loop changes while a worker is in it.
        if ((int)(intptr_t)index < loop.helpers) { run_chunks(&loop); }
        atomic_fetch_sub(&state, 1);
        break;
      }
    }
    seen = now / ONE_LOOP;
  }
  return NULL;
}

// Starts workers until there are `count`, or as many as the system grants.
static void start_workers(int count) {
  while (worker_count < count && worker_count < MOST_WORKERS) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, (void *)(intptr_t)worker_count) != 0) { return; }
    pthread_detach(thread);
    worker_count++;
  }
}

void graphode_parallel(
    void (*body)(void *context, size_t chunk), void *context, size_t chunk_count, int threads) {
  if (threads > 0 && (size_t)threads > chunk_count) { threads = (int)chunk_count; }
  // A loop inside another, or beside that of another caller, is one of this thread alone.
  if (threads <= 1 || is_inside || omp_in_parallel() || pthread_mutex_trylock(&is_busy) != 0) {
    for (size_t chunk = 0; chunk < chunk_count; chunk++) { body(context, chunk); }
    return;
  }
  start_workers(threads - 1);
  loop.body = body;
  loop.context = context;
  loop.chunk_count = chunk_count;
  loop.helpers = threads - 1;
  atomic_store_explicit(&loop.next_chunk, 0, memory_order_relaxed);
  atomic_store(&state, (atomic_load(&state) / ONE_LOOP + 1) * ONE_LOOP | IS_OPEN);
  if (atomic_load(&sleepers) > 0) {
    pthread_mutex_lock(&sleep_lock);
    pthread_cond_broadcast(&wake_up);
    pthread_mutex_unlock(&sleep_lock);
  }
  run_chunks(&loop);
  uint64_t now = atomic_fetch_and(&state, ~IS_OPEN);
  for (int spin = 0; (uint32_t)now != 0; spin++) {
    // Who shares this processor with a worker has to let it finish.
    if (spin < SPINS) { pause_briefly(); } else { sched_yield(); }
    now = atomic_load(&state);
  }
  pthread_mutex_unlock(&is_busy);
}

void graphode_omp_set_thread_count(int count) { omp_set_num_threads(count); }
int graphode_omp_thread_count(void) { return omp_get_max_threads(); }
