#include <ingot/boot.h>
#include <ingot/clock.h>
#include <ingot/page.h>
#include <ingot/panic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"

static char from[4096], to[4096];

static void do_nothing(void)
{
	__asm__ volatile("");
}

static void copy_page(void)
{
	memcpy(to, from, sizeof to);
}

static void clear_page(void)
{
	memset(to, 0, sizeof to);
}

static void take_page(void)
{
	page_free(page_alloc());
}

static void take_block(void)
{
	free(malloc(64));
}

static void print_number(void)
{
	char text[32];

	snprintf(text, sizeof text, "%d", 123456789);
}

static const struct {
	const char *name;
	void (*run)(void);
} rows[] = {
	{ "an empty call", do_nothing },    { "memcpy of 4 KiB", copy_page },
	{ "memset of 4 KiB", clear_page },  { "page_alloc, page_free", take_page },
	{ "malloc(64), free", take_block }, { "snprintf of an int", print_number },
};

static void kernel_main(const struct boot_info *boot)
{
	const char *why = clock_start();

	(void)boot;
	if (why)
		panic("no clock: %s", why);
	printf("%-24s %12s\n", "", "ns a call");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		printf("%-24s %12.1f\n", rows[i].name, measure_ns(rows[i].run));
}
ENTRY_POINT(kernel_main)
