#include "judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi/exit_code.h"
#include "boot/base/errors.h"
#include "kernel.h"
#include "start.h"

#define GREETING "victim\n"
#define REFUSAL  "ingot loader: error "

static struct verdict bad(const char *why)
{
	return (struct verdict){ .outcome = OUTCOME_BAD, .why = why };
}

/* Whether the loader had left: from then on an exception finds no table of
 * handlers. QEMU traces what happens in protected and long mode. */
static bool had_left(const char *trace)
{
	char line[256];
	bool left = false;
	FILE *file = fopen(trace, "r");

	while (file && fgets(line, sizeof line, file)) {
		unsigned long long base;
		unsigned limit;

		if (sscanf(line, "IDT= %llx %x", &base, &limit) == 2)
			left = base == 0 && limit == 0;
	}
	if (file)
		fclose(file);
	return left;
}

/* Nobody can tell a file whose clusters were exchanged from a good one, nor
 * an entry point from another: the kernel's instructions may be anything then. */
static bool may_be_no_code(const struct mutation *mutation, const uint8_t *data,
                           const struct medium *good)
{
	switch ((int)mutation->target) {
	case AREA_VOLUME:
	case AREA_TABLE:
	case AREA_FOLDERS:
	case TARGET_SEVERAL: return true;
	case AREA_RELOCATIONS:
		/* they may be told to change code */
		return true;
	case AREA_ELF_HEADER:
	case AREA_SEGMENTS:
		return medium_area_size(good, AREA_RELOCATIONS) ||
		       !kernel_can_run(data, mutation->size, good);
	}
	return false;
}

static struct verdict judge_refusal(const struct pool_end *end)
{
	int error = (end->status >> 1) - EXIT_CODE_LOADER;
	const char *text = strstr(end->serial, REFUSAL);

	if (!text || strtol(text + strlen(REFUSAL), NULL, 10) != error)
		return bad("a refusal whose sentence and exit status differ");
	if (error == ERROR_INTERNAL)
		return bad("an exception in the loader");
	if (strstr(end->serial, NOT_STARTED))
		return (struct verdict){ .outcome = OUTCOME_NOT_STARTED };
	return (struct verdict){ .outcome = OUTCOME_REFUSED, .error = error };
}

struct verdict judge(const struct pool_end *end, const struct mutation *mutation,
                     const uint8_t *data, const struct medium *good, const char *trace)
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
	if (may_be_no_code(mutation, data, good) && had_left(trace))
		return (struct verdict){ .outcome = OUTCOME_NO_KERNEL };
	return bad("the machine resets");
}
