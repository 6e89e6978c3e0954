// Parallel loops on the thread pool of libgomp, which GraphBLAS and OpenBLAS use as well.
#pragma once

#include <stddef.h>

// Calls body(context, chunk) once for each chunk in 0 ..< chunk_count, in any order, on at most
// `threads` threads, and returns when all are done. Inside a parallel region the chunks run one
// after the other on the calling thread.
void graphode_parallel(
    void (*body)(void *context, size_t chunk), void *context, size_t chunk_count, int threads);

// OpenMP's own notion of the thread count, for calls from this thread.
void graphode_omp_set_thread_count(int count);
int graphode_omp_thread_count(void);
// 1 inside a parallel region, else 0.
int graphode_omp_in_parallel(void);
