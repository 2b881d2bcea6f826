#pragma once
/* <stdckdint.h>: C23 7.20. Each puts the sum, difference or product of two integers of
 * any types into *result, of any type, and is true if that type cannot hold it: then
 * *result is what wraps around. Context: anywhere. */

#define __STDC_VERSION_STDCKDINT_H__ 202311L

#define ckd_add(result, a, b) __builtin_add_overflow((a), (b), (result))
#define ckd_sub(result, a, b) __builtin_sub_overflow((a), (b), (result))
#define ckd_mul(result, a, b) __builtin_mul_overflow((a), (b), (result))
