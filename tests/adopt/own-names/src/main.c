#include <ingot/boot.h>
#include <string.h>

#include "mini.h"

static void start_kernel(void)
{
	char *page = page_alloc(64), *copy = strdup("kept in the own heap");
	char *work = map_work(1 << 20);

	printf("page %x, copies %x", page != NULL, copies);
	puts(copy);
	if (work)
		work[5] = 7;
	printf("the kit's pages: %x", work ? work[5] : 0);
	printf("timer %x", timer_start(21));
	*(volatile int *)8 = 1;
}

static void run(const struct boot_info *boot)
{
	(void)boot;
	console_start();
	start_kernel();
}
ENTRY_POINT(run)
