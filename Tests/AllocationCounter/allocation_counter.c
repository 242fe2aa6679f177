#define _GNU_SOURCE
#include "allocation_counter.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HAS_SANITIZER 1
#endif
#endif

#if defined(__linux__) && !defined(HAS_SANITIZER)

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

// These definitions stand before the C library's own for the whole process. `free` stays the
// library's, so that nothing may be handed out here that is not its own.

static __thread int64_t count;

typedef void *(*malloc_function)(size_t);
typedef void *(*calloc_function)(size_t, size_t);
typedef void *(*realloc_function)(void *, size_t);
typedef int (*posix_memalign_function)(void **, size_t, size_t);

// glibc's dlsym allocates only where a symbol is missing; these four never are.
#define NEXT(name)                                                         \
  static name##_function next;                                             \
  name##_function found = __atomic_load_n(&next, __ATOMIC_RELAXED);        \
  if (!found) {                                                            \
    found = (name##_function)dlsym(RTLD_NEXT, #name);                      \
    __atomic_store_n(&next, found, __ATOMIC_RELAXED);                      \
  }                                                                        \
  count++

void *malloc(size_t size) {
  NEXT(malloc);
  return found(size);
}

void *calloc(size_t number, size_t size) {
  NEXT(calloc);
  return found(number, size);
}

void *realloc(void *old, size_t size) {
  NEXT(realloc);
  return found(old, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  NEXT(posix_memalign);
  return found(result, alignment, size);
}

bool allocation_counter_works(void) { return true; }
int64_t allocation_counter_count(void) { return count; }

#else

bool allocation_counter_works(void) { return false; }
int64_t allocation_counter_count(void) { return 0; }

#endif
