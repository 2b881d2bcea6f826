#pragma once
/* <stdbit.h>: C23 7.18: bits of unsigned integers.
 *
 * stdc_NAME takes any unsigned type up to unsigned long long, and is a call of the
 * function for its size: stdc_NAME_uc, _us, _ui, _ul, _ull. Context: anywhere. */

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

#define __STDC_VERSION_STDBIT_H__ 202311L

#define __STDC_ENDIAN_LITTLE__ __ORDER_LITTLE_ENDIAN__
#define __STDC_ENDIAN_BIG__    __ORDER_BIG_ENDIAN__
#define __STDC_ENDIAN_NATIVE__ __BYTE_ORDER__

/* From the highest bit on. */
unsigned stdc_leading_zeros_uc(unsigned char value);
unsigned stdc_leading_zeros_us(unsigned short value);
unsigned stdc_leading_zeros_ui(unsigned value);
unsigned stdc_leading_zeros_ul(unsigned long value);
unsigned stdc_leading_zeros_ull(unsigned long long value);
unsigned stdc_leading_ones_uc(unsigned char value);
unsigned stdc_leading_ones_us(unsigned short value);
unsigned stdc_leading_ones_ui(unsigned value);
unsigned stdc_leading_ones_ul(unsigned long value);
unsigned stdc_leading_ones_ull(unsigned long long value);
/* From the lowest bit on. */
unsigned stdc_trailing_zeros_uc(unsigned char value);
unsigned stdc_trailing_zeros_us(unsigned short value);
unsigned stdc_trailing_zeros_ui(unsigned value);
unsigned stdc_trailing_zeros_ul(unsigned long value);
unsigned stdc_trailing_zeros_ull(unsigned long long value);
unsigned stdc_trailing_ones_uc(unsigned char value);
unsigned stdc_trailing_ones_us(unsigned short value);
unsigned stdc_trailing_ones_ui(unsigned value);
unsigned stdc_trailing_ones_ul(unsigned long value);
unsigned stdc_trailing_ones_ull(unsigned long long value);
/* The place of the first such bit from the highest on, counted from 1; 0: there is none. */
unsigned stdc_first_leading_zero_uc(unsigned char value);
unsigned stdc_first_leading_zero_us(unsigned short value);
unsigned stdc_first_leading_zero_ui(unsigned value);
unsigned stdc_first_leading_zero_ul(unsigned long value);
unsigned stdc_first_leading_zero_ull(unsigned long long value);
unsigned stdc_first_leading_one_uc(unsigned char value);
unsigned stdc_first_leading_one_us(unsigned short value);
unsigned stdc_first_leading_one_ui(unsigned value);
unsigned stdc_first_leading_one_ul(unsigned long value);
unsigned stdc_first_leading_one_ull(unsigned long long value);
/* The same from the lowest on. */
unsigned stdc_first_trailing_zero_uc(unsigned char value);
unsigned stdc_first_trailing_zero_us(unsigned short value);
unsigned stdc_first_trailing_zero_ui(unsigned value);
unsigned stdc_first_trailing_zero_ul(unsigned long value);
unsigned stdc_first_trailing_zero_ull(unsigned long long value);
unsigned stdc_first_trailing_one_uc(unsigned char value);
unsigned stdc_first_trailing_one_us(unsigned short value);
unsigned stdc_first_trailing_one_ui(unsigned value);
unsigned stdc_first_trailing_one_ul(unsigned long value);
unsigned stdc_first_trailing_one_ull(unsigned long long value);
unsigned stdc_count_zeros_uc(unsigned char value);
unsigned stdc_count_zeros_us(unsigned short value);
unsigned stdc_count_zeros_ui(unsigned value);
unsigned stdc_count_zeros_ul(unsigned long value);
unsigned stdc_count_zeros_ull(unsigned long long value);
unsigned stdc_count_ones_uc(unsigned char value);
unsigned stdc_count_ones_us(unsigned short value);
unsigned stdc_count_ones_ui(unsigned value);
unsigned stdc_count_ones_ul(unsigned long value);
unsigned stdc_count_ones_ull(unsigned long long value);
/* A power of two. */
bool stdc_has_single_bit_uc(unsigned char value);
bool stdc_has_single_bit_us(unsigned short value);
bool stdc_has_single_bit_ui(unsigned value);
bool stdc_has_single_bit_ul(unsigned long value);
bool stdc_has_single_bit_ull(unsigned long long value);
/* 1 + the binary logarithm; 0 for 0. */
unsigned stdc_bit_width_uc(unsigned char value);
unsigned stdc_bit_width_us(unsigned short value);
unsigned stdc_bit_width_ui(unsigned value);
unsigned stdc_bit_width_ul(unsigned long value);
unsigned stdc_bit_width_ull(unsigned long long value);
/* The largest power of two that is not more; 0 for 0. */
unsigned char stdc_bit_floor_uc(unsigned char value);
unsigned short stdc_bit_floor_us(unsigned short value);
unsigned stdc_bit_floor_ui(unsigned value);
unsigned long stdc_bit_floor_ul(unsigned long value);
unsigned long long stdc_bit_floor_ull(unsigned long long value);
/* The smallest power of two that is not less; 0 where the type does not hold it. */
unsigned char stdc_bit_ceil_uc(unsigned char value);
unsigned short stdc_bit_ceil_us(unsigned short value);
unsigned stdc_bit_ceil_ui(unsigned value);
unsigned long stdc_bit_ceil_ul(unsigned long value);
unsigned long long stdc_bit_ceil_ull(unsigned long long value);

/* The function for the size of `value`, which is evaluated once. */
#define RUNTIME_BITS(name, value) \
	(sizeof(value) == sizeof(unsigned char)    ? name##_uc((unsigned char)(value)) \
	 : sizeof(value) == sizeof(unsigned short) ? name##_us((unsigned short)(value)) \
	 : sizeof(value) == sizeof(unsigned)       ? name##_ui((unsigned)(value)) \
	                                           : name##_ull((unsigned long long)(value)))

#define stdc_leading_zeros(value)       RUNTIME_BITS(stdc_leading_zeros, value)
#define stdc_leading_ones(value)        RUNTIME_BITS(stdc_leading_ones, value)
#define stdc_trailing_zeros(value)      RUNTIME_BITS(stdc_trailing_zeros, value)
#define stdc_trailing_ones(value)       RUNTIME_BITS(stdc_trailing_ones, value)
#define stdc_first_leading_zero(value)  RUNTIME_BITS(stdc_first_leading_zero, value)
#define stdc_first_leading_one(value)   RUNTIME_BITS(stdc_first_leading_one, value)
#define stdc_first_trailing_zero(value) RUNTIME_BITS(stdc_first_trailing_zero, value)
#define stdc_first_trailing_one(value)  RUNTIME_BITS(stdc_first_trailing_one, value)
#define stdc_count_zeros(value)         RUNTIME_BITS(stdc_count_zeros, value)
#define stdc_count_ones(value)          RUNTIME_BITS(stdc_count_ones, value)
#define stdc_has_single_bit(value)      RUNTIME_BITS(stdc_has_single_bit, value)
#define stdc_bit_width(value)           RUNTIME_BITS(stdc_bit_width, value)
#define stdc_bit_floor(value)           ((__typeof__(value))RUNTIME_BITS(stdc_bit_floor, value))
#define stdc_bit_ceil(value)            ((__typeof__(value))RUNTIME_BITS(stdc_bit_ceil, value))

#ifdef __cplusplus
}
#endif
