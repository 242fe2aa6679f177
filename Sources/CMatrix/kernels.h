// One source for all widths of registers. Who includes it defines
//   WIDTH         floats of a register,
//   ROWS          rows of a tile,
//   FUSED(a,b,c)  a · b + c of registers, rounded once,
//   VARIANT       the name of the table at the end, NAME the text in it.

#include <string.h>

#include "variant.h"

#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))
#define PANEL (2 * WIDTH)
// Rows of a panel: with it, half of a small first-level cache is left to the other matrix.
#define DEPTH 256
#define LANES 16

typedef float vector __attribute__((ext_vector_type(WIDTH)));
typedef int32_t integers __attribute__((ext_vector_type(WIDTH)));
typedef float quad __attribute__((ext_vector_type(4)));

INLINE vector load(const float *place) {
  vector value;
  memcpy(&value, place, sizeof value);
  return value;
}

INLINE void store(float *place, vector value) { memcpy(place, &value, sizeof value); }

INLINE quad load_quad(const float *place) {
  quad value;
  memcpy(&value, place, sizeof value);
  return value;
}

INLINE void store_quad(float *place, quad value) { memcpy(place, &value, sizeof value); }

INLINE vector rectified(vector value) { return (vector)((integers)value & (value > 0)); }

INLINE int smaller(int a, int b) { return a < b ? a : b; }

// MARK: Tiles

/// What a tile's element is computed from, beside the panel: a[row · row_stride + k · step].
struct left {
  const float *a;
  ptrdiff_t row_stride, step;
};

/// What is done to the last sums.
struct finish {
  /// Added where it is not NULL; PANEL values.
  const float *bias;
  bool rectifies;
};

/// A tile of some rows × vectors: sums over a stretch of k, from zero or going on from `c`.
INLINE void tile(struct left left, const float *panel, int depth, float *c, ptrdiff_t stride,
                 bool goes_on, const struct finish *finish, const int rows, const int vectors) {
  vector sums[ROWS][2];
#pragma clang loop unroll(full)
  for (int row = 0; row < rows; row++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      sums[row][v] = goes_on ? load(c + row * stride + v * WIDTH) : (vector)0.0f;
    }
  }
  for (int k = 0; k < depth; k++) {
    vector b[2];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) b[v] = load(panel + v * WIDTH);
#pragma clang loop unroll(full)
    for (int row = 0; row < rows; row++) {
      const vector x = left.a[row * left.row_stride];
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) sums[row][v] = FUSED(x, b[v], sums[row][v]);
    }
    left.a += left.step;
    panel += PANEL;
  }
#pragma clang loop unroll(full)
  for (int row = 0; row < rows; row++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      vector sum = sums[row][v];
      if (finish && finish->bias) sum += load(finish->bias + v * WIDTH);
      if (finish && finish->rectifies) sum = rectified(sum);
      store(c + row * stride + v * WIDTH, sum);
    }
  }
}

INLINE void tile_of(struct left left, const float *panel, int depth, float *c, ptrdiff_t stride,
                    bool goes_on, const struct finish *finish, int rows, const int vectors) {
#define TILE(n) \
  case n: tile(left, panel, depth, c, stride, goes_on, finish, n, vectors); break;
  switch (rows) {
    TILE(1)
    TILE(2)
#if ROWS > 2
    TILE(3)
    TILE(4)
#endif
#if ROWS > 4
    TILE(5)
    TILE(6)
#endif
#if ROWS > 6
    TILE(7)
    TILE(8)
#endif
  }
#undef TILE
}

/// A tile of any size; a function of its own, as it is compiled for each number of rows.
static __attribute__((noinline)) void any_tile(struct left left, const float *panel, int depth,
                                               float *c, ptrdiff_t stride, bool goes_on,
                                               const struct finish *finish, int rows,
                                               int columns) {
  if (columns > WIDTH) {
    tile_of(left, panel, depth, c, stride, goes_on, finish, rows, 2);
  } else {
    tile_of(left, panel, depth, c, stride, goes_on, finish, rows, 1);
  }
}

/// A tile at an edge, fewer columns than registers hold: by way of a full one.
static __attribute__((noinline)) void edge_tile(struct left left, const float *panel, int depth,
                                                float *c, ptrdiff_t stride, bool goes_on,
                                                const struct finish *finish, int rows,
                                                int columns) {
  float spare[ROWS * PANEL];
  if (goes_on) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < PANEL; column++) {
        spare[row * PANEL + column] = column < columns ? c[row * stride + column] : 0;
      }
    }
  }
  any_tile(left, panel, depth, spare, PANEL, goes_on, finish, rows, columns);
  for (int row = 0; row < rows; row++) {
    memcpy(c + row * stride, spare + row * PANEL, (size_t)columns * sizeof *c);
  }
}

/// Rows of the next tile: so that the last two tiles are about equal.
INLINE int next_rows(int left) {
  return left >= 2 * ROWS || left == ROWS ? ROWS : left > ROWS ? (left + 1) / 2 : left;
}

/// All tiles of a panel of some columns, `count` rows of them.
INLINE void tiles(struct left left, const float *panel, int depth, float *c, ptrdiff_t stride,
                  bool goes_on, const struct finish *finish, int count, int columns) {
  const bool is_edge = columns != WIDTH && columns != PANEL;
  for (int row = 0, rows; row < count; row += rows) {
    rows = next_rows(count - row);
    struct left here = left;
    here.a += row * left.row_stride;
    (is_edge ? edge_tile : any_tile)(here, panel, depth, c + row * stride, stride, goes_on, finish,
                                     rows, columns);
  }
}

// MARK: Panels

/// Copies some columns of the right matrix, zeroes behind them.
INLINE void pack(const float *b, ptrdiff_t stride, float *panel, int depth, int columns) {
  if (columns == PANEL) {
    for (int k = 0; k < depth; k++) {
      store(panel + k * PANEL, load(b + k * stride));
      store(panel + k * PANEL + WIDTH, load(b + k * stride + WIDTH));
    }
    return;
  }
  for (int k = 0; k < depth; k++) {
    for (int column = 0; column < PANEL; column++) {
      panel[k * PANEL + column] = column < columns ? b[k * stride + column] : 0;
    }
  }
}

/// Transposes 4 × 4.
INLINE void transpose(const float *from, ptrdiff_t from_stride, quad to[4]) {
  const quad a = load_quad(from), b = load_quad(from + from_stride);
  const quad c = load_quad(from + 2 * from_stride), d = load_quad(from + 3 * from_stride);
  const quad ab = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  const quad cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  const quad ba = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const quad dc = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  to[0] = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
  to[1] = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
  to[2] = __builtin_shufflevector(ba, dc, 0, 1, 4, 5);
  to[3] = __builtin_shufflevector(ba, dc, 2, 3, 6, 7);
}

/// Copies some rows of a matrix as columns, zeroes behind them.
INLINE void pack_rows(const float *b, ptrdiff_t stride, float *panel, int depth, int rows) {
  int row = 0;
  for (; row + 4 <= rows; row += 4) {
    int k = 0;
    for (; k + 4 <= depth; k += 4) {
      quad turned[4];
      transpose(b + row * stride + k, stride, turned);
      for (int i = 0; i < 4; i++) store_quad(panel + (k + i) * PANEL + row, turned[i]);
    }
    for (; k < depth; k++) {
      for (int i = 0; i < 4; i++) panel[k * PANEL + row + i] = b[(row + i) * stride + k];
    }
  }
  for (; row < PANEL; row++) {
    for (int k = 0; k < depth; k++) {
      panel[k * PANEL + row] = row < rows ? b[row * stride + k] : 0;
    }
  }
}

// MARK: Products

/// Of one row, without the inputs at zero: they add nothing, and half of rectified ones are zero.
static void layer_of_row(const float *inputs, const float *weights, const float *bias,
                         float *outputs, int count, int width, bool rectifies) {
  enum { MOST = 256 };
  int found[MOST];
  for (int from = 0; from < count; from += MOST) {
    const int to = smaller(from + MOST, count);
    int size = 0;
    for (int k = from; k < to; k++) {
      found[size] = k;
      size += inputs[k] != 0;
    }
    const bool is_last = to == count;
    int column = 0;
#define COLUMNS(vectors)                                                              \
  for (; column + (vectors) * WIDTH <= width; column += (vectors) * WIDTH) {          \
    vector sums[vectors];                                                             \
    for (int v = 0; v < (vectors); v++) {                                             \
      sums[v] = from > 0 ? load(outputs + column + v * WIDTH) : (vector)0.0f;         \
    }                                                                                 \
    for (int i = 0; i < size; i++) {                                                  \
      const vector x = inputs[found[i]];                                              \
      const float *row = weights + (size_t)found[i] * (size_t)width + column;         \
      for (int v = 0; v < (vectors); v++) sums[v] = FUSED(x, load(row + v * WIDTH), sums[v]); \
    }                                                                                 \
    for (int v = 0; v < (vectors); v++) {                                             \
      if (is_last) sums[v] += load(bias + column + v * WIDTH);                        \
      if (is_last && rectifies) sums[v] = rectified(sums[v]);                         \
      store(outputs + column + v * WIDTH, sums[v]);                                   \
    }                                                                                 \
  }
    COLUMNS(8)
    COLUMNS(1)
#undef COLUMNS
    if (column == width) continue;
    // The last columns, in a register of which they fill a part.
    const size_t rest = (size_t)(width - column) * sizeof(float);
    float spare[WIDTH] = {0};
    if (from > 0) memcpy(spare, outputs + column, rest);
    vector sum = load(spare);
    for (int i = 0; i < size; i++) {
      memcpy(spare, weights + (size_t)found[i] * (size_t)width + column, rest);
      sum = FUSED((vector)inputs[found[i]], load(spare), sum);
    }
    memcpy(spare, bias + column, rest);
    if (is_last) sum += load(spare);
    if (is_last && rectifies) sum = rectified(sum);
    store(spare, sum);
    memcpy(outputs + column, spare, rest);
  }
}

static void layer(const float *inputs, const float *weights, const float *bias, float *outputs,
                  int rows, int count, int width, bool rectifies) {
  if (rows == 1) {
    layer_of_row(inputs, weights, bias, outputs, count, width, rectifies);
    return;
  }
  _Alignas(64) float panel[DEPTH * PANEL];
  for (int column = 0; column < width; column += PANEL) {
    const int columns = smaller(PANEL, width - column);
    float biases[PANEL] = {0};
    memcpy(biases, bias + column, (size_t)columns * sizeof *bias);
    const struct finish finish = {biases, rectifies};
    for (int k = 0; k < count; k += DEPTH) {
      const int depth = smaller(DEPTH, count - k);
      pack(weights + (size_t)k * (size_t)width + column, width, panel, depth, columns);
      const struct left left = {inputs + k, count, 1};
      tiles(left, panel, depth, outputs + column, width, k > 0,
            k + depth == count ? &finish : NULL, rows, columns);
    }
  }
}

static void gradient_rows(const float *inputs, const float *slopes, float *gradient, int rows,
                          int count, int width, int from, int to) {
  _Alignas(64) float panel[DEPTH * PANEL];
  for (int column = 0; column < width; column += PANEL) {
    const int columns = smaller(PANEL, width - column);
    for (int k = 0; k < rows; k += DEPTH) {
      const int depth = smaller(DEPTH, rows - k);
      pack(slopes + (size_t)k * (size_t)width + column, width, panel, depth, columns);
      const struct left left = {inputs + (size_t)k * (size_t)count + from, 1, count};
      tiles(left, panel, depth, gradient + (size_t)from * (size_t)width + column, width, k > 0,
            NULL, to - from, columns);
    }
  }
}

/// Copies some rows of PANEL values as columns, zero where the activation is not above it.
INLINE void turn_back(const float *from, const float *activations, float *to, ptrdiff_t stride,
                      int rows, int columns) {
  for (int column = 0; column < columns; column += 4) {
    int row = 0;
    for (; row + 4 <= rows; row += 4) {
      quad turned[4];
      transpose(from + row * PANEL + column, PANEL, turned);
      for (int i = 0; i < smaller(4, columns - column); i++) {
        const ptrdiff_t place = (column + i) * stride + row;
        const quad active = load_quad(activations + place);
        typedef int32_t bits __attribute__((ext_vector_type(4)));
        store_quad(to + place, (quad)((bits)turned[i] & (active > 0)));
      }
    }
    for (; row < rows; row++) {
      for (int i = 0; i < smaller(4, columns - column); i++) {
        const ptrdiff_t place = (column + i) * stride + row;
        to[place] = activations[place] > 0 ? from[row * PANEL + column + i] : 0;
      }
    }
  }
}

static void slopes_before(const float *slopes, const float *weights, const float *activations,
                          float *before, int rows, int count, int width) {
  // The product turned over, weights · slopesᵀ, since the slopes are fewer than the weights.
  enum { STRIPE = 8 * ROWS };
  _Alignas(64) float panel[DEPTH * PANEL];
  _Alignas(64) float turned[STRIPE * PANEL];
  for (int row = 0; row < rows; row += PANEL) {
    const int columns = smaller(PANEL, rows - row);
    // Widths above DEPTH pack a stretch for each stripe anew, which costs little beside it.
    int packed = -1;
    for (int from = 0; from < count; from += STRIPE) {
      const int size = smaller(STRIPE, count - from);
      for (int k = 0; k < width; k += DEPTH) {
        const int depth = smaller(DEPTH, width - k);
        if (packed != k) {
          pack_rows(slopes + (size_t)row * (size_t)width + k, width, panel, depth, columns);
          packed = k;
        }
        const struct left left = {weights + (size_t)from * (size_t)width + k, width, 1};
        tiles(left, panel, depth, turned, PANEL, k > 0, NULL, size,
              columns > WIDTH ? PANEL : WIDTH);
      }
      const size_t place = (size_t)row * (size_t)count + (size_t)from;
      turn_back(turned, activations + place, before + place, count, size, columns);
    }
  }
}

// MARK: Loops

static void sum_rows(const float *restrict rows, float *restrict sum, int count, int width) {
  for (int column = 0; column < width; column++) sum[column] = 0;
  for (int row = 0; row < count; row++) {
    const float *values = rows + (size_t)row * (size_t)width;
    for (int column = 0; column < width; column++) sum[column] += values[column];
  }
}

static void approach(float *restrict a, const float *restrict b, float rate, size_t count) {
  for (size_t index = 0; index < count; index++) a[index] += rate * (b[index] - a[index]);
}

static double sum_of_squares(const float *a, size_t count) {
  // The lanes are fixed, so that wider registers give the same sum.
  double lanes[LANES] = {0};
  size_t index = 0;
  for (; index + LANES <= count; index += LANES) {
    for (size_t lane = 0; lane < LANES; lane++) {
      const double value = a[index + lane];
      lanes[lane] += value * value;
    }
  }
  for (; index < count; index++) lanes[0] += (double)a[index] * a[index];
  double sum = 0;
  for (size_t lane = 0; lane < LANES; lane++) sum += lanes[lane];
  return sum;
}

static void adam(float *restrict weights, float *restrict mean, float *restrict variance,
                 const float *restrict gradient, float scale, float rate, float epsilon,
                 size_t count) {
  for (size_t index = 0; index < count; index++) {
    const float slope = gradient[index] * scale;
    mean[index] = 0.9f * mean[index] + 0.1f * slope;
    variance[index] = 0.999f * variance[index] + 0.001f * slope * slope;
    weights[index] -=
        rate * mean[index] / (__builtin_elementwise_sqrt(variance[index]) + epsilon);
  }
}

const struct variant VARIANT = {NAME,     layer,    gradient_rows,  slopes_before,
                                sum_rows, approach, sum_of_squares, adam};
