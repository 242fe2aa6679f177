#ifndef COPENBLAS_H
#define COPENBLAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Loads OpenBLAS once and has it work on one thread.
///
/// Loaded when first used, since linking it would cost every start of the program 7 ms.
/// Returns NULL, or why it cannot be loaded.
const char *copenblas_open(void);

/// The kernel that OpenBLAS chose for this processor; other kernels give other bits.
const char *copenblas_kernel(void);

/// C = op(A) · op(B) + beta · C in row-major order: m × n from m × k and k × n.
void copenblas_multiply(bool transpose_a, bool transpose_b, int m, int n, int k, const float *a,
                        int lda, const float *b, int ldb, float beta, float *c, int ldc);

/// One row through one layer: outputs = inputs · weights + bias, rectified where asked.
///
/// Inputs at zero are skipped; of rectified ones that is about half. Packing matrices for a product
/// would take longer than the product.
void copenblas_layer_of_row(const float *inputs, const float *weights, const float *bias,
                            float *outputs, int count, int width, bool rectifies);

/// Adds a bias to each row and, where asked, takes what is below zero away (ReLU).
void copenblas_add_bias(float *rows, const float *bias, int count, int width, bool rectifies);

/// Zeroes the gradient where the activation was at zero.
void copenblas_rectify_gradient(float *gradient, const float *activation, size_t count);

/// Sums rows into one.
void copenblas_sum_rows(const float *rows, float *sum, int count, int width);

/// a += b.
void copenblas_add(float *a, const float *b, size_t count);

/// a += rate · (b − a).
void copenblas_approach(float *a, const float *b, float rate, size_t count);

/// The sum of squares, in eight fixed lanes.
double copenblas_sum_of_squares(const float *a, size_t count);

/// a += b, and the sum of squares of what comes out, in eight fixed lanes.
double copenblas_add_squares(float *a, const float *b, size_t count);

/// Tells the processor that a loop waits for another thread.
static inline void copenblas_relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// One step of Adam on a stretch of parameters.
///
/// rate already has both bias corrections in it; scale multiplies the gradient.
void copenblas_adam(float *weights, float *mean, float *variance, const float *gradient,
                    float scale, float rate, float epsilon, size_t count);

#endif
