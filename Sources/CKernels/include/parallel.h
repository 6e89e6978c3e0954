// Parallel loops on a pool of threads that are started where they are first asked for.
//
// The pool is our own: the barrier of libgomp's, which GraphBLAS uses, waits for every thread of a team. Where other
// programs use the processors, a loop of microseconds then takes milliseconds.
#pragma once

#include <stddef.h>

// Calls body(context, chunk) once for each chunk in 0 ..< chunk_count, in any order, on at most
// `threads` threads, and returns when all are done. Inside another loop, and while another thread runs one, the chunks
// run one after the other on the calling thread.
void graphode_parallel(
    void (*body)(void *context, size_t chunk), void *context, size_t chunk_count, int threads);

// OpenMP's own notion of the thread count, for calls from this thread.
void graphode_omp_set_thread_count(int count);
int graphode_omp_thread_count(void);
