/* A version condition of a project, and behind a line end a version: what is taken is
 * written out in another way and allows the same.
 *
 * Runs: 100000
 * Longest: 80 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/toolchain/pin.h"
#include "tests/fuzz/readers/fuzz.h"

static const char *const relations[] = {
	[PIN_LESS] = "<",      [PIN_AT_MOST] = "<=", [PIN_EQUAL] = "==",
	[PIN_AT_LEAST] = ">=", [PIN_MORE] = ">",
};

static void write_pin(char *text, size_t size, const struct pin *pin)
{
	size_t used = 0;

	for (int i = 0; i < pin->count; i++) {
		const struct pin_condition *c = &pin->conditions[i];

		HOLDS(c->parts >= 1 && c->parts <= 3);
		used += (size_t)snprintf(text + used, size - used, ", %s  %d",
		                         relations[c->relation], c->version.parts[0]);
		for (int part = 1; part < c->parts; part++)
			used += (size_t)snprintf(text + used, size - used, ".%d",
			                         c->version.parts[part]);
	}
}

FUZZ(data, size)
{
	char *text = input_text(data, size), *rest = strchr(text, '\n'), again[512];
	struct place at = { .file = "input" };
	int errors = diag_error_count();
	struct version version = { { 0 } };
	struct pin pin, second;

	if (rest)
		*rest++ = '\0';
	if (rest && version_parse(rest, &version))
		HOLDS(version.parts[0] >= 0 && version.parts[1] >= 0 && version.parts[2] >= 0);
	if (!pin_parse(text, &at, &pin)) {
		HOLDS_EQUAL(diag_error_count(), errors + 1);
	} else {
		HOLDS_EQUAL(diag_error_count(), errors);
		write_pin(again, sizeof again, &pin);
		HOLDS(pin_parse(again, &at, &second));
		HOLDS_EQUAL(pin_allows(&pin, version), pin_allows(&second, version));
		/* One that is allowed is of a major version that can be. */
		HOLDS(!pin_allows(&pin, version) || pin_allows_major(&pin, version.parts[0]));
	}
	free(text);
}
