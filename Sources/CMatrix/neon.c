#if defined(__aarch64__)

#include "variant.h"

#define WIDTH 4
#define ROWS 8
#define FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
#define VARIANT cmatrix_neon
#define NAME "neon"

#include "kernels.h"

#endif
