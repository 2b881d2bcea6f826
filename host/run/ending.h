#pragma once
/* ending: what the end of a machine means. */
#include "host/base/status.h"
#include "host/run/machine.h"

struct ending {
	enum exit_status status;
	const char *sentence;		/* NULL: nothing to say, all is well */
};

/* `machine` has ended. The sentence is in `keep`. */
struct ending ending_of(const struct machine *machine, int success_status, struct arena *keep);
