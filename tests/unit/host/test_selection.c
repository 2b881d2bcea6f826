/* host/build/members.c and selection.c: lists of a few sources, and objects made here. */
#include "host/build/selection.h"

#include <stdio.h>

#include "fixture.h"
#include "host/base/os_file.h"
#include "host/target/sanitize.h"
#include "object_fixture.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

#define LIST \
	"# a remark\n" \
	"kit/a.c\n" \
	"+ a_one a_two\n" \
	"- b_one memcpy of_the_script\n" \
	"kit/b.c\n" \
	"+ b_one\n" \
	"? b_debug\n" \
	"~ a_one\n" \
	"kit/c.c\n" \
	"+ c_one\n" \
	"- a_two\n" \
	"kit/start/kernel.ld\n" \
	"+ _end\n" \
	"runtime/builtins/mem/copy.c\n" \
	"+ memcpy\n" \
	"runtime/core/undefined/check.c\n" \
	"+ __ubsan_handle\n" \
	"runtime/sanitize/copy.c\n" \
	"+ __wrap_memcpy\n" \
	"- __real_memcpy b_one\n"

static const char *const sources[] = { "kit/a.c",
	                               "kit/b.c",
	                               "kit/c.c",
	                               "runtime/builtins/mem/copy.c",
	                               "runtime/core/undefined/check.c",
	                               "runtime/sanitize/copy.c",
	                               NULL };

static struct text_list list_of(const char *const *texts)
{
	struct text_list list = { .arena = &fixture_keep };

	text_list_add_all(&list, texts);
	return list;
}

static struct selection begin_with(const char *list, unsigned sanitize)
{
	struct text_list all = list_of(sources);
	struct selection selection;

	fixture_write(MEMBERS_FILE, list);
	if (!(sanitize & SANITIZE_ADDRESS))
		all.count--;
	selection_begin(&selection, &fixture_keep, fixture_folder, sanitize, &all);
	return selection;
}

static void choose(struct selection *selection, const char *name)
{
	const struct text_list names = list_of((const char *const[]){ name, NULL });

	selection_choose_names(selection, &names);
}

/* "a b" for kit/a.c and kit/b.c; or "all". */
static const char *show(const struct selection *selection)
{
	struct buffer shown = { .arena = &fixture_keep };

	if (selection->is_all)
		return "all";
	buffer_puts(&shown, "");
	for (size_t i = 0; sources[i]; i++)
		if (selection_has(selection, sources[i]))
			buffer_printf(&shown, "%s%s", shown.size ? " " : "", sources[i]);
	return shown.data;
}

static const char *chosen_for(const char *name, unsigned sanitize)
{
	struct selection selection = begin_with(LIST, sanitize);

	choose(&selection, name);
	return show(&selection);
}

TEST(name_brings_what_defines_it_and_what_that_needs)
{
	assert_string_equal("kit/b.c", chosen_for("b_one", 0));
	assert_string_equal("kit/b.c", chosen_for("b_debug", 0));
	assert_string_equal("kit/b.c", chosen_for("ingot.b_one", 0));
	assert_string_equal("kit/a.c kit/b.c runtime/builtins/mem/copy.c", chosen_for("a_one", 0));
	assert_string_equal("kit/a.c kit/b.c kit/c.c runtime/builtins/mem/copy.c",
	                    chosen_for("c_one", 0));
}

TEST(name_that_nobody_knows_brings_all)
{
	assert_string_equal("all", chosen_for("of_nobody", 0));
	assert_string_equal("", chosen_for("of_the_script", 0));
	assert_string_equal("", chosen_for("_end", 0));
	assert_string_equal("", chosen_for("__start_table", 0));
	assert_string_equal("", chosen_for("__stop_table", 0));
}

TEST(sanitizer_brings_its_own)
{
	assert_string_equal("kit/b.c runtime/core/undefined/check.c",
	                    chosen_for("b_one", SANITIZE_UNDEFINED));
	assert_string_equal("kit/b.c runtime/builtins/mem/copy.c runtime/sanitize/copy.c",
	                    chosen_for("b_one", SANITIZE_ADDRESS));
}

TEST(list_that_cannot_be_right_brings_all)
{
	static const char *const wrong[] = {
		LIST "runtime/z.c\n+ b_one\n", /* two define one name */
		LIST "kit/d.c\n",              /* out of order */
		LIST "runtime/sanitize/copy.c\n",
		"+ a_one\n" LIST, /* of no source */
		"kit/a.c\n+ a_one\n",
		"",
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct selection selection = begin_with(wrong[i], 0);

		assert_string_equal("all", show(&selection));
	}
	assert_int_equal(0, remove(MEMBERS_FILE));
	struct text_list all = list_of(sources);
	struct selection selection;
	selection_begin(&selection, &fixture_keep, fixture_folder, 0, &all);
	assert_string_equal("all", show(&selection));
}

TEST(choice_is_remembered)
{
	struct selection selection = begin_with(LIST, 0), again = begin_with(LIST, 0);

	assert_false(selection_read(&selection, fixture_folder));
	choose(&selection, "a_one");
	assert_true(selection_write(&selection, fixture_folder));
	assert_true(selection_read(&again, fixture_folder));
	assert_string_equal(show(&selection), show(&again));
	assert_false(again.was_all);
	choose(&again, "c_one");
	assert_string_equal("kit/a.c kit/b.c kit/c.c runtime/builtins/mem/copy.c", show(&again));
	selection_choose_all(&again);
	assert_true(selection_write(&again, fixture_folder));
	selection = begin_with(LIST, 0);
	assert_true(selection_read(&selection, fixture_folder));
	assert_string_equal("all", show(&selection));
	assert_true(selection.was_all);
	fixture_write("chosen", "kit/gone.c\nkit/b");
	selection = begin_with(LIST, 0);
	assert_true(selection_read(&selection, fixture_folder));
	assert_string_equal("", show(&selection));
}

TEST(names_of_what_is_left_out)
{
	struct selection selection = begin_with(LIST, 0);
	struct text_list names = { .arena = &fixture_keep }, weak = names;

	selection_list_names(&selection, "kit/b.c", &names, &weak);
	assert_int_equal(2, names.count);
	assert_string_equal("b_one", names.items[0]);
	assert_string_equal("b_debug", names.items[1]);
	assert_int_equal(1, weak.count);
	assert_string_equal("a_one", weak.items[0]);
}

/* What is chosen when kit/b.c was, and its object turns out to be this. */
static const char *checked(struct made *made, bool is_good)
{
	struct selection selection = begin_with(LIST, 0);
	struct plan_step step = { .output = "b.o",
		                  .source = path_join(&fixture_keep, fixture_folder, "kit/b.c") };
	struct plan plan = { .steps = &step, .step_count = 1 };

	object_finish(made);
	assert_true(os_write_file("b.o", (struct bytes){ (unsigned char *)made, sizeof *made }));
	choose(&selection, "b_one");
	assert_int_equal(is_good, selection_check(&selection, &plan, fixture_scratch));
	return show(&selection);
}

TEST(object_is_looked_at)
{
	struct made made;

	object_begin(&made);
	object_add(&made, "b_one", true);
	assert_string_equal("kit/b.c", checked(&made, true));
	object_add(&made, "memcpy", false);
	assert_string_equal("kit/b.c runtime/builtins/mem/copy.c", checked(&made, false));
	made.symbols[2].info = ELF_SYMBOL_WEAK << 4;
	assert_string_equal("kit/b.c", checked(&made, true));
	object_add(&made, "of_nobody", false);
	assert_string_equal("all", checked(&made, false));
	object_begin(&made);
	object_add(&made, "b_two", true);
	assert_string_equal("all", checked(&made, false));
}
