#include <ingot/boot.h>
#include <stdio.h>
#include <tables/squares.h>

static void kernel_main(const struct boot_info *boot)
{
	int sum = 0;

	for (int i = 0; i < SQUARES; i++)
		sum += squares[i];
	printf("steps: %d squares, together %d\n", SQUARES, sum);
	for (size_t i = 0; i < boot->modules.count; i++)
		printf("%s: %.*s", boot->modules.list[i].name,
		       (int)boot->modules.list[i].size_bytes,
		       (const char *)boot->modules.list[i].data);
}
ENTRY_POINT(kernel_main)
