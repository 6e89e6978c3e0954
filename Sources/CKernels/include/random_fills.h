// Included by CKernels.h once for each scalar type.
//
// Random arrays from Philox words (philox.h): element i depends on key, stream and first + i
// only, so a range may be filled in parts and in any order. Both scalar types come from the
// same words: the float fills are the double fills rounded (uniform: cut to 24 bits).

// Uniform in low ..< high, from one 64-bit word each, the words first, first + 1, …
void KERNEL(philox_uniform)(
    uint64_t key, uint64_t stream, uint64_t first, SCALAR low, SCALAR high, SCALAR *out,
    size_t count);

// Normal, by the Box–Muller transform of the word pairs (2k, 2k + 1), one word an element.
// Start at an even `first` so that no word is shared with another draw.
void KERNEL(philox_normal)(
    uint64_t key, uint64_t stream, uint64_t first, SCALAR mean, SCALAR deviation, SCALAR *out,
    size_t count);

// scale with probability `keep`, else 0, from the 32-bit halves first, first + 1, … of the
// words: half h is the low (h even) or high part of word h / 2. `keep` is kept to 32 bits.
void KERNEL(philox_keep_mask)(
    uint64_t key, uint64_t stream, uint64_t first, double keep, SCALAR scale, SCALAR *out,
    size_t count);
