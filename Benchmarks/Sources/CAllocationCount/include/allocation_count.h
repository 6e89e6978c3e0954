#pragma once
#include <stddef.h>

// Counts what the whole program asks of malloc and its kin: the functions here take their place.
// Counts are exact on one thread and close on several.

typedef struct {
  // The number of blocks asked for so far.
  size_t blocks;
  // The number of bytes held now, and the largest number since the last reset.
  size_t bytes, peak_bytes;
} allocation_count;

allocation_count allocation_count_now(void);
void allocation_count_reset_peak(void);

// Gives memory that is free back to the system, as far as it can be.
void allocation_count_trim(void);
