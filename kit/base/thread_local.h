#pragma once
/* thread_local: _Thread_local variables (TLS), a block for each CPU. */
#include <stddef.h>

/* Bytes for a block, wherever it begins. Not before boot_info_set. */
size_t thread_local_get_size(void);

/* Makes memory of that size the block of the CPU that calls. */
void thread_local_start(void *memory);
