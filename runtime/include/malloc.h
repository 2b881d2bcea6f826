#pragma once
/* <malloc.h>: the heap's functions beyond C's, see <stdlib.h>. */

#include <stdlib.h>

#ifdef __cplusplus
extern "C" {
#endif

/* aligned_alloc by its older names; valloc aligns to a page. */
__attribute__((__malloc__, __alloc_size__(2))) void *memalign(size_t alignment, size_t size);
__attribute__((__malloc__, __alloc_size__(1))) void *valloc(size_t size);

#ifdef __cplusplus
}
#endif
