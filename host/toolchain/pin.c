#include "host/toolchain/pin.h"

#include <string.h>

#define PART_MAX 99999 /* of a version: keeps the sums small */

/* Reads "19.1.7" or a beginning of it; returns how many parts, 0 for none. */
static int read_version(const char **next, struct version *version)
{
	int parts = 0;

	*version = (struct version){ 0 };
	while (parts < 3 && **next >= '0' && **next <= '9') {
		int part = 0;

		for (; **next >= '0' && **next <= '9'; ++*next)
			part = part > PART_MAX / 10 ? PART_MAX : 10 * part + (**next - '0');
		version->parts[parts++] = part;
		if (**next != '.' || (*next)[1] < '0' || (*next)[1] > '9')
			break;
		++*next;
	}
	return parts;
}

bool version_parse(const char *text, struct version *version)
{
	return read_version(&text, version) > 0;
}

static bool read_condition(const char **next, struct pin_condition *condition)
{
	static const struct {
		const char *text;
		enum pin_relation relation;
	} relations[] = {
		{ ">=", PIN_AT_LEAST }, { "<=", PIN_AT_MOST }, { "==", PIN_EQUAL },
		{ ">", PIN_MORE },      { "<", PIN_LESS },     { "=", PIN_EQUAL },
		{ "", PIN_EQUAL },
	};
	int i = 0;

	while (!text_starts_with(*next, relations[i].text))
		i++;
	condition->relation = relations[i].relation;
	*next += strlen(relations[i].text);
	*next += strspn(*next, " ");
	condition->parts = read_version(next, &condition->version);
	return condition->parts > 0 && (**next == '\0' || strchr(" ,", **next));
}

bool pin_parse(const char *text, const struct place *at, struct pin *pin)
{
	const char *next = text;
	bool good = true;

	*pin = (struct pin){ .text = text, .at = *at };
	for (next += strspn(next, " ,"); *next && good; next += strspn(next, " ,")) {
		if (pin->count == PIN_CONDITIONS_MAX)
			return diag_error(at, "more than %d conditions (PIN_CONDITIONS_MAX)",
			                  PIN_CONDITIONS_MAX);
		good = read_condition(&next, &pin->conditions[pin->count++]);
	}
	if (good && pin->count)
		return true;
	diag_error(at, "\"%s\" is not a version condition", text);
	diag_hint("write \">=18\", \"19\", \"19.1\" or \">=18 <21\"");
	return false;
}

/* Compares the parts that the condition gives, at most `parts` of them. */
static int compare(const struct version *version, const struct pin_condition *condition, int parts)
{
	for (int i = 0; i < condition->parts && i < parts; i++)
		if (version->parts[i] != condition->version.parts[i])
			return version->parts[i] < condition->version.parts[i] ? -1 : 1;
	return 0;
}

static bool allows(const struct pin_condition *condition, int order)
{
	switch (condition->relation) {
	case PIN_LESS:     return order < 0;
	case PIN_AT_MOST:  return order <= 0;
	case PIN_AT_LEAST: return order >= 0;
	case PIN_MORE:     return order > 0;
	case PIN_EQUAL:    break;
	}
	return order == 0;
}

bool pin_allows(const struct pin *pin, struct version version)
{
	for (int i = 0; i < pin->count; i++)
		if (!allows(&pin->conditions[i], compare(&version, &pin->conditions[i], 3)))
			return false;
	return true;
}

bool pin_allows_major(const struct pin *pin, int major)
{
	struct version version = { { major, 0, 0 } };

	for (int i = 0; i < pin->count; i++) {
		const struct pin_condition *condition = &pin->conditions[i];
		int order = compare(&version, condition, 1);

		/* "<19.1" and ">19.1" leave some of 19. */
		if (!allows(condition, order) && !(order == 0 && condition->parts > 1))
			return false;
	}
	return true;
}
