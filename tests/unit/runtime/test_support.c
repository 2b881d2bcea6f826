/* <signal.h>, <locale.h>, <fenv.h>, and the ends and refusals of <stdlib.h>. */
#include <errno.h>
#include <limits.h>
#include <locale.h>

#include "rt.h"

RT(abort);
RT(system);
RT(setlocale);
char *rt_nl_langinfo(int item);
extern char **rt_environ;
void (*rt_signal(int number, void (*handler)(int)))(int);
int rt_raise(int number);
int rt_at_quick_exit(void (*function)(void));
_Noreturn void rt_quick_exit(int status);
int rt_fegetround(void);
int rt_fesetround(int mode);
int rt_feclearexcept(int exceptions);
int rt_feraiseexcept(int exceptions);
struct lconv *rt_localeconv(void);
int *runtime_errno(void);

#define DEFAULT ((void (*)(int))0)
#define IGNORE  ((void (*)(int))1)
#define ERROR   ((void (*)(int)) - 1)

static int raised, calls;

static void count(int number)
{
	raised = number;
	calls++;
}

TEST(signals_reach_their_handler_once)
{
	assert_true(rt_signal(15, count) == DEFAULT);
	assert_int_equal(rt_raise(15), 0);
	assert_int_equal(raised, 15);
	EXPECT_PANIC(rt_raise(15), "signal 15 was raised");
	assert_true(rt_signal(15, IGNORE) == DEFAULT);
	assert_int_equal(rt_raise(15), 0);
	assert_true(rt_signal(15, DEFAULT) == IGNORE);
	assert_int_equal(calls, 1);
	assert_true(rt_signal(0, count) == ERROR && rt_signal(32, count) == ERROR);
	assert_int_equal(rt_raise(-1), -1);
	assert_int_equal(*runtime_errno(), EINVAL);
}

TEST(abort_panics_after_its_handler)
{
	EXPECT_PANIC(rt_abort(), "abort() called");
	calls = 0;
	rt_signal(6, count);
	EXPECT_PANIC(rt_abort(), "abort() called");
	assert_int_equal(calls, 1);
	assert_int_equal(raised, 6);
	rt_signal(6, IGNORE);
	EXPECT_PANIC(rt_abort(), "abort() called");
}

static char order[8];

static void first(void)
{
	strcat(order, "1");
}
static void second(void)
{
	strcat(order, "2");
}

TEST(quick_exit_has_functions_of_its_own)
{
	assert_int_equal(rt_at_quick_exit(first), 0);
	assert_int_equal(rt_at_quick_exit(second), 0);
	if (setjmp(hooks_return) == 0)
		rt_quick_exit(7);
	assert_string_equal(order, "21");
	assert_int_equal(hooks_exit_status, 7);
}

TEST(nobody_takes_commands)
{
	assert_int_equal(rt_system(NULL), 0);
	assert_int_equal(rt_system("true"), -1);
	assert_int_equal(*runtime_errno(), ENOSYS);
}

TEST(two_locales_of_which_the_names_differ)
{
	struct lconv *convention = rt_localeconv();

	assert_string_equal(rt_setlocale(0, NULL), "C");
	assert_string_equal(rt_setlocale(5, ""), "C");
	assert_string_equal(rt_setlocale(1, "C"), "C");
	assert_null(rt_setlocale(0, "de_DE"));
	assert_null(rt_setlocale(7, "C"));
	assert_null(rt_setlocale(-1, "C"));
	assert_string_equal(rt_setlocale(0, "C.UTF-8"), "C.UTF-8");
	assert_string_equal(rt_setlocale(2, NULL), "C.UTF-8");
	assert_null(rt_setlocale(0, "C.UTF-16"));
	assert_string_equal(rt_setlocale(0, NULL), "C.UTF-8");
	assert_string_equal(rt_setlocale(0, "POSIX"), "C");
	assert_string_equal(*(char **)convention, "."); /* decimal_point is first */
	assert_string_equal(rt_nl_langinfo(0), "UTF-8");
	assert_string_equal(rt_nl_langinfo(3), "%a %b %e %H:%M:%S %Y");
	assert_string_equal(rt_nl_langinfo(6), "%I:%M:%S %p");
	assert_string_equal(rt_nl_langinfo(26), "Saturday");
	assert_string_equal(rt_nl_langinfo(71), "Dec");
	assert_string_equal(rt_nl_langinfo(12), "");
	assert_string_equal(rt_nl_langinfo(-1), "");
	assert_string_equal(rt_nl_langinfo(99), "");
}

TEST(what_a_mixed_locale_is_called_selects_it_again)
{
	char name[200];

	assert_string_equal(rt_setlocale(2, "C.utf8"), "C.UTF-8");
	snprintf(name, sizeof name, "%s", rt_setlocale(0, NULL));
	assert_string_equal(name, "LC_COLLATE=C;LC_CTYPE=C.UTF-8;LC_MONETARY=C;LC_NUMERIC=C;"
	                          "LC_TIME=C;LC_MESSAGES=C");
	assert_string_equal(rt_setlocale(0, "C"), "C");
	assert_null(rt_setlocale(0, "LC_CTYPE=C.UTF-8;LC_TIME=C")); /* not all are said */
	assert_string_equal(rt_setlocale(0, NULL), "C");
	assert_string_equal(rt_setlocale(0, name), name);
	assert_string_equal(rt_setlocale(2, NULL), "C.UTF-8");
	assert_string_equal(rt_setlocale(1, NULL), "C");
	rt_setlocale(0, "C");
}

TEST(a_locale_of_the_environment)
{
	static char *table[4] = { "LC_TIME=C", "LANG=C.UTF-8", NULL, NULL };

	rt_environ = table;
	assert_string_equal(rt_setlocale(2, ""), "C.UTF-8");
	assert_string_equal(rt_setlocale(5, ""), "C");
	assert_string_equal(rt_setlocale(0, ""), "LC_COLLATE=C.UTF-8;LC_CTYPE=C.UTF-8;"
	                                         "LC_MONETARY=C.UTF-8;LC_NUMERIC=C.UTF-8;"
	                                         "LC_TIME=C;LC_MESSAGES=C.UTF-8");
	table[2] = "LC_ALL=POSIX";
	assert_string_equal(rt_setlocale(0, ""), "C");
	table[2] = "LC_ALL=xx";
	assert_null(rt_setlocale(0, ""));
	rt_environ = NULL;
	assert_string_equal(rt_setlocale(0, ""), "C");
}

TEST(one_way_to_round)
{
	assert_int_equal(rt_fegetround(), 0);
	assert_int_equal(rt_fesetround(0), 0);
	assert_int_not_equal(rt_fesetround(1), 0);
	assert_int_equal(rt_feclearexcept(0), 0);
	assert_int_not_equal(rt_feraiseexcept(1), 0);
}
