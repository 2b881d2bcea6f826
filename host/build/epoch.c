#include "host/build/epoch.h"

#include <errno.h>
#include <stdlib.h>

#include "host/base/diag.h"

bool epoch_read(int64_t *seconds)
{
	const char *text = getenv("SOURCE_DATE_EPOCH");
	char *end;

	*seconds = 1735689600;
	if (!text || !*text)
		return true;
	errno = 0;
	long long value = strtoll(text, &end, 10);
	if (errno || *end || value < 0)
		return diag_error(NULL, "SOURCE_DATE_EPOCH is \"%s\", not a number of seconds",
		                  text);
	*seconds = value;
	return true;
}
