/* pcre2test, as a function of the program. */
#include <stdio.h>
#include <stdlib.h>

FILE *test_output(void);
int test_printf(const char *format, ...);
_Noreturn void end_test(int status);

#undef stdout
#define stdout test_output()
#undef PCRE2_CODE_UNIT_WIDTH
#define main   pcre2test_main
#define printf test_printf
#define exit   end_test
#include "../../../../build/real/src/pcre2/src/pcre2test.c"
