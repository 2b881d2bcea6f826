#include <assert.h>
#include <runtime.h>
#include <stdio.h>

#define MESSAGE_SIZE 256

void runtime_assert_failed(const char *file, int line, const char *function, const char *condition)
{
	char message[MESSAGE_SIZE];

	snprintf(message, sizeof message, "assertion failed: %s, in %s", condition, function);
	runtime_panic(file, line, message);
}
