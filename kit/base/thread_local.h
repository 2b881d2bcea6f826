#pragma once
/* thread_local: _Thread_local variables (TLS), a block for each CPU. */
#include <stddef.h>

/* That of the first CPU. */
void thread_local_start(void);

/* That of another CPU, in memory of so many bytes that begins a page. */
size_t thread_local_get_size(void);
void thread_local_start_cpu(void *memory);
