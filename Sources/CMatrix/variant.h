#ifndef CMATRIX_VARIANT_H
#define CMATRIX_VARIANT_H

#include "cmatrix.h"

/// What each width of registers compiles of `kernels.h`.
struct variant {
  const char *name;
  void (*layer)(const float *, const float *, const float *, float *, int, int, int, bool);
  void (*gradient)(const float *, const float *, float *, int, int, int, int, int);
  void (*slopes)(const float *, const float *, const float *, float *, int, int, int);
  void (*sum_rows)(const float *, float *, int, int);
  void (*approach)(float *, const float *, float, size_t);
  double (*sum_of_squares)(const float *, size_t);
  void (*adam)(float *, float *, float *, const float *, float, float, float, size_t);
};

extern const struct variant cmatrix_plain;
#if defined(__x86_64__)
extern const struct variant cmatrix_avx2, cmatrix_avx512;
#elif defined(__aarch64__)
extern const struct variant cmatrix_neon;
#endif

#endif
