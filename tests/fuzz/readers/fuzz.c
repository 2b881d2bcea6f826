/* fuzz: what every target is linked with. */
#include "fuzz.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);

static int said_on = STDERR_FILENO;

/* Before libFuzzer closes standard error (-close_fd_mask), which readers fill with
 * what is wrong with their inputs. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static char room[1 << 16];

	(void)argc, (void)argv;
	said_on = dup(STDERR_FILENO);
	setvbuf(stderr, room, _IOFBF, sizeof room);
	return 0;
}

void fuzz_fail(const char *file, int line, const char *what, const char *format, ...)
{
	va_list values;

	dprintf(said_on, "%s:%d: it does not hold: %s\n", file, line, what);
	if (format) {
		va_start(values, format);
		dprintf(said_on, "  ");
		vdprintf(said_on, format, values);
		dprintf(said_on, "\n");
		va_end(values);
	}
	abort();
}

char *input_text(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	if (!text)
		abort();
	memcpy(text, data, size);
	text[size] = '\0';
	return text;
}
