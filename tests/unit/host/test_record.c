/* host/build/record.c: records that nobody wrote so: each is none, and the plan is not
 * current. What a record is for is tests/cli/stale.sh's matter. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/os_file.h"
#include "host/build/record.h"
#include "tests/unit/unit.h"

static char folder[] = "/tmp/ingot-record-XXXXXX";
static struct arena keep;
static unsigned char *memory;

static void set_up(void)
{
	keep = arena_new(1 << 20);
	memory = keep.next;
	assert_non_null(mkdtemp(folder));
}

static void tear_down(void)
{
	os_remove_tree(folder);
	free(memory);
}
AROUND_ALL_TESTS(set_up, tear_down);

static bool is_current(const char *text)
{
	struct plan plan = { .keep = &keep, .folder = folder };
	struct bytes content = { (const unsigned char *)text, strlen(text) };

	assert_true(os_write_file(path_join(&keep, folder, "record"), content));
	return record_is_current(&plan, keep);
}

TEST(a_record_without_its_state_is_none)
{
	assert_true(is_current("ingot-record 1\nc\nend\n"));
	assert_false(is_current("ingot-record 1\nend\n"));
	assert_false(is_current("ingot-record 1\n\nend\n"));
	assert_false(is_current("ingot-record 1\n"));
	assert_false(is_current("ingot-record 1\nc\n"));
	assert_false(is_current(""));
}
