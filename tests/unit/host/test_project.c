/* ingot.yaml and the workspace above it. */
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "host/base/os_file.h"
#include "host/project/project.h"
#include "host/toolchain/toolchain.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

static bool load_text(const char *text, struct project *project)
{
	fixture_write("hello/ingot.yaml", text);
	return project_load(&fixture_keep, "hello/ingot.yaml", project);
}

static void assert_taken(const char *text, struct project *project)
{
	fixture_listen();
	bool good = load_text(text, project);
	assert_reported("");
	assert_true(good);
}

static void assert_text_refused(const char *text, const char *report)
{
	struct project project;

	fixture_listen();
	assert_false(load_text(text, &project));
	assert_reported(report);
}

/* A file of one line: the column, the sentence and the hint. */
static void assert_refused(const char *line, int column, const char *sentence, const char *hint)
{
	const char *report = text_format(&fixture_keep,
	                                 "hello/ingot.yaml:1:%d: error: %s\n"
	                                 "    1 | %s\n      | %*s^\n",
	                                 column, sentence, line, column - 1, "");

	if (hint)
		report = text_format(&fixture_keep, "%s  hint: %s\n", report, hint);
	assert_text_refused(text_format(&fixture_keep, "%s\n", line), report);
}

static const char *join_placed(const struct placed_list *list)
{
	struct buffer text = { .arena = &fixture_keep };

	buffer_puts(&text, "");
	for (size_t i = 0; i < list->count; i++)
		buffer_printf(&text, "%s%s", i ? " " : "", list->items[i].text);
	return text.data;
}

static const char *join(const struct text_list *list)
{
	struct buffer text = { .arena = &fixture_keep };

	buffer_puts(&text, "");
	for (size_t i = 0; i < list->count; i++)
		buffer_printf(&text, "%s%s", i ? " " : "", list->items[i]);
	assert_true(!list->items || !list->items[list->count]);
	return text.data;
}

TEST(empty_file_is_a_project)
{
	struct project project;

	assert_taken("", &project);
	assert_string_equal(project.name, "hello");
	assert_string_equal(project.folder, "hello");
	assert_string_equal(project.target, "x86_64-os");
	assert_null(project.target_place.file);
	assert_null(project.workspace);
	assert_int_equal(project.pin.count, 0);
	assert_int_equal(project.components, COMPONENT_ALL);
	assert_string_equal(join_placed(&project.sources), "hello/src");
	assert_int_equal(project.build_std, STD_ALL);
	assert_int_equal(project.build_std_features, STD_FEATURE_MEM);
	assert_int_equal(project.sanitize, SANITIZE_UNSAID);
	assert_int_equal(project.test.sanitize, SANITIZE_UNSAID);
	assert_int_equal(project.image.firmware, FIRMWARE_ALL);
	assert_string_equal(project.image.cmdline, "");
	assert_int_equal(project.run.command.count, 0);
	assert_int_equal(project.test.timeout_s, 30);
	assert_int_equal(project.test.success_exit_code, 33);
	assert_false(project.test.reboot);
}

TEST(every_key_is_read)
{
	struct project project;

	assert_taken("name: my_kernel-2\n"
	             "target: ../t.json\n"
	             "toolchain: { llvm: \">=18 <30\", components: [clang, lld] }\n"
	             "sources: [code, ../common, boot.S]\n"
	             "exclude: [code/old, ../common/main.c]\n"
	             "include: [code/include, /x]\n"
	             "build-std: [core, builtins]\n"
	             "build-std-features: []\n"
	             "sanitize: [undefined, stack]\n"
	             "cflags: [-Wall, -O1]\n"
	             "ldflags: [-x]\n"
	             "link-script: kernel.ld\n"
	             "defines: [A, B=2]\n"
	             "image: { firmware: [bios], modules: [a.tar, /b], cmdline: \"x=1 y\" }\n"
	             "run: { command: [qemu, \"file={}\"], args: [-m, 1G] }\n"
	             "test: { args: [-s], timeout: 5, success-exit-code: 35, reboot: true,\n"
	             "        sanitize: [address] }\n",
	             &project);
	assert_string_equal(project.name, "my_kernel-2");
	assert_string_equal(project.target, "hello/../t.json");
	assert_int_equal(project.target_place.line, 2);
	assert_int_equal(project.pin.count, 2);
	assert_int_equal(project.components, COMPONENT_CLANG | COMPONENT_LLD);
	assert_string_equal(join_placed(&project.sources),
	                    "hello/code hello/../common hello/boot.S");
	assert_string_equal(join_placed(&project.excluded),
	                    "hello/code/old hello/../common/main.c");
	assert_string_equal(join_placed(&project.includes), "hello/code/include /x");
	assert_int_equal(project.build_std, STD_CORE | STD_BUILTINS);
	assert_int_equal(project.build_std_features, 0);
	assert_int_equal(project.sanitize, SANITIZE_UNDEFINED | SANITIZE_STACK);
	assert_int_equal(project.test.sanitize, SANITIZE_ADDRESS);
	assert_string_equal(join(&project.cflags), "-Wall -O1");
	assert_string_equal(join(&project.ldflags), "-x");
	assert_string_equal(project.link_script.text, "hello/kernel.ld");
	assert_string_equal(join(&project.defines), "A B=2");
	assert_string_equal(join_placed(&project.image.modules), "hello/a.tar /b");
	assert_string_equal(project.image.cmdline, "x=1 y");
	assert_string_equal(join(&project.run.command), "qemu file={}");
	assert_string_equal(join(&project.run.args), "-m 1G");
	assert_string_equal(join(&project.test.args), "-s");
	assert_int_equal(project.test.timeout_s, 5);
	assert_int_equal(project.test.success_exit_code, 35);
	assert_true(project.test.reboot);
}

TEST(project_in_the_current_folder)
{
	struct project project;

	fixture_write("ingot.yaml", "name: here\n");
	assert_true(project_load(&fixture_keep, NULL, &project));
	assert_string_equal(project.folder, ".");
	assert_string_equal(join_placed(&project.sources), "src");
}

TEST(no_project)
{
	struct project project;

	fixture_listen();
	assert_false(project_load(&fixture_keep, NULL, &project));
	assert_reported("ingot: error: no ingot.yaml in this directory\n"
	                "  hint: `ingot new DIR` creates a project; -C DIR chooses one\n");
}

TEST(names_are_checked)
{
	struct project project;

	assert_refused("name: my kernel", 7, "\"my kernel\" is not a valid kernel name",
	               "use letters, digits, \"_\" and \"-\", at most 64 of them");
	assert_refused("name: \"-x\"", 7, "\"-x\" is not a valid kernel name",
	               "use letters, digits, \"_\" and \"-\", at most 64 of them");
	assert_refused("name: \"../x\"", 7, "\"../x\" is not a valid kernel name",
	               "use letters, digits, \"_\" and \"-\", at most 64 of them");
	fixture_write("my kernel/ingot.yaml", "");
	fixture_listen();
	assert_false(project_load(&fixture_keep, "my kernel/ingot.yaml", &project));
	assert_reported(
		"my kernel/ingot.yaml: error: the directory name \"my kernel\" is not a valid "
		"kernel name\n"
		"  hint: add a line such as \"name: kernel\"\n");
	assert_false(project_name_is_valid(""));
	assert_false(
		project_name_is_valid("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	                              "aaaaaaa"));
	assert_true(
		project_name_is_valid("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	                              "aaaaa"));
}

TEST(unknown_keys_are_refused)
{
	assert_refused("source: [src]", 1, "unknown key \"source\"",
	               "did you mean \"sources\"?\n"
	               "  hint: known keys: sources, name, type, target, exclude, include, steps,\n"
	               "        build-dir, std, cflags, cxxflags, nasmflags, flags, ldflags,\n"
	               "        link-script, defines, sanitize, symbols, image, run, and 6 more");
	assert_refused("image: { firmwre: [bios] }", 10, "unknown key \"firmwre\"",
	               "did you mean \"firmware\"?\n"
	               "  hint: known keys: firmware, modules, cmdline, checksums, active");
	assert_refused("test: { time-out: 3 }", 9, "unknown key \"time-out\"",
	               "did you mean \"timeout\"?\n"
	               "  hint: known keys: timeout, sources, args, success-exit-code, reboot, "
	               "sanitize");
	assert_refused("toolchain: [clang]", 12,
	               "expected a map with the keys \"llvm\" and \"components\", found a list",
	               NULL);
}

TEST(unknown_words_are_refused)
{
	assert_refused("build-std: [core, alocc]", 19, "unknown word \"alocc\" in \"build-std\"",
	               "did you mean \"alloc\"?\n"
	               "  hint: known words: alloc, core, builtins");
	assert_refused("build-std: core", 12, "expected a list of words for \"build-std\"",
	               "write \"build-std: [core]\"");
	assert_refused("toolchain: { components: [gcc] }", 27,
	               "unknown word \"gcc\" in \"components\"",
	               "known words: clang, lld, llvm-tools, runtime-src");
}

TEST(what_is_not_there_yet_is_refused)
{
	assert_refused("image: { firmware: [] }", 20, "an image needs at least one firmware",
	               "write [bios, uefi]");
	assert_refused("sanitize: [adress]", 12, "unknown word \"adress\" in \"sanitize\"",
	               "did you mean \"address\"?\n"
	               "  hint: known words: address, undefined, stack");
}

TEST(values_that_make_no_sense_are_refused)
{
	assert_refused("toolchain: { llvm: new }", 20, "\"new\" is not a version condition",
	               "write \">=18\", \"19\", \"19.1\" or \">=18 <21\"");
	assert_refused("toolchain: { llvm: \"<18\" }", 20,
	               "\"<18\" excludes every LLVM that Ingot "
	               "supports",
	               "supported are 18 to 29");
	assert_refused("std: gnu11x", 6, "unknown dialect \"gnu11x\"",
	               "did you mean \"gnu11\"?\n"
	               "  hint: known dialects: gnu11, gnu17, gnu18, gnu++20, c89, c90, c99, c11, "
	               "c17,\n"
	               "        c18, c23, gnu89, gnu90, gnu99, gnu23, c++11, c++14, c++17, c++20, "
	               "c++23,\n        and 6 more");
	assert_refused("std: [c11, gnu17]", 12, "\"c11\" and \"gnu17\" are of one language",
	               "write one for C and one for C++: \"std: [gnu17, gnu++20]\"");
	assert_refused("std: {c: gnu17}", 6, "expected a dialect, or a list of them, for \"std\"",
	               "write \"std: gnu17\", or \"std: [gnu17, gnu++20]\"");
	assert_refused("flags: [-O3]", 8, "expected a map of paths and flags for \"flags\"",
	               "write \"flags: { src/fast.c: [-O3] }\"; \"cflags\" are for all sources");
	assert_refused("flags: {src/a.c: -O3}", 18, "expected a list of flags for \"src/a.c\"",
	               "write \"flags: { src/a.c: [-O3] }\"");
	assert_refused("defines: [1A]", 11, "\"1A\" is not a macro definition",
	               "write NAME or NAME=VALUE");
	assert_refused("image: { cmdline: \"a\\nb\" }", 19, "the command line must be one line",
	               NULL);
	assert_refused("run: { command: [qemu] }", 17, "the command does not contain the image",
	               "\"{}\" stands for the path of the image");
	assert_refused("test: { timeout: 0 }", 18, "0 is not between 1 and 86400", NULL);
	assert_refused("test: { timeout: 1.5 }", 18, "expected a whole number, found 1.5", NULL);
	assert_refused("test: { success-exit-code: 1 }", 28,
	               "1 cannot mean success: QEMU itself exits with it on errors",
	               "power_exit(EXIT_CODE_SUCCESS) gives 33");
	assert_refused("test: { reboot: never }", 17, "expected true or false, found never", NULL);
}

TEST(workspace_gives_defaults)
{
	struct project project;

	fixture_write("ingot.yaml",
	              "workspace: true\ntarget: spec/t.json\n"
	              "toolchain: { llvm: \"19\" }\n"
	              "cflags: [-Wall, -Wextra]\ntest: { timeout: 7, reboot: true }\n");
	assert_taken("cflags: [-O3]\ntest: { timeout: 8 }\n", &project);
	assert_string_equal(project.workspace,
	                    path_join(&fixture_keep, fixture_folder, "ingot.yaml"));
	assert_string_equal(project.target,
	                    path_join(&fixture_keep, fixture_folder, "spec/t.json"));
	assert_string_equal(project.pin.text, "19");
	assert_string_equal(join(&project.cflags), "-O3");
	assert_int_equal(project.test.timeout_s, 8);
	assert_true(project.test.reboot);
	assert_string_equal(project.name, "hello");
	assert_string_equal(join_placed(&project.sources), "hello/src");
}

TEST(workspace_is_looked_for_up_to_the_repository)
{
	struct project project;

	fixture_write("ingot.yaml", "workspace: true\ncflags: [-Wall]\n");
	fixture_write("a/ingot.yaml", "cflags: [-Wextra]\n");
	fixture_write("a/b/ingot.yaml", "");
	assert_true(project_load(&fixture_keep, "a/b/ingot.yaml", &project));
	assert_string_equal(join(&project.cflags), "-Wall");
	assert_true(os_make_folders("a/.git"));
	assert_true(project_load(&fixture_keep, "a/b/ingot.yaml", &project));
	assert_null(project.workspace);
	assert_string_equal(join(&project.cflags), "");
}

TEST(workspace_is_no_project)
{
	struct project project;

	assert_refused("workspace: true", 12, "this is a workspace: it has no kernel of its own",
	               "-C DIR chooses a project in it");
	assert_taken("workspace: false\n", &project);
	fixture_write("ingot.yaml", "workspace: true\nname: x\nsources: [src]\n");
	fixture_listen();
	assert_false(load_text("", &project));
	assert_reported(
		"@/ingot.yaml:2:1: error: \"name\" belongs to a project, not to a workspace\n"
		"    2 | name: x\n      | ^\n"
		"  hint: a workspace provides defaults for the projects below it\n"
		"@/ingot.yaml:3:1: error: \"sources\" belongs to a project, not to a "
		"workspace\n    3 | sources: [src]\n      | ^\n"
		"  hint: a workspace provides defaults for the projects below it\n");
}

TEST(settings_come_from_a_workspace_too)
{
	struct project project;

	fixture_write("ingot.yaml", "workspace: true\ntarget: t.json\n");
	assert_true(project_load_settings(&fixture_keep, NULL, &project));
	assert_string_equal(project.target, "t.json");
	assert_null(project.name);
	fixture_write("hello/ingot.yaml", "toolchain: { llvm: \"19\" }\n");
	assert_true(project_load_settings(&fixture_keep, "hello/ingot.yaml", &project));
	assert_string_equal(project.pin.text, "19");
	assert_string_equal(project.target, path_join(&fixture_keep, fixture_folder, "t.json"));
	fixture_listen();
	assert_false(project_load_settings(&fixture_keep, "none/ingot.yaml", &project));
	assert_reported("none/ingot.yaml: error: file not found\n"
	                "  hint: `ingot new DIR` creates a project; -C DIR chooses one\n");
}

TEST(sources_are_sorted_and_listed_once)
{
	struct project project;
	struct project_sources sources;

	fixture_write("hello/src/b.c", "");
	fixture_write("hello/src/B.c", "");
	fixture_write("hello/src/a/x.S", "");
	fixture_write("hello/src/.hidden.c", "");
	fixture_write("hello/src/notes.txt", "");
	fixture_write("hello/one.c", "");
	fixture_write("hello/tests/t.c", "");
	assert_taken("sources: [src, src/a, one.c]\n", &project);
	assert_true(project_list_sources(&fixture_keep, &project, false, &sources));
	assert_string_equal(join(&sources.compiled),
	                    "hello/one.c hello/src/B.c hello/src/a/x.S hello/src/b.c");
	assert_true(project_list_sources(&fixture_keep, &project, true, &sources));
	assert_string_equal(join(&sources.compiled),
	                    "hello/one.c hello/src/B.c hello/src/a/x.S hello/src/b.c "
	                    "hello/tests/t.c");
}

TEST(a_flat_project_leaves_out_what_is_not_its_own)
{
	struct project_sources sources;
	struct project project;

	fixture_write("hello/main.cpp", "");
	fixture_write("hello/main.o", "");
	fixture_write("hello/boot.asm", "");
	fixture_write("hello/boot.asm.o", "");
	fixture_write("hello/sub/a.cc", "");
	fixture_write("hello/sub/b.s", "");
	fixture_write("hello/build/made.c", "");
	fixture_write("hello/out/CACHEDIR.TAG", "");
	fixture_write("hello/out/made.c", "");
	fixture_write("hello/tests/t.c", "");
	fixture_write("hello/other/ingot.yaml", "name: other\n");
	fixture_write("hello/other/src/main.c", "");
	fixture_write("hello/.git/x.c", "");
	fixture_write("hello/sub/tests/deep.c", "");
	assert_taken("sources: [.]\n", &project);
	assert_true(project_list_sources(&fixture_keep, &project, false, &sources));
	assert_string_equal(join(&sources.compiled),
	                    "hello/boot.asm hello/main.cpp hello/sub/a.cc hello/sub/b.s "
	                    "hello/sub/tests/deep.c");
	assert_string_equal(join(&sources.left), "");
	assert_true(project_list_sources(&fixture_keep, &project, true, &sources));
	assert_string_equal(join(&sources.compiled),
	                    "hello/boot.asm hello/main.cpp hello/sub/a.cc hello/sub/b.s "
	                    "hello/sub/tests/deep.c hello/tests/t.c");
}

TEST(objects_are_linked_if_they_are_named)
{
	struct project_sources sources;
	struct project project;

	fixture_write("hello/src/main.c", "");
	fixture_write("hello/src/z.o", "");
	fixture_write("hello/src/b.o", "");
	fixture_write("hello/src/c.a", "");
	fixture_write("hello/src/stray.o", "");
	fixture_write("hello/src/old.rs", "");
	fixture_write("hello/src/script.ld", "");
	assert_taken("sources: [src/c.a, src, src/z.o, ./src/z.o]\n"
	             "exclude: [./src/old.rs]\nldflags: [src/b.o]\n",
	             &project);
	assert_true(project_list_sources(&fixture_keep, &project, false, &sources));
	assert_string_equal(join(&sources.compiled), "hello/src/main.c");
	assert_string_equal(join(&sources.linked), "hello/src/z.o hello/src/c.a");
	assert_string_equal(join(&sources.left), "hello/src/b.o hello/src/stray.o");
}

TEST(flags_of_what_is_no_source_are_refused)
{
	struct project_sources sources;
	struct project project;

	fixture_write("hello/src/main.c", "");
	fixture_write("hello/src/main.h", "");
	assert_taken("flags: {src: [-O1], src/main.c: [-O2]}\n", &project);
	assert_true(project_list_sources(&fixture_keep, &project, false, &sources));
	assert_true(project_check_flags(&project, &sources));
	assert_taken("flags: {src/mian.c: [-O1], src/main.h: [-O2]}\n", &project);
	fixture_listen();
	assert_false(project_check_flags(&project, &sources));
	assert_reported(
		"hello/ingot.yaml:1:9: error: file or directory \"hello/src/mian.c\" not found\n"
		"    1 | flags: {src/mian.c: [-O1], src/main.h: [-O2]}\n"
		"      |         ^\n"
		"  hint: did you mean \"hello/src/main.c\"?\n"
		"hello/ingot.yaml:1:28: error: \"hello/src/main.h\" is not compiled, nor is "
		"anything in it\n"
		"    1 | flags: {src/mian.c: [-O1], src/main.h: [-O2]}\n"
		"      |                            ^\n"
		"  hint: `flags` names files and directories that are among `sources`\n");
}

TEST(what_is_excluded_is_no_source)
{
	struct project project;
	struct project_sources sources;

	fixture_write("hello/src/a.c", "");
	fixture_write("hello/src/ab.c", "");
	fixture_write("hello/src/old/c.c", "");
	fixture_write("hello/src/older/d.c", "");
	assert_taken("exclude: [src/a.c, src/old/]\n", &project);
	assert_true(project_list_sources(&fixture_keep, &project, false, &sources));
	assert_string_equal(join(&sources.compiled), "hello/src/ab.c hello/src/older/d.c");
}

TEST(folders_of_headers_are_checked)
{
	struct project project;

	assert_true(os_make_folders("hello/good"));
	fixture_write("hello/file", "");
	assert_taken("include: [good]\n", &project);
	assert_true(project_check_includes(&project));
	assert_taken("include: [good, none, file]\n", &project);
	fixture_listen();
	assert_false(project_check_includes(&project));
	assert_reported("hello/ingot.yaml:1:17: error: directory \"hello/none\" not found\n"
	                "    1 | include: [good, none, file]\n"
	                "      |                 ^\n"
	                "hello/ingot.yaml:1:23: error: directory \"hello/file\" not found\n"
	                "    1 | include: [good, none, file]\n"
	                "      |                       ^\n");
}

static void assert_no_sources(const char *text, const char *report)
{
	struct project project;
	struct project_sources sources;

	assert_taken(text, &project);
	fixture_listen();
	assert_false(project_list_sources(&fixture_keep, &project, true, &sources));
	assert_reported(report);
}

TEST(missing_sources_are_refused)
{
	assert_no_sources("", "hello/ingot.yaml: error: directory \"hello/src\" not found\n"
	                      "  hint: `sources` in ingot.yaml lists directories and files\n");
	assert_no_sources("sources: [src, code]\n",
	                  "hello/ingot.yaml:1:11: error: directory \"hello/src\" not found\n"
	                  "    1 | sources: [src, code]\n      |           ^\n"
	                  "  hint: `sources` in ingot.yaml lists directories and files\n");
	assert_true(os_make_folders("hello/src"));
	fixture_write("hello/tests/t.c", "");
	assert_no_sources(
		"sources: [src]\n",
		"hello/ingot.yaml:1:10: error: the project has no sources\n"
		"    1 | sources: [src]\n"
		"      |          ^\n"
		"  hint: C, C++ and assembly are searched for in `sources`, by default [src]\n");
	fixture_write("hello/src/main.c", "");
	assert_no_sources(
		"exclude: [src/main.c]\n",
		"hello/ingot.yaml: error: the project has no sources\n"
		"  hint: C, C++ and assembly are searched for in `sources`, by default [src]\n");
	assert_no_sources(
		"exclude: [src/mian.c]\n",
		"hello/ingot.yaml:1:11: error: file or directory \"hello/src/mian.c\" not found\n"
		"    1 | exclude: [src/mian.c]\n"
		"      |           ^\n");
	fixture_write("hello/src/main.rs", "");
	assert_no_sources(
		"sources: [src/main.rs]\n",
		"hello/ingot.yaml:1:11: error: \"hello/src/main.rs\" is neither C, C++ nor "
		"assembly\n"
		"    1 | sources: [src/main.rs]\n"
		"      |           ^\n"
		"  hint: sources are directories, and files: *.c, *.cc, *.cpp, *.cxx, *.S, *.s,\n"
		"        *.asm, *.nasm, *.o and *.a\n");
	fixture_write("hello/src/a\nb.c", "");
	assert_no_sources(
		"", "hello/src/a\nb.c: error: control character in the name of a source file\n");
}

TEST(modules_are_checked)
{
	struct project project;

	fixture_write("hello/a.tar", "");
	assert_true(os_make_folders("hello/src"));
	assert_taken("image: { modules: [a.tar, src] }\n", &project);
	assert_true(project_check_modules(&project));
	assert_taken("image: { modules: [a.tar, b.tar, src] }\n", &project);
	fixture_listen();
	assert_false(project_check_modules(&project));
	assert_reported(
		"hello/ingot.yaml:1:27: error: file or directory \"hello/b.tar\" not found\n"
		"    1 | image: { modules: [a.tar, b.tar, src] }\n"
		"      |                           ^\n");
}

TEST(projects_of_this_repository_load)
{
	static const char *const files[] = { "kernel/ingot.yaml", "examples/hello/ingot.yaml" };
	struct project project;
	struct project_sources sources;

	for (size_t i = 0; i < 2; i++) {
		assert_true(project_load(&fixture_keep, fixture_repository_file(files[i]),
		                         &project));
		assert_true(project_list_sources(&fixture_keep, &project, true, &sources));
		assert_string_equal(project.pin.text, ">=18");
	}
}

TEST(source_by_two_spellings_is_one)
{
	struct project_sources sources;
	struct project project;

	fixture_write("hello/src/main.c", "");
	fixture_write("hello/src/inner/other.c", "");
	assert_taken("sources: [src/inner/.., src, ./src/main.c]", &project);
	assert_true(project_list_sources(&fixture_keep, &project, false, &sources));
	assert_string_equal(join(&sources.compiled), "hello/src/inner/other.c hello/src/main.c");
}

TEST(what_is_linked_and_where_it_is_built)
{
	struct project project;

	assert_true(load_text("name: hello\n", &project));
	assert_true(project.kit && project.type == PROJECT_KERNEL && !project.step_count);
	assert_string_equal(project.build_folder, "hello/build");
	assert_true(load_text("kit: false\ntype: library\nbuild-dir: ../out\n", &project));
	assert_true(!project.kit && project.type == PROJECT_LIBRARY);
	assert_string_equal(project.build_folder, "hello/../out");
	assert_refused("type: program", 7, "unknown type of project \"program\"",
	               "known types: kernel, library");
}

TEST(steps_have_words_inputs_and_outputs)
{
	struct project project;

	assert_true(load_text("steps:\n"
	                      "  - run: [gen, \"{in}\"]\n"
	                      "    inputs: [a.txt, \"{gen}/b.txt\"]\n"
	                      "    outputs: [a.c, \"{gen}/sub/a.h\"]\n",
	                      &project));
	assert_int_equal(project.step_count, 1);
	assert_string_equal(join_placed(&project.steps[0].run), "gen {in}");
	assert_string_equal(join_placed(&project.steps[0].inputs), "hello/a.txt {gen}/b.txt");
	assert_string_equal(join_placed(&project.steps[0].outputs), "a.c sub/a.h");
}

TEST(tests_have_directories_of_their_own)
{
	struct project_sources sources;
	struct project project;

	fixture_write("hello/src/a.c", "");
	fixture_write("hello/checks/b.c", "");
	fixture_write("hello/checks/old.c", "");
	fixture_write("hello/tests/c.c", "");
	assert_true(load_text("test: { sources: [checks] }\nexclude: [checks/old.c]\n", &project));
	assert_true(project_list_sources(&fixture_keep, &project, true, &sources));
	assert_string_equal(join(&sources.compiled), "hello/checks/b.c hello/src/a.c");
	assert_true(project_list_sources(&fixture_keep, &project, false, &sources));
	assert_string_equal(join(&sources.compiled), "hello/src/a.c");
	assert_true(load_text("exclude: [tests/c.c]\n", &project));
	assert_true(project_list_sources(&fixture_keep, &project, true, &sources));
	assert_string_equal(join(&sources.compiled), "hello/src/a.c");
}
