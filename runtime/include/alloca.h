#pragma once
/* <alloca.h>: no standard's, but every compiler's. The block is on the
 * caller's stack and gone when the function returns; there is no failure, only
 * a stack that ends: kernel stacks are small. Context: anywhere. */

#define __need_size_t
#include <stddef.h>

#define alloca(size_bytes) __builtin_alloca(size_bytes)
