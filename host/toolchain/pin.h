#pragma once
/* pin: which versions of LLVM a project accepts.
 *
 *   ">=18"  ">=18 <21"  "19" (any 19)  "19.1" (any 19.1)  "=19.1.7"
 *
 * Conditions are separated by spaces or commas; all must hold. A version that
 * leaves parts out means every version that begins so: "<=19" takes 19.1.7. */
#include <stdbool.h>

#include "host/base/diag.h"

#define PIN_CONDITIONS_MAX 4

struct version {
	int parts[3];
}; /* major, minor, patch */

enum pin_relation { PIN_LESS, PIN_AT_MOST, PIN_EQUAL, PIN_AT_LEAST, PIN_MORE };

struct pin {
	const char *text; /* as the user wrote it; NULL: anything */
	struct place at;
	struct pin_condition {
		enum pin_relation relation;
		struct version version;
		int parts; /* how many were given */
	} conditions[PIN_CONDITIONS_MAX];
	int count;
};

/* text outlives the pin. */
bool pin_parse(const char *text, const struct place *at, struct pin *pin);
bool pin_allows(const struct pin *pin, struct version version);
/* Whether some version of this major number can be allowed. */
bool pin_allows_major(const struct pin *pin, int major);
/* "19.1.7" and what follows; false if there is no number. */
bool version_parse(const char *text, struct version *version);
