/* What a variadic function is given, for kernels without vector registers, where
 * the compiler's own va_arg reads some of it elsewhere: at each place where the
 * registers may end. */
#include <complex.h>
#include <ingot/test.h>
#include <stdarg.h>

struct pair {
	long a, b;
};
struct large {
	double a, b, c;
};
struct odd {
	char bytes[11];
};
__extension__ typedef double _Complex complex_number;
union either {
	double real;
	long bits;
};

__attribute__((noinline)) static void take_pair(va_list from)
{
	struct pair pair = va_arg(from, struct pair);

	CHECK_EQ(pair.a, 100);
	CHECK_EQ(pair.b, 200);
	CHECK_EQ(va_arg(from, int), 7);
}

__attribute__((noinline)) static void take_all(va_list from)
{
	take_pair(from);
	struct odd odd = va_arg(from, struct odd);
	CHECK_EQ(odd.bytes[0], 1);
	CHECK_EQ(odd.bytes[10], 11);
	complex_number number = va_arg(from, complex_number);
	CHECK(creal(number) == 3 && cimag(number) == 4);
	struct large large = va_arg(from, struct large);
	CHECK(large.a == 1 && large.b == 2 && large.c == 3);
	union either either = va_arg(from, union either);
	CHECK(either.real == 0.5);
	CHECK(va_arg(from, char *) == (char *)5);
	CHECK(va_arg(from, __int128) == 9);
	CHECK(va_arg(from, double) == 10);
}

__attribute__((noinline)) static void after_integers(int count, ...)
{
	va_list values;

	va_start(values, count);
	for (int i = 0; i < count; i++)
		CHECK_EQ(va_arg(values, int), i);
	take_pair(values);
	va_end(values);
}

__attribute__((noinline)) static void after_doubles(int count, ...)
{
	va_list values;

	va_start(values, count);
	for (int i = 0; i < count; i++)
		CHECK(va_arg(values, double) == i);
	take_all(values);
	va_end(values);
}

#define PAIR (struct pair){ 100, 200 }, 7
#define ALL \
	PAIR, (struct odd){ { 1, [10] = 11 } }, CMPLX(3, 4), (struct large){ 1, 2, 3 }, \
		(union either){ .real = 0.5 }, (char *)5, (__int128)9, 10.0

TEST(structures_of_integers_are_fetched)
{
	after_integers(0, PAIR);
	after_integers(1, 0, PAIR);
	after_integers(2, 0, 1, PAIR);
	after_integers(3, 0, 1, 2, PAIR);
	after_integers(4, 0, 1, 2, 3, PAIR);
	after_integers(5, 0, 1, 2, 3, 4, PAIR);
	after_integers(6, 0, 1, 2, 3, 4, 5, PAIR);
}

TEST(all_kinds_are_fetched_behind_doubles)
{
	after_doubles(0, ALL);
	after_doubles(1, 0.0, ALL);
	after_doubles(2, 0.0, 1.0, ALL);
	after_doubles(3, 0.0, 1.0, 2.0, ALL);
	after_doubles(4, 0.0, 1.0, 2.0, 3.0, ALL);
	after_doubles(5, 0.0, 1.0, 2.0, 3.0, 4.0, ALL);
	after_doubles(6, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, ALL);
	after_doubles(9, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, ALL);
}
