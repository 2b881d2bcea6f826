/* Which programs are taken, out of fake ones; and what the real clang says. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "host/base/os_file.h"
#include "host/toolchain/probe.h"
#include "host/toolchain/toolchain.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

/* A clang that knows its version and its headers. */
static void make_clang(const char *path, const char *version)
{
	fixture_write_program(path, text_format(&fixture_keep,
	                                        "echo asked >>%s/asked\n"
	                                        "case $* in\n"
	                                        "*print-resource-dir*) echo /clang/%s ;;\n"
	                                        "*) echo 'Some clang version %s (here)' ;;\n"
	                                        "esac\n",
	                                        fixture_folder, version, version));
}

static void make_tool(const char *folder, const char *name, const char *version)
{
	const char *path = text_format(&fixture_keep, "%s/%s", folder, name);
	const char *kind = strstr(name, "lld") ? "LLD" : "LLVM version";

	fixture_write_program(path, text_format(&fixture_keep, "echo 'Some %s %s (here)'\n", kind,
	                                        version));
}

/* Everything of one LLVM; suffix is "-19" or "". */
static void make_llvm(const char *folder, const char *suffix, const char *version)
{
	static const char *const tools[] = { "ld.lld", "llvm-objcopy", "llvm-ar",
		                             "llvm-symbolizer" };

	make_clang(text_format(&fixture_keep, "%s/clang%s", folder, suffix), version);
	for (int i = 0; i < 4; i++)
		make_tool(folder, text_format(&fixture_keep, "%s%s", tools[i], suffix), version);
}

static bool find(const char *pin_text, struct toolchain *toolchain)
{
	static struct pin pin;
	static const struct place at = { "ingot.yaml", 2, 20, NULL };
	struct toolchain_request request = { NULL, COMPONENT_ALL, fixture_folder };

	if (pin_text) {
		assert_true(pin_parse(pin_text, &at, &pin));
		request.pin = &pin;
	}
	return toolchain_find(&fixture_keep, fixture_scratch, &request, toolchain);
}

static const char *inside(const char *path)
{
	return text_format(&fixture_keep, "%s/%s", fixture_folder, path);
}

/* The clang that is found, without the fixture's directory. */
static void assert_found(const char *pin, const char *clang, const char *version)
{
	struct toolchain toolchain;

	assert_true(find(pin, &toolchain));
	assert_string_equal(toolchain.clang, inside(clang));
	assert_string_equal(toolchain.version_text, version);
}

static void assert_missing(const char *pin, const char *report)
{
	struct toolchain toolchain;

	fixture_listen();
	assert_false(find(pin, &toolchain));
	assert_reported(report);
}

TEST(newest_versioned_name_wins)
{
	struct toolchain toolchain;

	make_llvm("bin", "-19", "19.1.7");
	make_llvm("bin", "-20", "20.1.0");
	make_llvm("bin", "", "21.0.0");
	assert_true(find(NULL, &toolchain));
	assert_string_equal(toolchain.clang, inside("bin/clang-20"));
	assert_string_equal(toolchain.lld, inside("bin/ld.lld-20"));
	assert_string_equal(toolchain.objcopy, inside("bin/llvm-objcopy-20"));
	assert_string_equal(toolchain.ar, inside("bin/llvm-ar-20"));
	assert_string_equal(toolchain.symbolizer, inside("bin/llvm-symbolizer-20"));
	assert_string_equal(toolchain.resource_folder, "/clang/20.1.0");
	assert_int_equal(toolchain.version.parts[0], 20);
}

TEST(pin_decides)
{
	make_llvm("bin", "-18", "18.1.8");
	make_llvm("bin", "-19", "19.1.7");
	make_llvm("bin", "-20", "20.1.0");
	make_llvm("bin", "", "21.0.0");
	assert_found("19", "bin/clang-19", "19.1.7");
	assert_found("<20", "bin/clang-19", "19.1.7");
	assert_found("18.1", "bin/clang-18", "18.1.8");
	assert_found(">20", "bin/clang", "21.0.0");
}

TEST(incomplete_llvm_is_passed_over)
{
	make_llvm("bin", "-19", "19.1.7");
	make_clang("bin/clang-21", "21.1.0");
	assert_found(NULL, "bin/clang-19", "19.1.7");
}

TEST(homebrew_keeps_lld_elsewhere)
{
	struct toolchain toolchain;

	make_llvm("opt/homebrew/opt/llvm/bin", "", "21.1.0");
	assert_int_equal(unlink("opt/homebrew/opt/llvm/bin/ld.lld"), 0);
	make_tool("opt/homebrew/opt/lld/bin", "ld.lld", "21.1.0");
	assert_true(find(NULL, &toolchain));
	assert_string_equal(toolchain.clang, inside("opt/homebrew/opt/llvm/bin/clang"));
	assert_string_equal(toolchain.lld, inside("opt/homebrew/opt/lld/bin/ld.lld"));
}

TEST(homebrew_prefix_is_searched)
{
	make_llvm("brew/opt/llvm@19/bin", "", "19.1.7");
	setenv("HOMEBREW_PREFIX", inside("brew"), 1);
	assert_found("19", "brew/opt/llvm@19/bin/clang", "19.1.7");
}

TEST(folders_of_distributions_are_searched)
{
	make_llvm("usr/lib64/llvm18/bin", "", "18.1.0");
	assert_found(NULL, "usr/lib64/llvm18/bin/clang", "18.1.0");
	make_llvm("usr/lib/llvm19/bin", "", "19.1.0");
	assert_found(NULL, "usr/lib/llvm19/bin/clang", "19.1.0");
	make_llvm("usr/lib/llvm-20/bin", "", "20.1.0");
	assert_found(NULL, "usr/lib/llvm-20/bin/clang", "20.1.0");
}

TEST(nothing_is_here)
{
	assert_missing(NULL, "ingot: error: no clang of LLVM 18 or later found\n"
	                     "  hint: `ingot doctor` lists what is needed\n");
	fixture_write_program("bin/apk", "");
	assert_missing(NULL, text_format(&fixture_keep,
	                                 "ingot: error: no clang of LLVM 18 or later found\n"
	                                 "  hint: %sapk add clang lld llvm\n",
	                                 geteuid() ? "sudo " : ""));
}

TEST(wrong_versions_are_listed)
{
	make_llvm("bin", "-19", "19.1.7");
	make_llvm("bin", "", "14.0.6");
	fixture_write_program("bin/brew", "");
	assert_missing(">=20", "ingot.yaml:2:20: error: no clang with LLVM version \">=20\" "
	                       "found\n"
	                       "ingot: note: @/bin/clang (14.0.6) is not suitable: Ingot needs "
	                       "LLVM 18 or later\n"
	                       "  hint: brew install llvm@20 lld@20\n");
	assert_missing(
		"19.0",
		"ingot.yaml:2:20: error: no clang with LLVM version \"19.0\" found\n"
		"ingot: note: @/bin/clang-19 (19.1.7) is not suitable: the project requires "
		"\"19.0\"\n"
		"ingot: note: @/bin/clang (14.0.6) is not suitable: Ingot needs LLVM 18 or later\n"
		"  hint: brew install llvm@19 lld@19\n");
}

TEST(apples_clang_is_refused)
{
	fixture_write_program("bin/clang", "echo 'Apple clang version 21.0.0 (clang-2100.0.1)'\n");
	assert_missing(NULL, "ingot: error: no clang of LLVM 18 or later found\n"
	                     "ingot: note: @/bin/clang is not suitable: it is Apple's clang, "
	                     "whose "
	                     "versions are not LLVM's, and which comes without ld.lld\n"
	                     "  hint: `ingot doctor` lists what is needed\n");
}

TEST(missing_linker_is_named)
{
	make_clang("bin/clang-19", "19.1.7");
	make_tool("bin", "ld.lld", "18.1.8");
	fixture_write_program("bin/pacman", "");
	assert_missing(NULL,
	               text_format(&fixture_keep,
	                           "ingot: error: no ld.lld of LLVM 19 found to match "
	                           "@/bin/clang-19 (19.1.7)\n"
	                           "ingot: note: @/bin/ld.lld is not suitable: clang is 19.1.7, of "
	                           "another LLVM\n"
	                           "  hint: %spacman -S lld\n",
	                           geteuid() ? "sudo " : ""));
}

TEST(missing_tools_are_named_if_wanted)
{
	struct toolchain_request request = { NULL, COMPONENT_CLANG, fixture_folder };
	struct toolchain toolchain;

	make_clang("bin/clang-19", "19.1.7");
	make_tool("bin", "ld.lld-19", "19.1.7");
	assert_missing(
		NULL,
		"ingot: error: no llvm-objcopy of LLVM 19 found to match @/bin/clang-19 (19.1.7)\n"
		"  hint: `ingot doctor` lists what is needed\n");
	assert_true(toolchain_find(&fixture_keep, fixture_scratch, &request, &toolchain));
	assert_null(toolchain.objcopy);
	assert_non_null(toolchain.lld);
}

TEST(environment_is_obeyed)
{
	struct toolchain toolchain;

	make_llvm("bin", "-20", "20.1.0");
	make_llvm("mine", "", "19.1.7");
	make_tool("mine", "my-lld", "19.0.0");
	setenv("CC", inside("mine/clang"), 1);
	assert_true(find(NULL, &toolchain));
	assert_string_equal(toolchain.clang, inside("mine/clang"));
	assert_string_equal(toolchain.lld, inside("mine/ld.lld"));
	setenv("LD", inside("mine/my-lld"), 1);
	assert_true(find(NULL, &toolchain));
	assert_string_equal(toolchain.lld, inside("mine/my-lld"));
	/* A relative name would mean something else in another directory. */
	setenv("CC", "mine/clang", 1);
	assert_found(NULL, "mine/clang", "19.1.7");
}

/* The plan is run in another directory than the one PATH was searched in. */
TEST(relative_folders_of_path_become_absolute)
{
	struct toolchain toolchain;

	make_clang("bin/clang-19", "19.1.7");
	make_tool("other", "ld.lld-19", "19.1.7");
	make_tool("other", "llvm-objcopy", "19.1.7");
	make_tool("other", "llvm-ar", "19.1.7");
	make_tool("other", "llvm-symbolizer", "19.1.7");
	setenv("PATH", "bin:other", 1);
	assert_true(find(NULL, &toolchain));
	assert_string_equal(toolchain.clang, inside("bin/clang-19"));
	assert_string_equal(toolchain.lld, inside("other/ld.lld-19"));
	assert_string_equal(toolchain.ar, inside("other/llvm-ar"));
}

TEST(environment_that_cannot_be_obeyed)
{
	make_llvm("bin", "-20", "20.1.0");
	fixture_write_program("bin/gcc", "echo 'gcc (Some) 12.2.0'\n");
	setenv("CC", "gcc", 1);
	assert_missing(NULL, "ingot: error: no clang of LLVM 18 or later found\n"
	                     "ingot: note: @/bin/gcc is not suitable: it is not clang\n"
	                     "  hint: unset CC, or set it to clang\n");
	setenv("CC", "no-such-clang", 1);
	assert_missing(NULL,
	               "ingot: error: no clang of LLVM 18 or later found\n"
	               "ingot: note: no-such-clang is not suitable: CC is set to it, which was not "
	               "found\n"
	               "  hint: unset CC, or set it to clang\n");
	unsetenv("CC");
	setenv("LD", "no-such-lld", 1);
	assert_missing(NULL, "ingot: error: no ld.lld of LLVM 20 found to match @/bin/clang-20 "
	                     "(20.1.0)\n"
	                     "ingot: note: LD is set to \"no-such-lld\", which was not found\n"
	                     "  hint: `ingot doctor` lists what is needed\n");
}

TEST(ninja_and_qemu)
{
	fixture_listen();
	assert_null(toolchain_find_ninja(&fixture_keep));
	assert_reported("ingot: error: ninja not found\n"
	                "  hint: `ingot doctor` lists what is needed\n");
	make_tool("bin", "ninja", "1.11");
	make_tool("bin", "samu", "1.9");
	assert_string_equal(toolchain_find_ninja(&fixture_keep), inside("bin/ninja"));
	setenv("NINJA", "samu", 1);
	assert_string_equal(toolchain_find_ninja(&fixture_keep), inside("bin/samu"));
	setenv("QEMU", "no-qemu", 1);
	fixture_listen();
	assert_null(toolchain_find_qemu(&fixture_keep));
	assert_reported("ingot: error: QEMU is set to \"no-qemu\", which was not found\n"
	                "  hint: unset QEMU, or set it to qemu-system-x86_64\n");
}

static size_t times_asked(void)
{
	struct bytes asked;
	size_t lines = 0;

	if (!os_read_file(&fixture_keep, "asked", &asked))
		return 0;
	for (size_t i = 0; i < asked.size; i++)
		lines += asked.data[i] == '\n';
	return lines;
}

TEST(programs_are_asked_once)
{
	struct toolchain toolchain;

	make_llvm("bin", "-19", "19.1.7");
	assert_true(find(NULL, &toolchain));
	size_t first = times_asked();
	assert_true(first > 0);
	assert_true(find(NULL, &toolchain));
	assert_int_equal(times_asked(), first);
	/* Another program under the same name. */
	make_llvm("bin", "-19", "19.1.10");
	assert_found(NULL, "bin/clang-19", "19.1.10");
	assert_int_equal(times_asked(), 2 * first);
}

static void damage_file(const char *path)
{
	struct bytes content;

	assert_true(os_read_file(&fixture_keep, path, &content));
	assert_true(content.size > 0);
	((unsigned char *)content.data)[content.size - 20] ^= 1;
	assert_true(os_write_file(path, content));
}

TEST(damaged_answers_are_asked_again)
{
	struct text_list names = { .arena = &fixture_keep };
	struct toolchain toolchain;

	make_llvm("bin", "-19", "19.1.7");
	assert_true(find(NULL, &toolchain));
	size_t first = times_asked();
	assert_true(os_list_folder(&fixture_keep, "cache/ingot", &names));
	assert_int_equal(names.count, 6);
	for (size_t i = 0; i < names.count; i++)
		damage_file(path_join(&fixture_keep, "cache/ingot", names.items[i]));
	assert_found(NULL, "bin/clang-19", "19.1.7");
	assert_int_equal(times_asked(), 2 * first);
	assert_found(NULL, "bin/clang-19", "19.1.7");
	assert_int_equal(times_asked(), 2 * first);
}

TEST(cache_that_cannot_be_written_is_done_without)
{
	make_llvm("bin", "-19", "19.1.7");
	fixture_write("cache", "a file where a directory should be");
	fixture_listen();
	assert_found(NULL, "bin/clang-19", "19.1.7");
	assert_found(NULL, "bin/clang-19", "19.1.7");
	assert_reported("");
	unsetenv("XDG_CACHE_HOME");
	unsetenv("HOME");
	fixture_listen();
	assert_found(NULL, "bin/clang-19", "19.1.7");
	assert_reported("");
}

TEST(failures_are_not_remembered)
{
	const char *program = inside("bin/moody");
	const char *const question[] = { program, "how", NULL };
	const char *answer, *why;

	fixture_write_program("bin/moody", "echo \"$1?\" >&2\n[ -f happy ]\n");
	assert_false(probe_ask(&fixture_keep, question, &answer, &why));
	assert_string_equal(why, "ended with status 1");
	assert_string_equal(answer, "how?\n");
	fixture_write("happy", "");
	assert_true(probe_ask(&fixture_keep, question, &answer, &why));
	assert_int_equal(unlink("happy"), 0);
	assert_true(probe_ask(&fixture_keep, question, &answer, &why));
	assert_string_equal(answer, "how?\n");
}

TEST(report_has_a_row_for_each)
{
	struct toolchain_request request = { NULL, COMPONENT_ALL, fixture_folder };
	struct tool_row rows[TOOLCHAIN_ROWS];
	const char *sudo = geteuid() ? "sudo " : "";

	make_clang("bin/clang-18", "18.1.8");
	make_tool("bin", "ld.lld", "19.1.7");
	fixture_write_program("bin/apt-get", "");
	fixture_write_program("bin/ninja", "echo 1.11.1\n");
	fixture_write_program("bin/qemu-system-x86_64",
	                      "echo 'QEMU emulator version 7.2.22 (x)'\n");
	fixture_listen();
	toolchain_report(&fixture_keep, fixture_scratch, &request, rows);
	assert_reported("");
	assert_int_equal(rows[0].state, TOOL_GOOD);
	assert_string_equal(rows[0].version, "18.1.8");
	assert_int_equal(rows[1].state, TOOL_WRONG);
	assert_string_equal(rows[1].problem, "clang is 18.1.8, of another LLVM");
	assert_string_equal(rows[1].install,
	                    text_format(&fixture_keep, "%sapt-get install lld-18", sudo));
	assert_int_equal(rows[4].state, TOOL_MISSING);
	assert_string_equal(rows[4].install,
	                    text_format(&fixture_keep, "%sapt-get install llvm-18", sudo));
	assert_string_equal(rows[5].version, "1.11.1");
	assert_string_equal(rows[6].version, "7.2.22");
	assert_int_equal(rows[7].state, TOOL_MISSING);
	assert_true(rows[7].optional);
	assert_string_equal(rows[10].name, "nasm");
	assert_true(rows[10].optional);
	assert_string_equal(rows[10].install,
	                    text_format(&fixture_keep, "%sapt-get install nasm", sudo));
}

TEST(companions_wait_for_clang)
{
	struct toolchain_request request = { NULL, COMPONENT_ALL, fixture_folder };
	struct tool_row rows[TOOLCHAIN_ROWS];

	make_llvm("bin", "", "14.0.6");
	toolchain_report(&fixture_keep, fixture_scratch, &request, rows);
	assert_int_equal(rows[0].state, TOOL_WRONG);
	assert_string_equal(rows[0].problem, "Ingot needs LLVM 18 or later");
	assert_int_equal(rows[1].state, TOOL_MISSING);
	assert_string_equal(rows[1].problem, "searched for once clang is ok");
}

/* The real one, which every test run needs anyway. */
static struct toolchain real_toolchain(void)
{
	struct toolchain_request request = { NULL, COMPONENT_ALL, "" };
	struct toolchain toolchain;

	fixture_use_real_path();
	assert_true(toolchain_find(&fixture_keep, fixture_scratch, &request, &toolchain));
	return toolchain;
}

static bool has(const char *const *names, const char *name)
{
	while (*names && strcmp(*names, name) != 0)
		names++;
	return *names != NULL;
}

TEST(clang_tells_about_targets)
{
	struct toolchain toolchain = real_toolchain();
	struct toolchain_target target;

	assert_true(toolchain_ask_target(&fixture_keep, &toolchain, "x86_64-unknown-none", NULL,
	                                 &target));
	assert_string_equal(target.data_layout, "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-"
	                                        "i128:128-f80:128-n8:16:32:64-S128");
	assert_true(has(target.features, "soft-float"));
	assert_true(has(target.features, "sse4.1"));
	assert_false(has(target.features, ""));
	assert_true(has(target.cpus, "x86-64"));
	assert_false(has(target.cpus, "soft-float"));
	assert_string_equal(toolchain_macro(&fixture_keep, &target, "__x86_64__"), "1");
	assert_string_equal(toolchain_macro(&fixture_keep, &target, "__INT_WIDTH__"), "32");
	assert_null(toolchain_macro(&fixture_keep, &target,
	                            "__x86_64"
	                            "__missing"));
}

TEST(unknown_triples_are_refused)
{
	struct toolchain toolchain = real_toolchain();
	struct place at = { "a.json", 2, 20, NULL };
	struct toolchain_target target;

	fixture_listen();
	assert_false(toolchain_ask_target(&fixture_keep, &toolchain, "x86_46-unknown-none", &at,
	                                  &target));
	const char *heard = fixture_heard();
	assert_non_null(strstr(heard, "a.json:2:20: error: clang "));
	assert_non_null(strstr(heard, " cannot compile for \"x86_46-unknown-none\": unknown "
	                              "target "
	                              "triple 'x86_46-unknown-none'\n"));
}
