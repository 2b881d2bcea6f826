#pragma once
/* judge: whether a damaged medium ended as it may: in a kernel that runs, or in
 * a refusal with its number on the serial line and in the exit status. */
#include "medium.h"
#include "mutate.h"
#include "tests/machine/pool.h"

enum outcome {
	OUTCOME_BOOTED,
	OUTCOME_REFUSED,
	OUTCOME_NOT_STARTED, /* UEFI found no loader there to start */
	OUTCOME_NO_KERNEL,   /* the loader did its work; what it was told to run is no code */
	OUTCOME_BAD,
};

struct verdict {
	enum outcome outcome;
	int error;       /* of boot/base/errors.h, if refused */
	const char *why; /* if bad */
};

/* `data` is the damaged medium; `trace` the file of QEMU's `-d int`. */
struct verdict judge(const struct pool_end *end, const struct mutation *mutation,
                     const uint8_t *data, const struct medium *good, const char *trace);
