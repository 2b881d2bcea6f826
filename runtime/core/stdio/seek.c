/* Where a file stands, C17 7.21.9. */
#include <errno.h>
#include <limits.h>

#include "file.h"

/* The file's place, less what was read ahead, plus what is held back. */
static int64_t tell(FILE *of)
{
	int64_t place;

	if (!of->file.seek) {
		errno = ESPIPE;
		return -1;
	}
	place = of->file.seek(of->file.object, 0, SEEK_CUR);
	if (place < 0) {
		errno = (int)-place;
		return -1;
	}
	if (of->writing)
		return place + (int64_t)of->filled;
	return place - (int64_t)(of->filled - of->at) - of->pushed_count;
}

static int seek(FILE *in, int64_t offset, int from)
{
	if (!in->file.seek) {
		errno = ESPIPE;
		return -1;
	}
	if (rt_file_flush(in) == EOF)
		return -1;
	if (from == SEEK_CUR && !in->writing)
		offset -= (int64_t)(in->filled - in->at) + in->pushed_count;
	int64_t place = in->file.seek(in->file.object, offset, from);
	if (place < 0) {
		errno = (int)-place;
		return -1;
	}
	in->at = in->filled = 0;
	in->pushed_count = 0;
	in->writing = in->ended = false;
	return 0;
}

int fseek(FILE *in, long offset, int from)
{
	return seek(in, offset, from);
}

int fseeko(FILE *in, long offset, int from)
{
	return seek(in, offset, from);
}

long ftell(FILE *of)
{
	return (long)tell(of);
}

long ftello(FILE *of)
{
	return (long)tell(of);
}

int fgetpos(FILE *__restrict of, fpos_t *__restrict to)
{
	to->offset = tell(of);
	return to->offset < 0 ? -1 : 0;
}

int fsetpos(FILE *in, const fpos_t *to)
{
	return seek(in, to->offset, SEEK_SET);
}

void rewind(FILE *in)
{
	seek(in, 0, SEEK_SET);
	in->failed = false;
}
