/* What the C library's own tests, which run on the host, cannot see: how it is
 * compiled for this target, and the kernel underneath. */
#include <complex.h>
#include <errno.h>
#include <ingot/test.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tgmath.h>
#include <wchar.h>

TEST(doubles_go_through_files)
{
	FILE *file = tmpfile();
	double numbers[3] = { 0 };

	REQUIRE(file != NULL);
	CHECK(fprintf(file, "%a %.17g %f", 0x1.8p-1074, 1.0 / 3, -2.5) > 0);
	rewind(file);
	CHECK_EQ(fscanf(file, "%lf %lf %lf", &numbers[0], &numbers[1], &numbers[2]), 3);
	CHECK(numbers[0] == 0x1.8p-1074 && numbers[1] == 1.0 / 3 && numbers[2] == -2.5);
	CHECK_EQ(fgetc(file), EOF);
	CHECK(feof(file));
	CHECK_EQ(fclose(file), 0);
}

TEST(a_kernel_without_files_says_so)
{
	errno = 0;
	CHECK(fopen("anything", "r") == NULL);
	CHECK_EQ(errno, ENOSYS);
	CHECK_EQ(getchar(), EOF);
	CHECK_EQ(system(NULL), 0);
}

TEST(complex_numbers_are_passed)
{
	__extension__ double complex z = CMPLX(3, 4), root = sqrt(z * 1.0);
	__extension__ float complex power = cexpf(CMPLXF(0, 0));

	CHECK(creal(root) == 2 && cimag(root) == 1);
	CHECK(cabs(z) == 5 && carg(conj(z)) < 0);
	CHECK(crealf(power) == 1 && cimagf(power) == 0);
	CHECK(fabs(-2.5f) == 2.5f && pow(2, 0.5) * pow(2, 0.5) > 1.99);
}

TEST(wide_text_is_utf8)
{
	wchar_t wide[8];
	char text[16];

	CHECK_EQ(mbstowcs(wide, "\xe2\x82\xac!", 8), 2);
	CHECK_EQ(wide[0], 0x20ac);
	snprintf(text, sizeof text, "%ls", wide);
	CHECK_STR_EQ(text, "\xe2\x82\xac!");
	CHECK(wcstod(L"-1.5e2", NULL) == -150);
}

static jmp_buf back;

static void leave(int number)
{
	longjmp(back, number);
}

TEST(abort_can_be_left)
{
	int number = setjmp(back);

	if (number == 0) {
		signal(SIGABRT, leave);
		abort();
	}
	CHECK_EQ(number, SIGABRT);
}

TEST(long_double_is_double)
{
	long double x = strtold("2.25", NULL), whole, read = 0;

	CHECK(sqrtl(x) == 1.5L && fabsl(-x) == x && powl(x, 2) == 5.0625L);
	CHECK(modfl(x, &whole) == 0.25L && whole == 2);
	CHECK(nexttoward(1, 2.0L) > 1 && nexttowardf(1, 2.0L) > 1);
	CHECK_EQ(sscanf("1e3", "%Lf", &read), 1);
	CHECK(read == 1000 && wcstold(L"-0.5", NULL) == -0.5L);
	CHECK(creall(csqrtl(CMPLXL(4, 0))) == 2 && cabsl(CMPLXL(3, 4)) == 5);
	CHECK_EQ(sizeof(long double), sizeof(double));
}
