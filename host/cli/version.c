#include "host/cli/version.h"

#include <stdio.h>

#include "abi/version.h"
#include "host/toolchain/toolchain.h"

/* Set by the Makefile, from scripts/commit.sh. */
#ifndef INGOT_COMMIT
#define INGOT_COMMIT "unknown"
#endif

/* "ninja: 1.11.1 (/usr/bin/ninja)" */
static void print_tool(const char *name, const struct tool_row *row)
{
	if (row->path)
		printf("%s: %s (%s)\n", name, row->version ? row->version : "unknown", row->path);
	else
		printf("%s: not found\n", name);
}

void version_print(struct arena *keep, struct arena scratch, bool tools)
{
	static const struct {
		const char *row, *name;
	} shown[] = { { "clang", "LLVM" }, { "ninja", "ninja" }, { "qemu-system-x86_64", "QEMU" } };
	const struct toolchain_request request = { .components = COMPONENT_ALL, .system_root = "" };
	struct tool_row rows[TOOLCHAIN_ROWS];

	printf("ingot %s\n", INGOT_VERSION);
	if (!tools)
		return;
	printf("commit: %s\n", INGOT_COMMIT);
	(void)toolchain_report(keep, scratch, &request, rows);
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
		for (size_t row = 0; row < TOOLCHAIN_ROWS; row++)
			if (text_equal(rows[row].name, shown[i].row))
				print_tool(shown[i].name, &rows[row]);
}
