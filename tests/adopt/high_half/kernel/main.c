/* A kernel of a course: nobody's library, and macros between virtual and physical. */
#include <ingot/boot_note.h>

#include "memory.h"

#define COM1       0x3f8
#define DEBUG_EXIT 0xf4 /* isa-debug-exit of QEMU */

BOOT_NOTE
BOOT_CONFIG(.physical_memory = BOOT_MAP_AT(KERNBASE), .flags = BOOT_LOAD_AT_PHYSICAL)

void _start(const struct boot_info *boot);

static uint64_t zeros[4096]; /* in .bss, behind which pages are taken */

static void outb(uint16_t port, uint8_t value)
{
	__asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static void print(const char *text)
{
	for (; *text; text++)
		outb(COM1, (uint8_t)*text);
}

static void say(const char *what, int is_so)
{
	print(what);
	print(is_so ? ": yes\n" : ": no\n");
}

/* The last word of memory that the map reaches. */
static uint64_t last_word(const struct boot_info *boot)
{
	uint64_t last = 0;

	for (size_t i = 0; i < boot->memory_map.count; i++) {
		const struct boot_memory_region *region = &boot->memory_map.regions[i];
		uint64_t end = region->base + region->size_bytes;

		if (region->kind == BOOT_MEMORY_USABLE && end <= boot->physical_memory_size_bytes)
			last = end - sizeof last;
	}
	return last;
}

static int writes(uint64_t physical)
{
	volatile uint64_t *word = p2v(physical);

	*word = 0x1234567890abcdef;
	return *word == 0x1234567890abcdef;
}

static int is_zero(void)
{
	for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
		if (zeros[i])
			return 0;
	return 1;
}

void _start(const struct boot_info *boot)
{
	uint64_t *page = page_alloc();

	page[0] = 1;
	say("the kernel is at 1 MiB", boot->kernel_physical == 0x100000);
	say("macros agree with the loader",
	    v2p(zeros) - boot->kernel_physical == (uint64_t)zeros - boot->kernel_virtual);
	say("the map ends with the addresses", boot->physical_memory_size_bytes == 0 - KERNBASE);
	say("the last word of memory is there", writes(last_word(boot)));
	say("the kernel's variables are below its pages", is_zero() && pages_left() > 0);
	outb(DEBUG_EXIT, 16);
	for (;;)
		__asm__ volatile("cli; hlt");
}
