#pragma once
/* stop: the loader refuses, saying why, and never returns.
 *
 * Prints `ingot loader: error N: sentence` on the serial line and the screen,
 * leaves QEMU with a status of its own if there is a hypervisor, else halts.
 * Each '%' in the sentence is replaced by the next fact; without any, facts is
 * NULL. Context: anywhere in the 64-bit loader until the kernel's tables are
 * live. */
#include <stdint.h>

#include "boot/base/errors.h"

struct fact {
	const char *text; /* NULL: a number */
	uint64_t number;
	int hexadecimal;
};

#define TEXT(string)  ((struct fact){ .text = (string) })
#define NUMBER(value) ((struct fact){ .number = (value) })
#define HEX(value)    ((struct fact){ .number = (value), .hexadecimal = 1 })
#define FACTS(...)    ((const struct fact[]){ __VA_ARGS__ })

_Noreturn void stop(enum loader_error error, const char *sentence, const struct fact *facts);
