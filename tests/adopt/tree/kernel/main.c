#include <os/kernel.h>

void kmain(uint64_t memory_bytes)
{
	serial_start();
	kprint("%s: %d MiB of memory, 0x%x pages\n", OS_NAME, memory_bytes >> 20,
	       memory_bytes >> 12);
}
