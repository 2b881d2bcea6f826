#include <strings.h>

int ffs(int value)
{
	return value == 0 ? 0 : __builtin_ctz((unsigned)value) + 1;
}

int ffsl(long value)
{
	return value == 0 ? 0 : __builtin_ctzl((unsigned long)value) + 1;
}

int ffsll(long long value)
{
	return value == 0 ? 0 : __builtin_ctzll((unsigned long long)value) + 1;
}
