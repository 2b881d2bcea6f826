/* What the package's RunTest does with a test for the 8-bit library without JIT: its
 * input goes through pcre2test, and what comes out is compared with the package's. The
 * words: the file to compare with, and pcre2test's. A machine takes one test, as
 * pcre2test is a program that leaves its variables as they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

int pcre2test_main(int count, char **words);

static jmp_buf end;
static int end_status;
static FILE *printed; /* where stdout goes; NULL: to the console */

_Noreturn void end_test(int status)
{
	end_status = status;
	longjmp(end, 1);
}

FILE *test_output(void)
{
	return printed ? printed : stdout;
}

int test_printf(const char *format, ...)
{
	va_list values;

	va_start(values, format);
	int count = vfprintf(test_output(), format, values);
	va_end(values);
	return count;
}

static int call(char **words)
{
	int count = 0;

	while (words[count])
		count++;
	if (setjmp(end) == 0)
		return pcre2test_main(count, words);
	return end_status;
}

/* 0, or the number of the first line that differs. */
static int compare(const char *ours, const char *theirs)
{
	FILE *a = fopen(ours, "r"), *b = fopen(theirs, "r");
	int line = 1, c = EOF, d = EOF;

	if (!a || !b)
		return -1;
	do {
		c = fgetc(a);
		d = fgetc(b);
		line += c == '\n' && d == '\n';
	} while (c == d && c != EOF);
	fclose(a);
	fclose(b);
	return c == d ? 0 : line;
}

/* RunTest has the texts of some errors behind the output of its second test. They are
 * made first: pcre2test leaves nothing behind then. */
static int make_errors(void)
{
	char *words[] = {
		"pcre2test", "-q", "-8", "-error", "-70,-62,-2,-1,0,100,101,191,200", NULL
	};

	printed = fopen("errors", "w");
	int status = printed ? call(words) : 1;
	if (printed)
		fclose(printed);
	printed = NULL;
	return status;
}

static void append_errors(void)
{
	FILE *from = fopen("errors", "r"), *to = fopen("testtry", "a");
	int c;

	while (from && to && (c = fgetc(from)) != EOF)
		fputc(c, to);
	fclose(from);
	fclose(to);
}

int main(int count, char **words)
{
	const char *output = words[1];
	bool has_errors = count > 1 && strcmp(output, "testoutput2") == 0;

	if (count < 3 || (has_errors && make_errors() != 0))
		return 2;
	words[1] = "pcre2test";
	int status = call(words + 1);
	if (status == 0 && has_errors)
		append_errors();
	int line = compare("testtry", output);
	if (status == 0 && line == 0) {
		printf("as %s\n", output);
		return 0;
	}
	printf("status %d, line %d of %s\n", status, line, output);
	return 1;
}
