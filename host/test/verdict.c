#include "host/test/verdict.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* What follows the kind's word on its line. */
enum shape { BARE, TEXT, NUMBER, NUMBER_TEXT, NUMBER_PLACE_TEXT };

static const struct word {
	const char *word;
	enum verdict_kind kind;
	enum shape shape;
} words[] = {
	{ "ingot-test", VERDICT_HELLO, NUMBER },   { "test", VERDICT_TEST, NUMBER_PLACE_TEXT },
	{ "limit", VERDICT_LIMIT, NUMBER_TEXT },   { "panics", VERDICT_PANICS, NUMBER_TEXT },
	{ "faults", VERDICT_FAULTS, NUMBER_TEXT }, { "plan", VERDICT_PLAN, NUMBER },
	{ "start", VERDICT_START, NUMBER },        { "fail", VERDICT_FAIL, NUMBER_PLACE_TEXT },
	{ "pass", VERDICT_PASS, NUMBER },          { "failed", VERDICT_FAILED, NUMBER },
	{ "skip", VERDICT_SKIP, NUMBER_TEXT },     { "panic", VERDICT_PANIC, NUMBER_TEXT },
	{ "error", VERDICT_ERROR, TEXT },          { "bye", VERDICT_BYE, BARE },
};

static const struct word *find_word(const char *line, size_t size)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i].word) == size && memcmp(words[i].word, line, size) == 0)
			return &words[i];
	return NULL;
}

/* A decimal number and the blank or the end behind it; NULL: none. */
static char *take_number(char *at, int *number)
{
	char *end;
	long value = strtol(at, &end, 10);

	if (!isdigit((unsigned char)*at) || value > VERDICT_NUMBER_MAX)
		return NULL;
	*number = (int)value;
	if (*end == ' ')
		return end + 1;
	return *end ? NULL : end;
}

/* "src/page.c:20" and ": " or " ". A file may contain blanks and colons: the
 * place ends at the first ":digits" that a blank or ": " follows. */
static char *take_place(char *at, struct verdict *verdict)
{
	verdict->file = at;
	for (char *colon = at; (colon = strchr(colon, ':')); colon++) {
		size_t digits = strspn(colon + 1, "0123456789");
		char *end = colon + 1 + digits;

		if (digits && digits < 9 && *end == ':' && end[1] == ' ')
			end++;
		if (!digits || digits >= 9 || *end != ' ')
			continue;
		*colon = '\0';
		verdict->line = atoi(colon + 1);
		return colon == at ? NULL : end + 1;
	}
	return NULL;
}

struct verdict verdict_parse(char *line)
{
	struct verdict verdict = { 0 };
	size_t size = strcspn(line, " ");
	const struct word *word = find_word(line, size);
	char *at = line + size + (line[size] == ' ');

	if (!word)
		return verdict;
	if (word->shape >= NUMBER && !(at = take_number(at, &verdict.number)))
		return verdict;
	if (word->shape == NUMBER_PLACE_TEXT && !(at = take_place(at, &verdict)))
		return verdict;
	bool has_text = word->shape == TEXT || word->shape >= NUMBER_TEXT;
	if (!has_text && *at)
		return verdict;
	verdict.text = at;
	verdict.kind = word->kind;
	return verdict;
}
