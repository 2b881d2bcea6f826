/* Target specs: what is read, refused, checked against LLVM, and made of it. */
#include <stdio.h>
#include <string.h>

#include "fixture.h"
#include "host/base/os_file.h"
#include "host/target/spec.h"
#include "spec_fixture.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

/* A spec that is good but for its last line, which is line 5. */
static bool load_line(const char *line, struct target_spec *spec)
{
	return load_text(text_format(&fixture_keep, HEAD SOFT "%s}\n", line), spec);
}

static void assert_taken(const char *line, struct target_spec *spec)
{
	fixture_listen();
	bool good = load_line(line, spec);
	assert_reported("");
	assert_true(good);
}

static void assert_text_refused(const char *text, const char *report)
{
	struct target_spec spec;

	fixture_listen();
	assert_false(load_text(text, &spec));
	assert_reported(report);
}

/* The report about line 5: its column, sentence and hint. */
static void assert_refused(const char *line, int column, const char *sentence, const char *hint)
{
	const char *report = text_format(&fixture_keep,
	                                 "t.json:5:%d: error: %s\n    5 | %s}\n"
	                                 "      | %*s^\n",
	                                 column, sentence, line, column - 1, "");

	if (hint)
		report = text_format(&fixture_keep, "%s  hint: %s\n", report, hint);
	assert_text_refused(text_format(&fixture_keep, HEAD SOFT "%s}\n", line), report);
}

static const char *join(const struct spec_flag_list *flags)
{
	struct buffer text = { .arena = &fixture_keep };

	for (size_t i = 0; i < flags->count; i++)
		buffer_printf(&text, "%s%s", i ? " " : "", flags->items[i].text);
	return text.data ? text.data : "";
}

static const char *compile_flags(const struct target_spec *spec)
{
	struct spec_surroundings nothing = { NULL, NULL, NULL, NULL };
	struct spec_flag_list flags = spec_compile_flags(&fixture_keep, spec, &nothing);

	return join(&flags);
}

static const char *link_flags(const struct target_spec *spec)
{
	struct spec_flag_list flags = spec_link_flags(&fixture_keep, spec);

	return join(&flags);
}

TEST(builtin_spec_is_the_file)
{
	struct bytes file;

	assert_true(os_read_file(&fixture_keep, fixture_repository_file("x86_64-os.json"), &file));
	assert_string_equal((const char *)file.data, spec_builtin_text);
}

TEST(flags_of_the_builtin_spec)
{
	struct target_spec spec;

	assert_true(spec_load(&fixture_keep, "x86_64-os", NULL, &spec));
	assert_string_equal(spec.name, "x86_64-os");
	assert_string_equal(compile_flags(&spec),
	                    "--target=x86_64-unknown-none -ffreestanding -nostdlibinc "
	                    "-fno-exceptions -fno-unwind-tables -fno-asynchronous-unwind-tables "
	                    "-Xclang -target-feature -Xclang -mmx "
	                    "-Xclang -target-feature -Xclang -sse "
	                    "-Xclang -target-feature -Xclang -sse2 "
	                    "-Xclang -target-feature -Xclang -sse3 "
	                    "-Xclang -target-feature -Xclang -ssse3 "
	                    "-Xclang -target-feature -Xclang -sse4.1 "
	                    "-Xclang -target-feature -Xclang -sse4.2 "
	                    "-Xclang -target-feature -Xclang -avx "
	                    "-Xclang -target-feature -Xclang -avx2 "
	                    "-Xclang -target-feature -Xclang +soft-float "
	                    "-mno-implicit-float -mlong-double-64 -mno-red-zone -fno-pic "
	                    "-mcmodel=kernel -fno-omit-frame-pointer -mno-omit-leaf-frame-pointer "
	                    "-ffunction-sections -fdata-sections -Qn -Werror=date-time "
	                    "-ffile-compilation-dir=.");
	assert_string_equal(link_flags(&spec), "-m elf_x86_64 -nostdlib -static --gc-sections "
	                                       "-z max-page-size=4096 -z noexecstack");
}

TEST(loader_spec_makes_a_pie)
{
	struct target_spec spec;

	assert_true(spec_load(&fixture_keep, fixture_repository_file("x86_64-boot.json"), NULL,
	                      &spec));
	assert_string_equal(spec.name, "x86_64-boot");
	assert_has(compile_flags(&spec), " -fPIE -mcmodel=small ");
	assert_has(link_flags(&spec), " -pie --no-dynamic-linker -z text ");
}

TEST(specs_indented_by_tabs_are_read)
{
	struct target_spec spec;

	assert_true(load_text("\t{\n\t\"llvm-target\": \"x86_64-unknown-none\",\n"
	                      "\t\"data-layout\": \"" LAYOUT "\",\n\t\"arch\": \"x86_64\",\n"
	                      "\t\"target-pointer-width\": \"64\",\n"
	                      "\t\"disable-redzone\": true,\n\t\"rustc-abi\": "
	                      "\"x86-softfloat\"\n\t}\n",
	                      &spec));
	assert_true(spec.soft_float);
	assert_int_equal(spec.pointer_width, 64);
}

TEST(old_spellings_are_noted_with_v)
{
	struct target_spec spec;

	assert_taken("\"target-c-int-width\": \"32\"", &spec);
	diag_set_level(DIAG_VERBOSE);
	fixture_listen();
	bool good = load_line("\"target-c-int-width\": \"32\"", &spec);
	diag_set_level(DIAG_NORMAL);
	assert_reported("t.json:5:23: note: newer rustc writes \"target-c-int-width\" as a "
	                "number, "
	                "without quotes\n    5 | \"target-c-int-width\": \"32\"}\n"
	                "      |                       ^\n");
	assert_true(good);
}

TEST(keys_become_flags)
{
	static const struct {
		const char *line, *flags;
	} cases[] = {
		{ "\"cpu\": \"x86-64-v2\"", " -march=x86-64-v2 " },
		{ "\"code-model\": \"large\"", " -mcmodel=large " },
		{ "\"relocation-model\": \"pic\"", " -fPIC -mcmodel=small " },
		{ "\"frame-pointer\": \"may-omit\"", " -fomit-frame-pointer " },
		{ "\"frame-pointer\": \"non-leaf\"",
		  " -fno-omit-frame-pointer -momit-leaf-frame-pointer " },
		{ "\"stack-probes\": {\"kind\": \"inline\"}", " -fstack-clash-protection " },
		{ "\"tls-model\": \"local-exec\"", " -ftls-model=local-exec " },
		{ "\"default-visibility\": \"hidden\"", " -fvisibility=hidden " },
		{ "\"default-dwarf-version\": 4", " -fdebug-default-version=4 " },
		{ "\"no-builtins\": true", " -fno-builtin " },
		{ "\"c-enum-min-bits\": 8", " -fshort-enums " },
		{ "\"relax-elf-relocations\": false", " -Wa,-mrelax-relocations=no " },
		{ "\"direct-access-external-data\": true", " -fdirect-access-external-data " },
		{ "\"llvm-args\": [\"-a\", \"-b\"]", " -mllvm -a -mllvm -b " },
		{ "\"features\": \"+cx16\"", " -Xclang -target-feature -Xclang +cx16 " },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct target_spec spec;

		assert_taken(cases[i].line, &spec);
		assert_has(compile_flags(&spec), cases[i].flags);
	}
}

TEST(soft_float_needs_no_features)
{
	struct target_spec spec;

	assert_taken("\"cpu\": \"generic\"", &spec);
	assert_has(compile_flags(&spec), " -Xclang -target-feature -Xclang -mmx "
	                                 "-Xclang -target-feature -Xclang -sse "
	                                 "-Xclang -target-feature -Xclang +soft-float ");
	assert_has_not(compile_flags(&spec), "-march");
}

TEST(sections_can_be_switched_off)
{
	struct target_spec spec;

	assert_taken("\"function-sections\": false", &spec);
	assert_has_not(compile_flags(&spec), "sections");
	assert_has_not(link_flags(&spec), "gc-sections");
}

TEST(link_arguments_are_of_our_flavor)
{
	struct target_spec spec;
	struct spec_flag_list late;

	assert_taken(
		"\"pre-link-args\": {\"ld.lld\": [\"-Ta.ld\", \"-x\"], \"gnu-lld\": [\"-Ta.ld\", "
		"\"-x\"], \"msvc\": [\"/y\"]}, \"post-link-args\": {\"gnu\": [\"-z\"]}",
		&spec);
	late = spec_late_link_flags(&fixture_keep, &spec);
	assert_has(link_flags(&spec), " noexecstack -Ta.ld -x");
	assert_has_not(link_flags(&spec), "/y");
	assert_string_equal(join(&late), "-z");
	assert_taken("\"linker-flavor\": \"gnu-lld-cc\", \"pre-link-args\": {\"gnu-lld-cc\": "
	             "[\"-Wl,-T,a.ld\", \"-Wl,-x\"], \"ld.lld\": [\"-y\"]}",
	             &spec);
	assert_has(link_flags(&spec), " noexecstack -T a.ld -x");
	assert_has_not(link_flags(&spec), "-y");
}

TEST(link_script_is_a_text)
{
	struct target_spec spec;

	assert_taken("\"cpu\": \"x86-64\"", &spec);
	assert_null(spec.link_script);
	assert_taken("\"link-script\": \"SECTIONS {\\n}\"", &spec);
	assert_string_equal(spec.link_script, "SECTIONS {\n}");
	assert_taken("\"link-script\": \"\"", &spec);
	assert_null(spec.link_script);
}

TEST(link_arguments_that_cannot_be_used)
{
	assert_refused("\"pre-link-args\": {\"ld.ldd\": []}", 19,
	               "unknown linker flavor \"ld.ldd\"", "did you mean \"ld.lld\"?");
	assert_refused("\"pre-link-args\": {\"ld.lld\": [\"-a\"], \"gnu-lld\": []}", 37,
	               "\"ld.lld\" and \"gnu-lld\" are one flavor, but their arguments differ",
	               NULL);
	assert_refused("\"linker-flavor\": \"gnu-lld-cc\", \"pre-link-args\": {\"gcc\": [\"-T\"]}",
	               58, "\"-T\" is for a compiler driver, but ld.lld links",
	               "write \"-Wl,-T\", or use the flavor \"ld.lld\"");
	assert_refused("\"pre-link-args\": [\"-T\"]", 18,
	               "expected a map from a linker flavor to its arguments, found a list", NULL);
}

TEST(linker_by_path)
{
	struct toolchain toolchain = { .lld = "/found/ld.lld" };
	struct target_spec spec;

	assert_taken("\"linker\": \"lld\"", &spec);
	assert_string_equal(spec_linker(&spec, &toolchain), "/found/ld.lld");
	assert_taken("\"linker\": \"/opt/ld.lld\"", &spec);
	assert_string_equal(spec_linker(&spec, &toolchain), "/opt/ld.lld");
}

TEST(unknown_keys_and_words_are_refused)
{
	assert_refused("\"disable-red-zone\": true", 1, "unknown key \"disable-red-zone\"",
	               "did you mean \"disable-redzone\"?\n"
	               "  hint: known keys: disable-redzone, llvm-target, data-layout, arch,\n"
	               "        target-endian, target-pointer-width, target-c-int-width, os,\n"
	               "        executables, linker-flavor, linker, panic-strategy, rustc-abi, "
	               "features,\n"
	               "        cpu, code-model, relocation-model, frame-pointer,\n"
	               "        position-independent-executables,\n"
	               "        static-position-independent-executables, and 101 more");
	assert_refused("\"code-model\": \"kernal\"", 15, "\"code-model\" cannot be \"kernal\"",
	               "did you mean \"kernel\"?");
	assert_refused(
		"\"code-model\": \"tiny\"", 15, "\"code-model\" cannot be \"tiny\"",
		"\"small\", \"kernel\", \"medium\" or \"large\": how far apart code and data "
		"may\n        be");
	assert_refused("\"relocation-model\": \"ropi\"", 21,
	               "\"relocation-model\" cannot be \"ropi\"",
	               "\"static\", \"pic\" or \"pie\": whether code runs at any address");
	assert_refused(
		"\"linker-flavor\": \"gcc\"", 18, "\"linker-flavor\" cannot be \"gcc\"",
		"\"ld.lld\", \"gnu-lld\", \"gnu-lld-cc\" or \"rust-lld\": all mean LLVM's ld.lld");
	assert_refused("\"linker\": \"gold\"", 11, "\"linker\" cannot be \"gold\"",
	               "\"rust-lld\", \"ld.lld\", \"lld\" (found next to clang), or a path");
	assert_text_refused(HEAD "\"rustc-abi\": \"x86-sse2\"}\n",
	                    "t.json:4:14: error: \"rustc-abi\" cannot be \"x86-sse2\"\n"
	                    "    4 | \"rustc-abi\": \"x86-sse2\"}\n      |              ^\n"
	                    "  hint: \"softfloat\": floating point in integer registers and by "
	                    "library calls\n");
}

TEST(keys_with_one_value_say_why)
{
	assert_refused("\"panic-strategy\": \"unwind\"", 19,
	               "\"panic-strategy\" can only be \"abort\" or \"immediate-abort\"",
	               "unwinding needs tables and a runtime that a C kernel does not have");
	assert_refused("\"os\": \"linux\"", 7, "\"os\" can only be \"none\"",
	               "there is no operating system under a kernel, so no headers or libraries\n"
	               "        of one");
	assert_refused("\"executables\": false", 16, "\"executables\" can only be \"true\"",
	               "a kernel is an executable");
	assert_refused("\"singlethread\": true", 17, "\"singlethread\" can only be \"false\"",
	               "a kernel runs on several processors and at interrupts");
	assert_refused("\"late-link-args\": {\"ld.lld\": [\"-x\"]}", 1,
	               "\"late-link-args\" is not supported", "use \"post-link-args\"");
	assert_refused("\"stack-probes\": {\"kind\": \"call\"}", 26,
	               "stack probes by \"call\" are not supported",
	               "\"inline\" touches each page of a large frame; a probe function does not\n"
	               "        exist here");
	assert_refused("\"cpu\": \"native\"", 8, "\"cpu\" cannot be \"native\"",
	               "the kernel would differ from host to host: name a processor");
}

TEST(wrong_types_are_refused)
{
	assert_refused("\"target-c-int-width\": \"wide\"", 23,
	               "expected a whole number, found wide", NULL);
	assert_refused("\"features\": [\"+sse\"]", 13, "expected a string, found a list", NULL);
	assert_refused("\"target-c-int-width\": 512", 23, "512 is not between 8 and 128", NULL);
	assert_refused("\"function-sections\": \"true\"", 22,
	               "expected true or false, found \"true\"", NULL);
}

TEST(features_are_refused_at_their_place)
{
	assert_refused("\"features\": \"-mmx,sse\"", 19,
	               "\"sse\" is not a feature: it must begin with \"+\" or \"-\"",
	               "write \"+name\" or \"-name\", separated by commas without spaces");
	assert_refused("\"features\": \"-mmx, -sse\"", 19,
	               "\" -sse\" is not a feature: it must begin with \"+\" or \"-\"",
	               "write \"+name\" or \"-name\", separated by commas without spaces");
	assert_refused("\"features\": \"-mmx,-soft-float\"", 19,
	               "target feature 'soft-float' is required by the ABI but gets disabled",
	               "remove it, or remove \"rustc-abi\"");
	assert_refused("\"features\": \"-mmx,+avx2\"", 19,
	               "target feature 'avx2' cannot be used with the soft-float ABI",
	               "remove it, or remove \"rustc-abi\"");
}

#define HARD_HINT \
	"  hint: choose the soft-float ABI by adding the line \"rustc-abi\": \"softfloat\",\n"

TEST(sse2_is_required_without_soft_float)
{
	assert_text_refused(
		HEAD "\"features\": \"-mmx,-sse,-sse2,+soft-float\"}\n",
		"t.json:4:19: error: target feature 'sse2' is required by the ABI but "
		"gets disabled\n    4 | \"features\": \"-mmx,-sse,-sse2,+soft-float\"}\n"
		"      |                   ^\n" HARD_HINT);
	assert_text_refused(HEAD "\"features\": \"-x87\"}\n",
	                    "t.json:4:14: error: target feature 'x87' is required by the ABI but "
	                    "gets disabled\n    4 | \"features\": \"-x87\"}\n"
	                    "      |              ^\n" HARD_HINT);
	assert_text_refused(HEAD "\"features\": \"+soft-float\"}\n",
	                    "t.json:4:14: error: target feature 'soft-float' is incompatible with "
	                    "the ABI but gets enabled\n    4 | \"features\": \"+soft-float\"}\n"
	                    "      |              ^\n" HARD_HINT);
}

TEST(danger_at_interrupts_is_warned_of)
{
	struct target_spec spec;

	fixture_listen();
	bool good = load_text("{\"llvm-target\": \"x86_64-unknown-none\", \"arch\": \"x86_64\",\n"
	                      "\"data-layout\": \"\", \"target-pointer-width\": 64,\n"
	                      "\"disable-redzone\": false}\n",
	                      &spec);
	assert_reported(
		"t.json:3:20: warning: the red zone is on: interrupts overwrite data below the "
		"stack pointer\n"
		"    3 | \"disable-redzone\": false}\n"
		"      |                    ^\n"
		"  hint: \"disable-redzone\": true,\n"
		"t.json:1:1: warning: the compiler may use vector registers anywhere: "
		"interrupt handlers must save them\n"
		"    1 | {\"llvm-target\": \"x86_64-unknown-none\", \"arch\": \"x86_64\",\n"
		"      | ^\n"
		"  hint: \"rustc-abi\": \"softfloat\",\n");
	assert_true(good);
	assert_has(compile_flags(&spec), " -mred-zone ");
	assert_has_not(compile_flags(&spec), "soft-float");
}

TEST(missing_keys_are_listed)
{
	assert_text_refused("{\"arch\": \"x86_64\", \"llvm-target\": \"x86_64-none\"}\n",
	                    "t.json:1:1: error: the key \"data-layout\" is missing\n"
	                    "    1 | {\"arch\": \"x86_64\", \"llvm-target\": \"x86_64-none\"}\n"
	                    "      | ^\n"
	                    "t.json:1:1: error: the key \"target-pointer-width\" is missing\n"
	                    "    1 | {\"arch\": \"x86_64\", \"llvm-target\": \"x86_64-none\"}\n"
	                    "      | ^\n"
	                    "  hint: `ingot target --print x86_64-os` shows a complete spec\n");
	assert_text_refused("[]", "t.json:1:1: error: expected a map of keys, found a list\n"
	                          "    1 | []\n      | ^\n");
}

TEST(triples_of_systems_are_refused)
{
	static const struct {
		const char *triple, *sentence;
	} cases[] = {
		{ "x86_64-unknown-linux-gnu",
		  "does not name a machine without an operating system" },
		{ "x86_64-none-linux-gnu", "does not name a machine without an operating system" },
		{ "aarch64-unknown-none", "is not a target for x86_64" },
	};
	static const char *const good[] = { "x86_64-none", "x86_64-none-elf",
		                            "x86_64-unknown-none-elf" };
	static const char rest[] = "\"data-layout\": \"\", \"arch\": \"x86_64\", "
				   "\"target-pointer-width\": 64, \"disable-redzone\": true}";

	for (size_t i = 0; i < 3; i++) {
		const char *line = text_format(&fixture_keep, "{\"llvm-target\": \"%s\"," SOFT,
		                               cases[i].triple);
		struct target_spec spec;

		assert_text_refused(
			text_format(&fixture_keep, "%s%s", line, rest),
			text_format(&fixture_keep,
		                    "t.json:1:17: error: \"%s\" %s\n"
		                    "    1 | %s      |                 ^\n"
		                    "  hint: kernels are built for \"x86_64-unknown-none\"\n",
		                    cases[i].triple, cases[i].sentence, line));
		assert_true(load_text(text_format(&fixture_keep,
		                                  "{\"llvm-target\": \"%s\"," SOFT "%s", good[i],
		                                  rest),
		                      &spec));
	}
}

TEST(pie_needs_an_executable_that_is_one)
{
	assert_refused("\"relocation-model\": \"pie\"", 21,
	               "\"relocation-model\" is \"pie\", but executables are not",
	               "add the line \"position-independent-executables\": true,");
}

TEST(specs_that_are_not_there)
{
	struct place at = { "ingot.yaml", 2, 9, "name: x\ntarget: y\n" };
	struct target_spec spec;

	fixture_listen();
	assert_false(spec_load(&fixture_keep, "x86-64-os", &at, &spec));
	assert_reported("ingot.yaml:2:9: error: unknown built-in target \"x86-64-os\"\n"
	                "    2 | target: y\n      |         ^\n"
	                "  hint: did you mean \"x86_64-os\"?\n");
	fixture_listen();
	assert_false(spec_load(&fixture_keep, "riscv", NULL, &spec));
	assert_reported(
		"ingot: error: unknown built-in target \"riscv\"\n"
		"  hint: the path of a target spec ends in \".json\" or contains a \"/\"\n");
	fixture_listen();
	assert_false(spec_load(&fixture_keep, "a.json", &at, &spec));
	assert_reported(
		"ingot.yaml:2:9: error: target spec \"a.json\" not found\n"
		"    2 | target: y\n      |         ^\n"
		"  hint: `ingot target --print x86_64-os > a.json` creates one to start from\n");
	fixture_listen();
	assert_false(spec_load(&fixture_keep, "a.json", NULL, &spec));
	assert_reported("a.json: error: cannot read: No such file or directory\n");
}

TEST(configuration_is_quoted_and_explained)
{
	static const char *const folders[] = { "/my headers", NULL };
	static const char *const maps[] = { "/src=/project", NULL };
	struct spec_surroundings around = { "/clang 19", folders, maps, "/c++" };
	struct target_spec spec;

	assert_taken("\"cpu\": \"x86-64-v2\"", &spec);
	const char *text = (const char *)spec_config_text(&fixture_keep, &spec, &around).data;
	assert_has(text, "# Flags of clang. Written by ingot: changes are lost.\n\n"
	                 "# \"llvm-target\": \"x86_64-unknown-none\"\n"
	                 "--target=x86_64-unknown-none\n\n"
	                 "# no \"os\": the same as \"none\"\n-ffreestanding\n-nostdlibinc\n");
	assert_has(text, "\n# \"cpu\": \"x86-64-v2\"\n-march=x86-64-v2\n");
	assert_has(text, "\n-Xclang -target-feature -Xclang +soft-float\n");
	assert_has(text,
	           "\n-ffile-prefix-map=/clang\\ 19=/clang\n-ffile-prefix-map=/src=/project\n");
	assert_has(text, "\n-isystem /my\\ headers\n");
	assert_has(text, "\n-idirafter /c++\n");
}

TEST(every_key_is_explained)
{
	struct target_spec spec;

	assert_taken("\"vendor\": \"acme\", \"singlethread\": false", &spec);
	const char *text = (const char *)spec_explain(&fixture_keep, &spec).data;
	assert_has(text,
	           "\"disable-redzone\": true\n    no code stores data below the stack pointer\n  "
	           "  -mno-red-zone\n");
	assert_has(text,
	           "\"vendor\": \"acme\"\n    no effect: a name for Rust's cfg(target_vendor)\n");
	assert_has(text, "\nKeys of rustc without effect on C:\n");
	assert_has(text, "\nKeys of rustc that are refused:\n");
	/* What sets flags comes first, wherever it stands. */
	assert_true(strstr(text, "\"disable-redzone\": true") < strstr(text, "\"vendor\": "));
	assert_true(strstr(text, "\"singlethread\": ") >
	            strstr(text, "checked, or have no effect"));
}

TEST(flags_of_late_arguments_are_explained)
{
	struct target_spec spec;

	assert_taken("\"post-link-args\": {\"ld.lld\": [\"-zx\"]}", &spec);
	assert_has((const char *)spec_explain(&fixture_keep, &spec).data, "\n    -zx\n");
}
