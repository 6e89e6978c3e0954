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

// One bit an element, set with probability `keep`, from the 32-bit halves first, first + 1, … of the
// words: half h is the low (h even) or high part of word h / 2. Bit b of the result is at place b % 64 of
// bits[b / 64]; those beyond `count` in its word are 0. `keep` is kept to 32 bits.
void graphode_philox_keep_bits(
    uint64_t key, uint64_t stream, uint64_t first, double keep, uint64_t *bits, size_t count);
