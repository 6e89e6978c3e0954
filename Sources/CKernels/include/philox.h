// The counter-based generator Philox4x32-10: J. Salmon, M. Moraes, R. Dror and D. Shaw,
// "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3.
#pragma once

#include <stddef.h>
#include <stdint.h>

// The bijection itself: ten rounds on a counter of four words under a key of two.
void graphode_philox_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

// The 64-bit words first, first + 1, … of the sequence of (key, stream). Word w is half w % 2
// of the block with counter words (w / 2 low, w / 2 high, stream low, stream high), low part
// first.
void graphode_philox_words(
    uint64_t key, uint64_t stream, uint64_t first, uint64_t *out, size_t count);
