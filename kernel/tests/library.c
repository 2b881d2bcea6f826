/* What the C library's own tests, which run on the host, cannot see: how it is
 * compiled for this target, and the kernel underneath. */
#include <complex.h>
#include <errno.h>
#include <ingot/cpu.h>
#include <ingot/test.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tgmath.h>
#include <wchar.h>
#include <wctype.h>

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

_Static_assert(MB_LEN_MAX >= 4 && _Generic((wint_t)0, __WINT_TYPE__: 1, default: 0), "UTF-8");
_Static_assert((wint_t)-1 < 0 ? WINT_MIN < 0 : WINT_MIN == 0, "<stdint.h> has wint_t's limits");

TEST(flags_have_functions)
{
	static atomic_flag flag = ATOMIC_FLAG_INIT;
	_Bool (*volatile set)(volatile atomic_flag *) = (atomic_flag_test_and_set);
	void (*volatile clear)(volatile atomic_flag *) = (atomic_flag_clear);
	void (*volatile fence)(memory_order) = (atomic_thread_fence);

	CHECK(!set(&flag));
	CHECK(set(&flag));
	clear(&flag);
	fence(memory_order_acquire);
	CHECK(!set(&flag));
}

void sincos(double x, double *sine, double *cosine);
double fmaximum_num(double x, double y);
double fminimum_num(double x, double y);
double fmaximum(double x, double y);
double fminimum(double x, double y);

TEST(compilers_call_what_is_beyond_c17)
{
	volatile double half = 2.5, nothing = NAN;
	double sine, cosine;

	CHECK(__builtin_roundeven(half) == 2);
	CHECK(__builtin_exp10(half - 0.5) == 100);
	sincos(half, &sine, &cosine);
	CHECK(sine == sin(half) && cosine == cos(half));
	CHECK(fmaximum_num(half, nothing) == 2.5 && fminimum_num(-0.0, 0.0) == 0);
	CHECK(isnan(fmaximum(half, nothing)) && signbit(fminimum(0.0, -0.0)));
}

TEST(wide_characters_that_are_none_are_refused)
{
	char text[16];

	errno = 0;
	CHECK_EQ(snprintf(text, sizeof text, "%lc", (wint_t)0xd800), -1);
	CHECK_EQ(errno, EILSEQ);
	errno = 0;
	CHECK_EQ(snprintf(text, sizeof text, "%ls", (const wchar_t[]){ 'a', 0x110000, 0 }), -1);
	CHECK_EQ(errno, EILSEQ);
	CHECK_EQ(snprintf(text, sizeof text, "%.1ls", (const wchar_t[]){ 'a', 0x110000, 0 }), 1);
	CHECK_EQ(iswalpha((wint_t)0x10061), 0);
	CHECK_EQ(iswalpha(WEOF), 0);
	CHECK(towlower(WEOF) == WEOF);
	CHECK_EQ(wctob(WEOF), EOF);
}

static bool has_bit(uint32_t word, unsigned bit)
{
	return word >> bit & 1;
}

/* A kernel without an FPU may not use what this CPU has, until it is switched on. */
TEST(compilers_ask_what_the_cpu_has)
{
	struct cpuid one = cpu_id(1, 0), vendor = cpu_id(0, 0);
	uint64_t cr0 = cpu_read_cr0(), cr4 = cpu_read_cr4();

	CHECK_EQ(__builtin_cpu_supports("popcnt") != 0, has_bit(one.ecx, 23));
	CHECK_EQ(__builtin_cpu_is("intel") != 0, vendor.ebx == 0x756e6547);
	CHECK_EQ(__builtin_cpu_is("amd") != 0, vendor.ebx == 0x68747541);
	if (!(cr4 & X86_CR4_OSFXSR))
		CHECK(!__builtin_cpu_supports("sse2"));
	CHECK(!__builtin_cpu_supports("avx") || has_bit(one.ecx, 27));
	cpu_write_cr0(cr0 & ~(uint64_t)X86_CR0_EM);
	cpu_write_cr4(cr4 | X86_CR4_OSFXSR);
	__builtin_cpu_init();
	cpu_write_cr4(cr4);
	cpu_write_cr0(cr0);
	CHECK(__builtin_cpu_supports("sse2"));
	__builtin_cpu_init();
}
