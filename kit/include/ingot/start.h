#pragma once
/* start: the kernel's early start-up (crt0): from the loader's jump to
 * kernel_main.
 *
 * ENTRY_POINT calls start_kernel; nothing else does. In this order it sets up
 *   1. the floating-point unit: off in a soft-float kernel, else on;
 *   2. the console: COM1, and the text screen if physical memory is mapped;
 *   3. segments, this CPU's variables (percpu.h) and traps: from here on, a fault is
 *      reported, no reset;
 *   4. thread-local storage of the first CPU;
 *   5. pages and heap, by memory_give_heap (memory.h), which a kernel may replace;
 *   6. constructors (.preinit_array, .init_array), in link order;
 * then it calls kernel_main. When that returns, what atexit registered, destructors
 * (.fini_array) and power_exit(EXIT_CODE_SUCCESS) follow. */

#ifdef __cplusplus
extern "C" {
#endif

struct boot_info;

__attribute__((__noreturn__)) void start_kernel(const struct boot_info *boot,
                                                void (*kernel_main)(const struct boot_info *));

#ifdef __cplusplus
}
#endif
