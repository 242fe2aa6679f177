#include "copenblas.h"

#include <dlfcn.h>
#include <pthread.h>

// Products are not fused with sums anywhere, so that bits stay the same with any registers.
#pragma STDC FP_CONTRACT OFF

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define HAS_THREAD_SANITIZER 1
#endif
#endif

// Wider registers where there are any. The thread sanitizer crashes in what chooses between them,
// which runs before it is ready.
#if defined(__x86_64__) && defined(__linux__) && !defined(HAS_THREAD_SANITIZER)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

// CBLAS's own numbers for its enumerations.
enum { ROW_MAJOR = 101, AS_IT_IS = 111, TRANSPOSED = 112 };

typedef void (*sgemm_function)(int order, int transpose_a, int transpose_b, int m, int n, int k,
                               float alpha, const float *a, int lda, const float *b, int ldb,
                               float beta, float *c, int ldc);

static pthread_once_t once = PTHREAD_ONCE_INIT;
static const char *failure;
static sgemm_function sgemm;
static char *(*corename)(void);

static void *load(void) {
  static const char *const names[] = {"libopenblas.so.0", "libopenblas.so",
                                      "/opt/homebrew/opt/openblas/lib/libopenblas.dylib"};
  for (size_t index = 0; index < sizeof names / sizeof names[0]; index++) {
    void *library = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
  }
  return NULL;
}

static void open_once(void) {
  void *library = load();
  if (!library) {
    failure = "OpenBLAS is not installed (Debian's libopenblas0-pthread)";
    return;
  }
  sgemm = (sgemm_function)dlsym(library, "cblas_sgemm");
  void (*set_threads)(int) = (void (*)(int))dlsym(library, "openblas_set_num_threads");
  corename = (char *(*)(void))dlsym(library, "openblas_get_corename");
  if (!sgemm || !set_threads || !corename) {
    failure = "the installed OpenBLAS lacks a function that is needed";
    return;
  }
  // Its own threads change the order of sums with their number.
  set_threads(1);
}

const char *copenblas_open(void) {
  pthread_once(&once, open_once);
  return failure;
}

const char *copenblas_kernel(void) { return corename ? corename() : ""; }

void copenblas_multiply(bool transpose_a, bool transpose_b, int m, int n, int k, const float *a,
                        int lda, const float *b, int ldb, float beta, float *c, int ldc) {
  sgemm(ROW_MAJOR, transpose_a ? TRANSPOSED : AS_IT_IS, transpose_b ? TRANSPOSED : AS_IT_IS, m, n,
        k, 1.0f, a, lda, b, ldb, beta, c, ldc);
}

WIDE void copenblas_add_bias(float *rows, const float *bias, int count, int width, bool rectifies) {
  for (int row = 0; row < count; row++) {
    float *restrict values = rows + (size_t)row * (size_t)width;
    if (rectifies) {
      for (int column = 0; column < width; column++) {
        float value = values[column] + bias[column];
        values[column] = value > 0 ? value : 0;
      }
    } else {
      for (int column = 0; column < width; column++) values[column] += bias[column];
    }
  }
}

WIDE void copenblas_rectify_gradient(float *restrict gradient, const float *restrict activation,
                                size_t count) {
  for (size_t index = 0; index < count; index++) {
    gradient[index] = activation[index] > 0 ? gradient[index] : 0;
  }
}

WIDE void copenblas_sum_rows(const float *restrict rows, float *restrict sum, int count, int width) {
  for (int column = 0; column < width; column++) sum[column] = 0;
  for (int row = 0; row < count; row++) {
    const float *values = rows + (size_t)row * (size_t)width;
    for (int column = 0; column < width; column++) sum[column] += values[column];
  }
}

WIDE void copenblas_add(float *restrict a, const float *restrict b, size_t count) {
  for (size_t index = 0; index < count; index++) a[index] += b[index];
}

WIDE void copenblas_approach(float *restrict a, const float *restrict b, float rate, size_t count) {
  for (size_t index = 0; index < count; index++) a[index] += rate * (b[index] - a[index]);
}

// The lanes are fixed, so that wider registers give the same sum.
#define LANES 8

static inline double sum_of_lanes(const double *lanes) {
  double sum = 0;
  for (size_t lane = 0; lane < LANES; lane++) sum += lanes[lane];
  return sum;
}

WIDE double copenblas_sum_of_squares(const float *a, size_t count) {
  double lanes[LANES] = {0};
  size_t index = 0;
  for (; index + LANES <= count; index += LANES) {
    for (size_t lane = 0; lane < LANES; lane++) {
      double value = a[index + lane];
      lanes[lane] += value * value;
    }
  }
  for (; index < count; index++) lanes[0] += (double)a[index] * a[index];
  return sum_of_lanes(lanes);
}

WIDE double copenblas_add_squares(float *restrict a, const float *restrict b, size_t count) {
  double lanes[LANES] = {0};
  size_t index = 0;
  for (; index + LANES <= count; index += LANES) {
    for (size_t lane = 0; lane < LANES; lane++) {
      float sum = a[index + lane] + b[index + lane];
      a[index + lane] = sum;
      lanes[lane] += (double)sum * sum;
    }
  }
  for (; index < count; index++) {
    a[index] += b[index];
    lanes[0] += (double)a[index] * a[index];
  }
  return sum_of_lanes(lanes);
}

// Four inputs at a time, so that the outputs are read and written a quarter as often.
WIDE static void add_four(float *restrict outputs, const float *restrict w0,
                          const float *restrict w1, const float *restrict w2,
                          const float *restrict w3, const float *x, int width) {
  const float x0 = x[0], x1 = x[1], x2 = x[2], x3 = x[3];
  for (int column = 0; column < width; column++) {
    outputs[column] += (x0 * w0[column] + x1 * w1[column]) + (x2 * w2[column] + x3 * w3[column]);
  }
}

WIDE static void add_one(float *restrict outputs, const float *restrict weights, float x,
                         int width) {
  for (int column = 0; column < width; column++) outputs[column] += x * weights[column];
}

void copenblas_layer_of_row(const float *inputs, const float *weights, const float *bias,
                            float *outputs, int count, int width, bool rectifies) {
  for (int column = 0; column < width; column++) outputs[column] = 0;
  const float *rows[4];
  float values[4];
  int found = 0;
  for (int input = 0; input < count; input++) {
    if (inputs[input] == 0) continue;
    rows[found] = weights + (size_t)input * (size_t)width;
    values[found++] = inputs[input];
    if (found < 4) continue;
    add_four(outputs, rows[0], rows[1], rows[2], rows[3], values, width);
    found = 0;
  }
  for (int left = 0; left < found; left++) add_one(outputs, rows[left], values[left], width);
  copenblas_add_bias(outputs, bias, 1, width, rectifies);
}

WIDE void copenblas_adam(float *restrict weights, float *restrict mean, float *restrict variance,
                    const float *restrict gradient, float scale, float rate, float epsilon,
                    size_t count) {
  for (size_t index = 0; index < count; index++) {
    float slope = gradient[index] * scale;
    mean[index] = 0.9f * mean[index] + 0.1f * slope;
    variance[index] = 0.999f * variance[index] + 0.001f * slope * slope;
    weights[index] -= rate * mean[index] / (__builtin_elementwise_sqrt(variance[index]) + epsilon);
  }
}
