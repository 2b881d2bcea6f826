/* A kernel that links nothing but its own. */
#include <ingot/boot_info.h>
#include <stdint.h>

#define COM1       0x3f8
#define DEBUG_EXIT 0xf4 /* isa-debug-exit of QEMU */

void kmain(const struct boot_info *boot);

static inline void outb(uint16_t port, uint8_t value)
{
	__asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static void print(const char *text)
{
	for (; *text; text++)
		outb(COM1, (uint8_t)*text);
}

static void print_number(uint64_t value)
{
	char digits[21], *at = digits + sizeof digits - 1;

	*at = '\0';
	do {
		*--at = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	print(at);
}

void kmain(const struct boot_info *boot)
{
	print("nokit: booted by ");
	print(boot->loader);
	print(", ");
	print_number(boot->memory_map.count > 3 ? 3 : boot->memory_map.count);
	print(" regions and more\n");
	outb(DEBUG_EXIT, 16);
}
