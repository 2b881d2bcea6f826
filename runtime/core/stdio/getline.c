/* Lines of any length; POSIX. */
#include <errno.h>
#include <stdlib.h>

#include "file.h"

#define LINE_BYTES_MIN 120

/* A line with room for one byte more and the 0; NULL: there is no memory for it. */
static char *grow(char *line, size_t *capacity, size_t length)
{
	if (line && length + 2 <= *capacity)
		return line;
	size_t wanted = length + 2 < LINE_BYTES_MIN ? LINE_BYTES_MIN : 2 * length;
	char *more = realloc(line, wanted);

	if (more)
		*capacity = wanted;
	return more;
}

static ssize_t read_line(char **line, size_t *capacity, int delimiter, FILE *from)
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
		char *text = grow(*line, capacity, length);

		if (!text) {
			from->failed = true;
			return -1;
		}
		*line = text;
		c = rt_file_get(from);
		if (c != EOF)
			text[length++] = (char)c;
	} while (c != EOF && c != (unsigned char)delimiter);
	(*line)[length] = '\0';
	/* what the end of the file cuts is a line, what a failure leaves is none */
	return length == 0 || (c == EOF && !from->ended) ? -1 : (ssize_t)length;
}

ssize_t getdelim(char **__restrict line, size_t *__restrict capacity, int delimiter,
                 FILE *__restrict from)
{
	return read_line(line, capacity, delimiter, from);
}

ssize_t getline(char **__restrict line, size_t *__restrict capacity, FILE *__restrict from)
{
	return read_line(line, capacity, '\n', from);
}
