/* ingot.yaml and the workspace above it. */
#include <string.h>
#include <unistd.h>

#include "host/base/os_file.h"
#include "host/toolchain/toolchain.h"
#include "project_fixture.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

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
	               "  hint: known keys: timeout, sources, args, accel, success-exit-code, "
	               "reboot,\n"
	               "        sanitize");
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
	               "there is a project below: -C hello");
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
