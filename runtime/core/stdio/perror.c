#include <errno.h>
#include <stdio.h>
#include <string.h>

void perror(const char *prefix)
{
	if (prefix && *prefix != '\0')
		fprintf(stderr, "%s: ", prefix);
	fprintf(stderr, "%s\n", strerror(errno));
}
