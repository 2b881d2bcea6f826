#include <ingot/boot.h>
#include <stdint.h>
#include <stdio.h>

extern const uint64_t gdt_table[3];
extern const uint16_t gdt_size;
extern const char logo[];
void port_write(uint16_t port, uint8_t value);
int port_width(void);

static void start(const struct boot_info *boot)
{
	(void)boot;
	port_write(0x80, 1);
	printf("%s: %d, %u, %llx\n", logo, port_width(), gdt_size,
	       (unsigned long long)gdt_table[1]);
}
ENTRY_POINT(start)
