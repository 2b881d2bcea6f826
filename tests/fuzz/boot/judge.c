#include "judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi/exit_code.h"
#include "boot/bios/memlayout.h"

#define GREETING "victim\n"
#define REFUSAL  "ingot loader: error "

static struct verdict bad(const char *why)
{
	return (struct verdict){ .outcome = OUTCOME_BAD, .why = why };
}

/* The tables that were in use at the last exception; 0 if there was none. QEMU
 * traces what happens in protected and long mode. */
static uint64_t last_page_tables(const char *trace)
{
	char line[256];
	uint64_t tables = 0;
	FILE *file = fopen(trace, "r");

	while (file && fgets(line, sizeof line, file)) {
		const char *at = strstr(line, "CR3=");

		if (at)
			tables = strtoull(at + 4, NULL, 16);
	}
	if (file)
		fclose(file);
	return tables;
}

/* Nobody can tell a file whose clusters were exchanged from a good one, nor
 * an entry point from another: the kernel's instructions may be anything then. */
static bool may_be_no_code(const struct mutation *mutation, const uint8_t *data,
                           const struct disk *good)
{
	switch ((int)mutation->target) {
	case AREA_VOLUME: case AREA_TABLE: case AREA_FOLDERS: case TARGET_SEVERAL:
		return true;
	case AREA_RELOCATIONS:		/* they may be told to change code */
		return true;
	case AREA_ELF_HEADER: case AREA_SEGMENTS:
		return disk_area_size(good, AREA_RELOCATIONS) ||
		       !disk_kernel_can_run(data, mutation->size, good);
	}
	return false;
}

static struct verdict judge_refusal(const struct pool_end *end)
{
	int error = (end->status >> 1) - EXIT_CODE_LOADER;
	const char *text = strstr(end->serial, REFUSAL);

	if (!text || strtol(text + strlen(REFUSAL), NULL, 10) != error)
		return bad("a refusal whose sentence and exit status differ");
	return (struct verdict){ .outcome = OUTCOME_REFUSED, .error = error };
}

struct verdict judge(const struct pool_end *end, const struct mutation *mutation,
                     const uint8_t *data, const struct disk *good, const char *trace)
{
	if (end->timed_out)
		return bad("it hangs");
	if (end->status == EXIT_STATUS_OF(EXIT_CODE_SUCCESS))
		return strstr(end->serial, GREETING)
		               ? (struct verdict){ .outcome = OUTCOME_BOOTED }
		               : bad("the exit status of a kernel that did not greet");
	if (end->status > EXIT_STATUS_OF(EXIT_CODE_LOADER))
		return end->status & 1 ? judge_refusal(end) : bad("an exit status of nobody's");
	if (end->status != 0)
		return bad("QEMU failed");
	if (may_be_no_code(mutation, data, good) && last_page_tables(trace) != IDENTITY_TABLES)
		return (struct verdict){ .outcome = OUTCOME_NO_KERNEL };
	return bad("the machine resets");
}
