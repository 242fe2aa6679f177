#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

#include <stdbool.h>
#include <stdint.h>

/// Whether allocations are counted here: on Linux, and without a sanitizer, which has its own malloc.
bool allocation_counter_works(void);

/// Allocations of the calling thread since its start.
int64_t allocation_counter_count(void);

#endif
