#ifndef CMATRIX_H
#define CMATRIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The products of a network and the loops beside them, with the same bits on every processor.
//
// Matrices are row-major without gaps. Each element of a product is one chain of fused
// multiply-adds from zero, in ascending order of what is summed over: no result depends on the
// width of registers, on blocks, or on how rows are shared out among calls. All else is single
// operations of IEEE 754, never contracted, and sums of squares in fixed lanes.

/// outputs = inputs · weights + bias, rectified (what is not above zero becomes 0) where asked.
///
/// inputs are rows × count, weights count × width, outputs rows × width.
void cmatrix_layer(const float *inputs, const float *weights, const float *bias, float *outputs,
                   int rows, int count, int width, bool rectifies);

/// gradient = inputsᵀ · slopes, of the rows from..<to of the gradient alone.
///
/// inputs are rows × count, slopes rows × width; gradient is count × width and written from its
/// row `from` on.
void cmatrix_gradient(const float *inputs, const float *slopes, float *gradient, int rows,
                      int count, int width, int from, int to);

/// before = slopes · weightsᵀ, and 0 where the activation is not above zero.
///
/// slopes are rows × width, weights count × width, activations and before rows × count.
void cmatrix_slopes(const float *slopes, const float *weights, const float *activations,
                    float *before, int rows, int count, int width);

/// Sums rows into one, in their order.
void cmatrix_sum_rows(const float *rows, float *sum, int count, int width);

/// a += rate · (b − a).
void cmatrix_approach(float *a, const float *b, float rate, size_t count);

/// The sum of squares, in sixteen fixed lanes of doubles.
double cmatrix_sum_of_squares(const float *a, size_t count);

/// One step of Adam on a stretch of parameters.
///
/// rate already has both bias corrections in it; scale multiplies the gradient.
void cmatrix_adam(float *weights, float *mean, float *variance, const float *gradient, float scale,
                  float rate, float epsilon, size_t count);

/// a · b + c, rounded once, without an instruction for it.
float cmatrix_fused(float a, float b, float c);

/// How many variants of the above this processor runs; variant 0 needs nothing special.
int cmatrix_variant_count(void);

/// The name of a variant, such as `avx2`.
const char *cmatrix_variant_name(int variant);

/// Has all threads use a variant from now on, for tests and measurements; the last one is used
/// where nothing is said.
void cmatrix_use_variant(int variant);

/// Tells the processor that a loop waits for another thread.
static inline void cmatrix_relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#endif
