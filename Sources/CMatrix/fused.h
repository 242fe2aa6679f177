#ifndef CMATRIX_FUSED_H
#define CMATRIX_FUSED_H

#include <stdint.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

// Fused multiply-adds of floats by arithmetic of doubles, for processors without an instruction.

typedef float float4 __attribute__((ext_vector_type(4)));
typedef float float2 __attribute__((ext_vector_type(2)));
typedef double double2 __attribute__((ext_vector_type(2)));
typedef int32_t int4 __attribute__((ext_vector_type(4)));

/// a · b + c, rounded once.
///
/// The product is exact in a double; the sum is rounded to odd there, after which rounding to a
/// float cannot go wrong. Source: S. Boldo, G. Melquiond, "Emulation of a FMA and Correctly Rounded
/// Sums: Proved Algorithms Using Rounding to Odd", IEEE Transactions on Computers 57(4), 2008.
static inline float fused(float a, float b, float c) {
  const double product = (double)a * (double)b;
  double sum = product + (double)c;
  // What the sum has lost, exactly (D. Knuth's TwoSum); no number where the sum is infinite or none.
  const double part = sum - product;
  const double lost = (product - (sum - part)) + ((double)c - part);
  if (lost > 0 || lost < 0) {
    uint64_t bits;
    memcpy(&bits, &sum, sizeof bits);
    if (!(bits & 1)) bits += (lost > 0) == (sum > 0) ? 1 : (uint64_t)-1;
    memcpy(&sum, &bits, sizeof sum);
  }
  return (float)sum;
}

static inline float4 fused_one_by_one(float4 a, float4 b, float4 c) {
  return (float4){fused(a[0], b[0], c[0]), fused(a[1], b[1], c[1]), fused(a[2], b[2], c[2]),
                  fused(a[3], b[3], c[3])};
}

/// Four of them.
///
/// Rounding twice, to a double and then to a float, goes wrong only where the double lies in the
/// middle between two floats: where its lowest 29 bits are a one and zeroes, or where the float is
/// below the normal ones, which have their middles elsewhere. Those are computed one by one.
static inline float4 fused4(float4 a, float4 b, float4 c) {
#define HALF(v, i, j) __builtin_convertvector(__builtin_shufflevector(v, v, i, j), double2)
  const double2 first = HALF(a, 0, 1) * HALF(b, 0, 1) + HALF(c, 0, 1);
  const double2 second = HALF(a, 2, 3) * HALF(b, 2, 3) + HALF(c, 2, 3);
#undef HALF
  const int4 low = __builtin_shufflevector((int4)first, (int4)second, 0, 2, 4, 6);
  const int4 high = __builtin_shufflevector((int4)first, (int4)second, 1, 3, 5, 7) & 0x7fffffff;
  const int4 is_middle = (low & 0x1fffffff) == 0x10000000;
  // 0x381 is the exponent of the least normal float.
  const int4 is_small = (high < 0x38100000) & ((high | low) != 0);
  if (__builtin_expect(__builtin_reduce_or(is_middle | is_small) != 0, 0)) {
    return fused_one_by_one(a, b, c);
  }
  const float2 one = __builtin_convertvector(first, float2);
  const float2 two = __builtin_convertvector(second, float2);
  return __builtin_shufflevector(one, two, 0, 1, 2, 3);
}

#endif
