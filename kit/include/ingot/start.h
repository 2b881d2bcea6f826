#pragma once
/* start: early start-up (crt0), from the boot loader's jump to kernel_main.
 *
 * ENTRY_POINT calls start_kernel. It initializes, in this order,
 *   1. the FPU: off in a soft-float kernel, else on;
 *   2. the console: COM1, and the screen if physical memory is mapped;
 *   3. GDT, per-CPU variables (percpu.h) and IDT: from here on an exception is
 *      reported and does not reset the machine;
 *   4. thread-local storage of the first CPU;
 *   5. page allocator and heap, by memory_give_heap (memory.h), which is weak;
 *   6. constructors (.preinit_array, .init_array), in link order;
 * then it calls kernel_main. After that: atexit functions, destructors (.fini_array)
 * and power_exit(EXIT_CODE_SUCCESS). */
#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

struct boot_info;

__attribute__((__noreturn__)) void start_kernel(const struct boot_info *boot,
                                                void (*kernel_main)(const struct boot_info *))
	KIT_NAME(start_kernel);

#ifdef __cplusplus
}
#endif
