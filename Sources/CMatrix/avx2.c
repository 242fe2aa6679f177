#if defined(__x86_64__)

#include "variant.h"

#define WIDTH 8
#define ROWS 6
#define FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
#define VARIANT cmatrix_avx2
#define NAME "avx2"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "kernels.h"
#pragma clang attribute pop

#endif
