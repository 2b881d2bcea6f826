#pragma once
/* outcome: what the end of a machine means. */
#include "host/base/status.h"
#include "host/run/machine.h"

struct outcome {
	enum exit_status status;
	const char *sentence; /* NULL: nothing to say, all is well */
};

/* `machine` has ended, and is settled. The sentence is in `keep`. */
struct outcome outcome_of(const struct machine *machine, int success_status, struct arena *keep);
