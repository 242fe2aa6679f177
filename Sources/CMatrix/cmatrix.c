#include "cmatrix.h"

#include <stdatomic.h>

#include "variant.h"

// Ascending: each is faster than those before it.
static int list(const struct variant *found[4]) {
  int count = 0;
  found[count++] = &cmatrix_plain;
#if defined(__x86_64__)
  // Says no, too, where the operating system does not keep the registers.
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    found[count++] = &cmatrix_avx2;
    if (__builtin_cpu_supports("avx512f")) found[count++] = &cmatrix_avx512;
  }
#elif defined(__aarch64__)
  found[count++] = &cmatrix_neon;
#endif
  return count;
}

static const struct variant *at(int variant) {
  const struct variant *found[4];
  const int count = list(found);
  return found[variant >= 0 && variant < count ? variant : count - 1];
}

static _Atomic(const struct variant *) chosen;

static const struct variant *current(void) {
  const struct variant *variant = atomic_load_explicit(&chosen, memory_order_relaxed);
  if (variant) return variant;
  // Two threads that come here at once choose the same.
  variant = at(-1);
  atomic_store_explicit(&chosen, variant, memory_order_relaxed);
  return variant;
}

int cmatrix_variant_count(void) {
  const struct variant *found[4];
  return list(found);
}

const char *cmatrix_variant_name(int variant) { return at(variant)->name; }

void cmatrix_use_variant(int variant) {
  atomic_store_explicit(&chosen, at(variant), memory_order_relaxed);
}

void cmatrix_layer(const float *inputs, const float *weights, const float *bias, float *outputs,
                   int rows, int count, int width, bool rectifies) {
  current()->layer(inputs, weights, bias, outputs, rows, count, width, rectifies);
}

void cmatrix_gradient(const float *inputs, const float *slopes, float *gradient, int rows,
                      int count, int width, int from, int to) {
  current()->gradient(inputs, slopes, gradient, rows, count, width, from, to);
}

void cmatrix_slopes(const float *slopes, const float *weights, const float *activations,
                    float *before, int rows, int count, int width) {
  current()->slopes(slopes, weights, activations, before, rows, count, width);
}

void cmatrix_sum_rows(const float *rows, float *sum, int count, int width) {
  current()->sum_rows(rows, sum, count, width);
}

void cmatrix_approach(float *a, const float *b, float rate, size_t count) {
  current()->approach(a, b, rate, count);
}

double cmatrix_sum_of_squares(const float *a, size_t count) {
  return current()->sum_of_squares(a, count);
}

void cmatrix_adam(float *weights, float *mean, float *variance, const float *gradient, float scale,
                  float rate, float epsilon, size_t count) {
  current()->adam(weights, mean, variance, gradient, scale, rate, epsilon, count);
}
