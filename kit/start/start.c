/* start: see <ingot/start.h>. Reads as the story of a kernel's first moments. */
#include <ingot/cpu.h>
#include <ingot/exit.h>
#include <ingot/memory.h>
#include <ingot/panic.h>
#include <ingot/start.h>
#include <runtime.h>
#include <string.h>

#include "kit/base/boot_info.h"
#include "kit/base/thread_local.h"
#include "kit/console/console.h"
#include "kit/start/sanitize.h"
#include "kit/trap/idt.h"
#include "kit/trap/segments.h"

extern uintptr_t __stack_chk_guard; /* runtime/builtins/protect */

extern uint8_t kernel_tls_block[] __attribute__((weak)); /* of kernel.ld */
/* Made by the linker, whatever its script says. */
extern void (*const __preinit_array_start[])(void);
extern void (*const __preinit_array_end[])(void);
extern void (*const __init_array_start[])(void);
extern void (*const __init_array_end[])(void);
extern void (*const __fini_array_start[])(void);
extern void (*const __fini_array_end[])(void);

/* Kernels without floating-point registers trap on every instruction that
 * touches them, whatever the firmware left switched on: such a register would
 * be lost at the next interrupt. */
static void float_start(void)
{
	uint64_t cr0 = cpu_read_cr0();
	uint64_t cr4 = cpu_read_cr4();

#ifdef __SSE2__
	cr0 = (cr0 & ~(uint64_t)(X86_CR0_EM | X86_CR0_TS)) | X86_CR0_MP | X86_CR0_NE;
	cr4 |= X86_CR4_OSFXSR | X86_CR4_OSXMMEXCPT;
#else
	cr0 |= X86_CR0_EM;
	cr4 &= ~(uint64_t)(X86_CR4_OSFXSR | X86_CR4_OSXMMEXCPT | X86_CR4_OSXSAVE);
#endif
	cpu_write_cr0(cr0);
	cpu_write_cr4(cr4);
}

/* The loader checked the kernel's note before it jumped; this is for a kernel
 * that was started by something else. Newer loaders only add at the end. */
static void boot_info_check(const struct boot_info *boot)
{
	if (boot->magic != BOOT_INFO_MAGIC)
		panic_at(NULL, 0, "no boot info from the loader: magic is 0x%llx",
		         (unsigned long long)boot->magic);
	if (boot->version != BOOT_INFO_VERSION || boot->size_bytes < sizeof *boot)
		panic_at(NULL, 0,
		         "boot info version %u, %u bytes; this kernel needs version %u, %zu bytes",
		         boot->version, boot->size_bytes, BOOT_INFO_VERSION, sizeof *boot);
}

/* A protected function that has begun would miss the old canary at its end. */
__attribute__((no_stack_protector, unused)) static void
stack_guard_start(const struct boot_info *boot)
{
	uint64_t canary;

	memcpy(&canary, boot->random.seed, sizeof canary);
	__stack_chk_guard = canary & ~(uint64_t)0xff; /* no string reproduces it */
}

/* malloc may be called from an interrupt handler: it excludes those. */
static uintptr_t heap_acquire(void)
{
	return cpu_interrupts_save();
}

static void heap_release(uintptr_t rflags)
{
	cpu_interrupts_restore(rflags);
}

/* Weak: a kernel that calls no malloc links no heap. */
__attribute__((weak)) void heap_set_lock(const struct heap_lock *lock);

static void memory_start(const struct boot_info *boot)
{
	static const struct heap_lock lock = { heap_acquire, heap_release };

	if (heap_set_lock)
		heap_set_lock(&lock);
	memory_give_heap(boot);
}

static void run_all(void (*const *next)(void), void (*const *end)(void))
{
	while (next < end)
		(*next++)();
}

static void run_constructors(void)
{
	run_all(__preinit_array_start, __preinit_array_end);
	run_all(__init_array_start, __init_array_end);
}

/* In reverse order. Also for exit. */
void runtime_run_destructors(void)
{
	for (void (*const *end)(void) = __fini_array_end; end > __fini_array_start;)
		(*--end)();
}

/* There if the kernel calls exit or atexit: else there is no more to finish. */
#pragma weak runtime_finish

/* Apart from start_kernel, so that the compiler moves no register of the
 * floating-point unit in front of float_start. */
__attribute__((noinline, no_stack_protector, no_sanitize("address"))) _Noreturn static void
start_services(const struct boot_info *boot, void (*kernel_main)(const struct boot_info *))
{
	console_start(NULL);
	boot_info_check(boot);
	boot_info_set(boot);
#if __has_feature(address_sanitizer)
	sanitize_start(boot);
#endif
#ifdef __SSP_STRONG__
	stack_guard_start(boot);
#endif
	console_start(boot);
	segments_start();
	idt_start();
	/* A linker script that makes no room has it here: this function never returns. */
	thread_local_start(kernel_tls_block ? kernel_tls_block
	                                    : __builtin_alloca(thread_local_get_size()));
	memory_start(boot);
	run_constructors();
	kernel_main(boot);
	(runtime_finish ? runtime_finish : runtime_run_destructors)();
	power_exit(EXIT_CODE_SUCCESS);
}

_Noreturn void start_kernel(const struct boot_info *boot,
                            void (*kernel_main)(const struct boot_info *))
{
	float_start();
	start_services(boot, kernel_main);
}
