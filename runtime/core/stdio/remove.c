/* Files by their names, C17 7.21.4. */
#include <errno.h>
#include <runtime.h>
#include <stdio.h>

/* A kernel without files. */
__attribute__((weak)) int runtime_remove(const char *name)
{
	(void)name;
	return ENOSYS;
}

__attribute__((weak)) int runtime_rename(const char *from, const char *to)
{
	(void)from;
	(void)to;
	return ENOSYS;
}

static int finish(int number)
{
	if (number == 0)
		return 0;
	errno = number;
	return -1;
}

int remove(const char *name)
{
	return finish(runtime_remove(name));
}

int rename(const char *from, const char *to)
{
	return finish(runtime_rename(from, to));
}
