/* POSIX's names of what locks no stream, as nothing here does; and BSD's setlinebuf. */
#include "file.h"

int getc_unlocked(FILE *from)
{
	return fgetc(from);
}

int getchar_unlocked(void)
{
	return getchar();
}

int putc_unlocked(int c, FILE *to)
{
	return fputc(c, to);
}

int putchar_unlocked(int c)
{
	return fputc(c, stdout);
}

void flockfile(FILE *stream)
{
	(void)stream;
}

int ftrylockfile(FILE *stream)
{
	(void)stream;
	return 0;
}

void funlockfile(FILE *stream)
{
	(void)stream;
}

void setlinebuf(FILE *stream)
{
	setvbuf(stream, NULL, _IOLBF, 0);
}
