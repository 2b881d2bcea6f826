/* <getopt.h>: random command lines, read by the runtime's functions and by the
 * host's: what each call returns and leaves behind, and what is said. */
#include <getopt.h>

#include "rt.h"

RT(getopt);
RT(getopt_long);
RT(getopt_long_only);
RT(optarg);
RT(optind);
RT(opterr);
RT(optopt);

#define WORDS_MAX 9

static const char *const letters[] = {
	"ab:c::x", "+ab:c::", "-ab:c::", ":ab:c::", "+:ab:", "-:c::b:", "", ":", "ab:W;x",
};

static const char *const pieces[] = {
	"-a",     "-b",       "-bvalue",     "-c",        "-cvalue", "-ab",       "-abx",
	"-x",     "-acb",     "word",        "another",   "-",       "--",        "-z",
	"--all",  "--al",     "--block",     "--block=3", "--bl",    "--blank",   "--b",
	"--colo", "--color=", "--color=red", "--all=3",   "--flag",  "--unknown", "--un=known",
	"-all",   "-block",   "-block=3",    "-fl",       "-Wall",   "-W",        "-Wblock=3",
	"-:",     "--same",   "--sam",       "-bl",       "-a-b",    "",          "-;",
};

static int our_flag, host_flag;
static FILE *said; /* what the host says */

#define TABLE(flag) \
	{ { "all", no_argument, NULL, 'a' },          { "block", required_argument, NULL, 'b' }, \
	  { "blank", no_argument, NULL, 'k' },        { "color", optional_argument, NULL, 'c' }, \
	  { "colour", optional_argument, NULL, 'c' }, { "flag", no_argument, flag, 77 }, \
	  { "same1", no_argument, NULL, 's' },        { "same2", no_argument, NULL, 's' }, \
	  { "bl", no_argument, NULL, 'l' },           { NULL, 0, NULL, 0 } }
static const struct option our_table[] = TABLE(&our_flag), host_table[] = TABLE(&host_flag);

/* One line for both: the words are the same pointers, and may be moved. */
struct line {
	int count;
	char *ours[WORDS_MAX + 1], *host[WORDS_MAX + 1];
};

static struct line make_line(void)
{
	struct line line = { 1 + (int)random_below(WORDS_MAX), { NULL }, { NULL } };

	line.ours[0] = line.host[0] = "program";
	for (int i = 1; i < line.count; i++) {
		const char *piece = pieces[random_below(sizeof pieces / sizeof *pieces)];

		line.ours[i] = line.host[i] = (char *)(uintptr_t)piece;
	}
	return line;
}

enum function { SHORT, LONG, LONG_ONLY, FUNCTIONS };

static int call_ours(enum function function, struct line *line, const char *of, int *row)
{
	switch (function) {
	case SHORT: return rt_getopt(line->count, line->ours, of);
	case LONG:  return rt_getopt_long(line->count, line->ours, of, our_table, row);
	default:    return rt_getopt_long_only(line->count, line->ours, of, our_table, row);
	}
}

static int call_host(enum function function, struct line *line, const char *of, int *row)
{
	FILE *before = stderr;
	int result;

	stderr = said;
	switch (function) {
	case SHORT: result = getopt(line->count, line->host, of); break;
	case LONG:  result = getopt_long(line->count, line->host, of, host_table, row); break;
	default:    result = getopt_long_only(line->count, line->host, of, host_table, row); break;
	}
	stderr = before;
	return result;
}

static void compare_call(enum function function, struct line *line, const char *of, int *result)
{
	int our_row = -1, host_row = -1;

	*result = call_host(function, line, of, &host_row);
	int ours = call_ours(function, line, of, &our_row);
	if (ours != *result) {
		for (int i = 1; i < line->count; i++)
			print_message("%s ", line->host[i]);
		fail_msg("function %d, letters \"%s\": %d, the host's %d", function, of, ours,
		         *result);
	}
	assert_ptr_equal(rt_optarg, optarg);
	assert_int_equal(rt_optind, optind);
	assert_int_equal(our_row, host_row);
	assert_int_equal(our_flag, host_flag);
	if (*result == '?' || *result == ':')
		assert_int_equal(rt_optopt, optopt);
	for (int i = 0; i < line->count; i++)
		assert_ptr_equal(line->ours[i], line->host[i]);
}

static void compare_line(enum function function, const char *of, bool quiet)
{
	struct line line = make_line();
	char *text = NULL;
	size_t size = 0;
	int result = 0;

	hooks_reset();
	optind = rt_optind = 0;
	opterr = rt_opterr = !quiet;
	our_flag = host_flag = 0;
	said = open_memstream(&text, &size);
	for (int calls = 0; result != -1; calls++) {
		assert_true(calls < 100);
		compare_call(function, &line, of, &result);
	}
	fclose(said);
	assert_string_equal(hooks_text, text);
	free(text);
}

TEST(options_are_read_as_the_host_reads_them)
{
#ifndef __GLIBC__
	print_message("SKIPPED: the C library here is not GNU's, whose options these are\n");
	return;
#endif
	for (int round = 0; round < 60000; round++)
		compare_line((enum function)random_below(FUNCTIONS),
		             letters[random_below(sizeof letters / sizeof *letters)],
		             random_below(8) == 0);
}

TEST(a_line_is_read)
{
	char *words[] = { "program", "file", "-vo", "out", "--", "-x", NULL };

	rt_optind = 0;
	assert_int_equal(rt_getopt(6, words, "vo:"), 'v');
	assert_int_equal(rt_getopt(6, words, "vo:"), 'o');
	assert_string_equal(rt_optarg, "out");
	assert_int_equal(rt_getopt(6, words, "vo:"), -1);
	assert_int_equal(rt_optind, 4);
	assert_string_equal(words[4], "file");
	assert_string_equal(words[5], "-x");
}
