/* What <unistd.h> tells about the machine. */
#include <errno.h>
#include <unistd.h>

#define PAGE_SIZE 4096

pid_t getpid(void)
{
	return 1;
}

int getpagesize(void)
{
	return PAGE_SIZE;
}

long sysconf(int what)
{
	if (what == _SC_PAGESIZE)
		return PAGE_SIZE;
	if (what == _SC_OPEN_MAX)
		return OPEN_MAX;
	errno = EINVAL;
	return -1;
}
