#include "kernel.h"

#include <errno.h>
#include <ingot/boot.h>
#include <stdio.h>

BOOT_CONFIG(.flags = BOOT_LOAD_AT_PHYSICAL)

#define KERNEL_VMA     0xffffffff80000000
#define VIRT(physical) ((void *)((physical) + KERNEL_VMA))
#define PHYS(pointer)  ((uint64_t)(pointer) - KERNEL_VMA)

int started;
static int constructed;
static _Thread_local int counted = 41;
static _Thread_local char blank[3];
static _Thread_local _Alignas(128) int aligned = 7;
static uint64_t marker = 0x1234567890abcdef;

__attribute__((constructor)) static void construct(void)
{
	constructed = 1;
}

static void kernel_main(const struct boot_info *boot)
{
	const uint64_t *seen = (void *)(PHYS(&marker) + boot->physical_memory_offset);
	int failed = errno;

	for (const initcall_t *call = _initcalls; call < _initcalls_end; call++)
		(*call)();
	printf("from %p to +%d KiB, physical 0x%llx\n", (void *)_kernel_start,
	       (int)(_kernel_end - _kernel_start) / 1024,
	       (unsigned long long)boot->kernel_physical);
	printf("marker %d, started %d, constructed %d, double %.2f, errno %d\n", *seen == marker,
	       started, constructed, 1.5, failed);
	printf("thread %d %d %d, aligned %d\n", ++counted, blank[2], aligned,
	       (uintptr_t)&aligned % 128 == 0);
	marker = 0;
	printf("the same memory: %d, back: %d\n", *seen == 0,
	       VIRT(boot->kernel_physical) == (void *)_kernel_start);
}
ENTRY_POINT(kernel_main)
