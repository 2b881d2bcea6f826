/* Lines of any length; POSIX. */
#include <errno.h>
#include <stdlib.h>

#include "file.h"

#define LINE_BYTES_MIN 120

/* Room for one byte more and the 0. */
static bool grow(char **line, size_t *capacity, size_t length)
{
	if (length + 2 <= *capacity && *line)
		return true;
	size_t wanted = length + 2 < LINE_BYTES_MIN ? LINE_BYTES_MIN : 2 * length;
	char *more = realloc(*line, wanted);

	if (!more)
		return false;
	*line = more;
	*capacity = wanted;
	return true;
}

ssize_t getdelim(char **__restrict line, size_t *__restrict capacity, int delimiter,
                 FILE *__restrict from)
{
	size_t length = 0;

	if (!line || !capacity) {
		errno = EINVAL;
		return -1;
	}
	if (!*line)
		*capacity = 0;
	int c;
	do {
		if (!grow(line, capacity, length)) {
			from->failed = true;
			return -1;
		}
		c = rt_file_get(from);
		if (c != EOF)
			(*line)[length++] = (char)c;
	} while (c != EOF && c != (unsigned char)delimiter);
	(*line)[length] = '\0';
	/* what the end of the file cuts is a line, what a failure leaves is none */
	return length == 0 || (c == EOF && !from->ended) ? -1 : (ssize_t)length;
}

ssize_t getline(char **__restrict line, size_t *__restrict capacity, FILE *__restrict from)
{
	return getdelim(line, capacity, '\n', from);
}
