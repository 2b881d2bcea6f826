#include "boot/uefi/trap.h"

#include <string.h>

#include "boot/base/trap.h"

#define VECTORS 256

/* The firmware's table with our exceptions: its timer stays where it is. */
void uefi_trap_start(void)
{
	static struct idt_gate gates[VECTORS];
	struct idt_pointer table;
	size_t size;

	__asm__ volatile("sidt %0" : "=m"(table));
	size = table.limit + 1u;
	memcpy(gates, (const void *)table.base, size < sizeof gates ? size : sizeof gates);
	trap_fill(gates);
	table = (struct idt_pointer){ sizeof gates - 1, (uintptr_t)gates };
	__asm__ volatile("lidt %0" : : "m"(table));
}
