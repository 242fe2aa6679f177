#if defined(__x86_64__)

#include "variant.h"

#define WIDTH 16
#define ROWS 8
#define FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
#define VARIANT cmatrix_avx512
#define NAME "avx512"

#pragma clang attribute push(__attribute__((target("avx2,fma,avx512f"))), apply_to = function)
#include "kernels.h"
#pragma clang attribute pop

#endif
