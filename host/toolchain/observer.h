#pragma once
/* observer: whether a QEMU lets itself be watched by the plugin of observe/. */
#include <stdint.h>

#include "host/base/text.h"

struct observer_try {
	bool works;
	const char *why;  /* it does not: QEMU's words */
	uint32_t api;     /* of its plugins */
	uint32_t missing; /* OBSERVE_NO_... (abi/observe.h) */
};

/* Starts QEMU without a machine, and asks the plugin. */
struct observer_try observer_try(struct arena *keep, const char *qemu, const char *plugin);
