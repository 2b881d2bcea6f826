/* 128-bit shifts by a variable count below 128. */

#include "wide.h"

#ifdef __SIZEOF_INT128__

wide_int __ashlti3(wide_int a, int count);
wide_int __ashrti3(wide_int a, int count);
wide_int __lshrti3(wide_int a, int count);

static wide_int join(uint64_t high, uint64_t low)
{
	return (wide_int)((wide_uint)high << 64 | low);
}

wide_int __ashlti3(wide_int a, int count)
{
	uint64_t high = (uint64_t)((wide_uint)a >> 64), low = (uint64_t)a;

	if (count == 0)
		return a;
	if (count >= 64)
		return join(low << (count - 64), 0);
	return join(high << count | low >> (64 - count), low << count);
}

wide_int __lshrti3(wide_int a, int count)
{
	uint64_t high = (uint64_t)((wide_uint)a >> 64), low = (uint64_t)a;

	if (count == 0)
		return a;
	if (count >= 64)
		return join(0, high >> (count - 64));
	return join(high >> count, low >> count | high << (64 - count));
}

wide_int __ashrti3(wide_int a, int count)
{
	int64_t high = (int64_t)((wide_uint)a >> 64);
	uint64_t low = (uint64_t)a;

	if (count == 0)
		return a;
	if (count >= 64)
		return join((uint64_t)(high >> 63), (uint64_t)(high >> (count - 64)));
	return join((uint64_t)(high >> count), low >> count | (uint64_t)high << (64 - count));
}

#endif
