/* hooks: the kernel under the runtime, of which a target wants to know one thing: that
 * it panics where it should, and nowhere else. */
#include "tests/fuzz/readers/runtime/rt.h"

#include <stdlib.h>
#include <string.h>

#include "../../../../runtime/include/runtime.h"

jmp_buf rt_back;
bool rt_armed;
char rt_message[256];

void runtime_write(int stream, const char *text, size_t size_bytes)
{
	(void)stream, (void)text, (void)size_bytes;
}

void runtime_report_write(const char *text, size_t size_bytes)
{
	(void)text, (void)size_bytes;
}

void runtime_panic(const char *file, int line, const char *message)
{
	(void)file, (void)line;
	strncpy(rt_message, message, sizeof rt_message - 1);
	if (!rt_armed)
		fuzz_fail(__FILE__, __LINE__, "the runtime does not panic", "%s", rt_message);
	longjmp(rt_back, 1);
}

void runtime_report_begin(const char *headline)
{
	strncpy(rt_message, headline, sizeof rt_message - 1);
}

void runtime_report_end(const struct runtime_call *at)
{
	static char headline[sizeof rt_message];

	(void)at;
	memcpy(headline, rt_message, sizeof headline);
	runtime_panic(NULL, 0, headline);
}

void runtime_exit(int status)
{
	(void)status;
	fuzz_fail(__FILE__, __LINE__, "nothing exits", NULL);
}
