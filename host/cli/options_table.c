/* The rows of the table; the order is that of help. */
#include "host/cli/options_table.h"

#include <string.h>

#include "host/base/style.h"
#include "host/cli/template.h"
#include "host/target/sanitize.h"

enum {
	BUILD = 1,
	CLEAN = 2,
	DOCTOR = 4,
	IMAGE = 8,
	NEW = 16,
	RUN = 32,
	TARGET = 64,
	TEST = 128,
	TOPICS = 256,
	COMPLETIONS = 512,
	WATCH = 1024,
	FLASH = 2048,
	PROJECT = BUILD | CLEAN | DOCTOR | FLASH | IMAGE | RUN | TARGET | TEST | WATCH,
	COMPILE = BUILD | FLASH | IMAGE | RUN | TEST | WATCH,
	BOOT = RUN | TEST | WATCH,
	EVERY = 4095,
};

const struct command options_commands[] = {
	{ "new", "DIR", "create a new kernel project",
	  "Writes ingot.yaml, src/, tests/, README.md and .gitignore into DIR, which must not "
	  "exist or be empty.\n",
	  "ingot new hello", command_new, NEW, GROUP_BUILD },
	{ "build", "", "compile and link the kernel",
	  "The kernel is build/TARGET/PROFILE/NAME.elf, next to its link map. Boot loader and "
	  "runtime are compiled from source for the target if they are not in the cache.\n",
	  "ingot build --release", command_build, BUILD, GROUP_BUILD },
	{ "image", "", "write a bootable disk image",
	  "Builds first. The image is build/TARGET/PROFILE/NAME.img, or FILE. Formats:\n"
	  "  raw    the sectors of a disk (.img)\n"
	  "  iso    the same, and a CD too (.iso)\n"
	  "  qcow2  for QEMU, made by qemu-img\n"
	  "  vhdx   for Hyper-V, made by qemu-img\n"
	  "  vmdk   for VMware, made by qemu-img\n"
	  "  vdi    for VirtualBox, made by qemu-img\n"
	  "  vhd    for older Windows, made by qemu-img\n"
	  "  pxe    a directory for TFTP and HTTP: a network boot by UEFI\n"
	  "FILE may be a disk such as /dev/sdb, whose content is then lost: only with "
	  "--force, and never while anything on it is mounted.\n",
	  "ingot image --format iso -o hello.iso", command_image, IMAGE, GROUP_BUILD },
	{ "flash", "[DEVICE]", "write a bootable USB stick or card",
	  "Builds first, says what is overwritten and asks, writes, reads all of it back and "
	  "compares. Refused: what is not removable, is a partition, is mounted or in use, has the "
	  "running system, is write-protected, or too small. Without DEVICE lists the removable "
	  "disks, and asks about it if there is just one to write to. Linux only.\n",
	  "ingot flash /dev/sdb --release", command_flash, FLASH, GROUP_BUILD },
	{ "clean", "", "remove what was built",
	  "Files that ingot did not make stay where they are. With --all also the boot loader "
	  "and runtime that are cached for all projects.\n",
	  "ingot clean", command_clean, CLEAN, GROUP_BUILD },
	{ "run", "[-- ARGS]", "build, write the image and boot it in QEMU",
	  "The kernel's serial console is this terminal. Ctrl-C ends the machine. Addresses in "
	  "a crash report are shown with function, file and line. ARGS are passed to QEMU.\n",
	  "ingot run --smp 4 -- -device edu", command_run, RUN, GROUP_MACHINE },
	{ "test", "[FILTER...] [-- ARGS]", "boot the kernel's tests and report the results",
	  "Runs every TEST() of the project whose name or file contains a FILTER. A test that "
	  "crashes or hangs fails alone. Zero tests run is a failure. ARGS are passed to "
	  "QEMU.\n",
	  "ingot test memory --junit results.xml", command_test, TEST, GROUP_MACHINE },
	{ "watch", "[build|run|test [FILTER...]] [-- ARGS]",
	  "build, run or test again at each change",
	  "Without a command, build. What the build has read is watched: sources and headers, new "
	  "files beside them, ingot.yaml, target spec, modules. A change ends what is under way, "
	  "a machine that runs too. On a terminal r runs again and q ends; while a kernel runs, "
	  "the keyboard is its own.\n",
	  "ingot watch test --direct", command_watch, WATCH, GROUP_MACHINE },
	{ "target", "", "check, explain or print a target spec",
	  "Without an option, checks the project's target spec.\n", "ingot target --explain",
	  command_target, TARGET, GROUP_OUTPUT },
	{ "doctor", "", "show which tools were found and how to install the rest",
	  "Also whether KVM can be used, and the place and size of the cache.\n", "ingot doctor",
	  command_doctor, DOCTOR, GROUP_OUTPUT },
	{ "completions", "SHELL", "print what a shell needs to complete ingot's words",
	  "SHELL is bash, zsh or fish. `make install` puts these scripts where shells look for "
	  "them.\n",
	  "ingot completions bash >ingot-completion.bash", NULL, COMPLETIONS, GROUP_OUTPUT },
	{ "help", "[TOPIC]", "explain a command, or the keys of ingot.yaml",
	  "TOPIC is a command; yaml, for every key of ingot.yaml with its type and default; "
	  "schema, for its JSON Schema, which editors read; a section of the manual, as `ingot "
	  "help` lists them; or one of these keys. A colon ends a key that is the name of a "
	  "command, too: `ingot help image:`.\n",
	  "ingot help yaml", NULL, TOPICS, GROUP_OUTPUT },
};

#define FIELD(name) offsetof(struct options, name)

const struct option_rule options_rules[] = {
	{ "name", 0, TEXT, FIELD(name), "NAME", "name of the kernel; by default DIR's", NEW,
	  GROUP_BUILD, NULL },
	{ "template", 0, TEXT, FIELD(template_name), "NAME", "what it begins as: {}", NEW,
	  GROUP_BUILD, "`--template list` says of each what it is." },
	{ "ci", 0, TEXT, FIELD(ci), "NAME", "add a CI configuration: {}", NEW, GROUP_BUILD,
	  "For a repository with the kernel in its root and Ingot in ingot/." },
	{ "editor", 0, TEXT, FIELD(editor), "NAME", "add settings: {}", NEW, GROUP_BUILD,
	  "vscode: tasks, debugger, clangd and the schema of ingot.yaml; devcontainer: a container "
	  "with Ingot; both add .editorconfig too." },
	{ "release", 'r', FLAG, FIELD(release), NULL, "optimize for speed", COMPILE, GROUP_BUILD,
	  NULL },
	{ "sanitize", 0, SANITIZE, 0, "LIST", "run-time checks: {}", COMPILE, GROUP_BUILD,
	  "With commas between them. By default stack,undefined, and none with --release." },
	{ "target", 't', TEXT, FIELD(target), "SPEC", "target spec: a file or a built-in name",
	  PROJECT, GROUP_BUILD, NULL },
	{ "jobs", 'j', NUMBER, FIELD(jobs), "N", "run N compilers at once", COMPILE & ~TEST,
	  GROUP_BUILD, NULL },
	{ "jobs", 'j', NUMBER, FIELD(jobs), "N", "run N compilers, then N machines at once", TEST,
	  GROUP_BUILD, NULL },
	{ "dry-run", 'n', FLAG, FIELD(dry_run), NULL, "print the commands, run none",
	  (COMPILE & ~WATCH) | CLEAN, GROUP_BUILD, NULL },
	{ "build-dir", 0, TEXT, FIELD(build_folder), "DIR", "build in DIR, not in build",
	  COMPILE | CLEAN, GROUP_BUILD, "`build-dir` of ingot.yaml says it for good." },
	{ "all", 0, FLAG, FIELD(all), NULL, "remove the shared cache too", CLEAN, GROUP_BUILD,
	  NULL },

	{ "bios", 0, BIOS, 0, NULL, "boot the image by BIOS (default)", BOOT, GROUP_MACHINE, NULL },
	{ "uefi", 0, UEFI, 0, NULL, "boot the image by UEFI", BOOT, GROUP_MACHINE, NULL },
	{ "direct", 0, DIRECT, 0, NULL, "boot the kernel without a disk", BOOT, GROUP_MACHINE,
	  "The fastest way: QEMU starts the boot loader itself, with kernel and modules in "
	  "memory. The only way on -M microvm." },
	{ "accel", 0, ACCEL, 0, "NAME", "{}", BOOT, GROUP_MACHINE,
	  "auto: an accelerator that a first try, remembered, finds faster than emulation, "
	  "else emulation (tcg)." },
	{ "smp", 0, NUMBER, FIELD(cpus), "N", "give the machine N CPUs", BOOT, GROUP_MACHINE,
	  NULL },
	{ "memory", 'm', NUMBER, FIELD(memory_mib), "MIB", "give the machine MIB of memory", BOOT,
	  GROUP_MACHINE, "The default is 256." },
	{ "timeout", 0, NUMBER, FIELD(timeout_s), "S", "end the machine after S seconds", RUN,
	  GROUP_MACHINE, "By default there is no limit." },
	{ "timeout", 0, NUMBER, FIELD(timeout_s), "S", "fail a test after S seconds", TEST,
	  GROUP_MACHINE, "The default is `timeout` of ingot.yaml, else 30." },

	{ "timeout", 0, NUMBER, FIELD(timeout_s), "S", "end the machine, or fail a test, after S s",
	  WATCH, GROUP_MACHINE, NULL },

	{ "output", 'o', TEXT, FIELD(output), "FILE", "write the image to FILE", IMAGE,
	  GROUP_OUTPUT, "It appears whole or not at all." },
	{ "format", 0, FORMAT, 0, "FORMAT", "{}", IMAGE, GROUP_OUTPUT, NULL },
	{ "sign", 0, SIGN, 0, "KEY CERT", "sign the UEFI boot loader for Secure Boot",
	  FLASH | IMAGE | BOOT, GROUP_OUTPUT, "Both are PEM files; sbsign does it." },
	{ "verify", 0, FLAG, FIELD(verify), NULL, "build again elsewhere, compare every byte",
	  IMAGE, GROUP_OUTPUT,
	  "From nothing, in a copy of the project beside it, with another date and time zone. "
	  "Prints the SHA-256 of each part; what differs is an error." },
	{ "sbom", 0, TEXT, FIELD(sbom), "FILE", "list all that is in the image, as SPDX 2.3", IMAGE,
	  GROUP_OUTPUT,
	  "JSON: each file with its SHA-256, what Ingot adds with version and licence." },
	{ "force", 0, FLAG, FIELD(force), NULL, "overwrite the disk that FILE names", IMAGE,
	  GROUP_OUTPUT, NULL },
	{ "yes", 'y', FLAG, FIELD(yes), NULL, "overwrite DEVICE without a question", FLASH,
	  GROUP_OUTPUT, NULL },
	{ "screenshot", 0, TEXT, FIELD(screenshot), "FILE",
	  "write the screen to a PNG file at the end", RUN, GROUP_OUTPUT, NULL },
	{ "backtrace", 0, BACKTRACE, 0, "HOW", "crash reports: {}", BOOT, GROUP_OUTPUT,
	  "full: with registers and with the frames of the kit, as with -v." },
	{ "junit", 0, TEXT, FIELD(junit), "FILE", "write the results as JUnit XML", TEST | WATCH,
	  GROUP_OUTPUT, NULL },
	{ "tap", 0, FLAG, FIELD(tap), NULL, "print the results as TAP 14", TEST | WATCH,
	  GROUP_OUTPUT, NULL },
	{ "coverage", 0, FLAG, FIELD(coverage), NULL, "tell which lines and functions ran", TEST,
	  GROUP_OUTPUT,
	  "Of the kernel as it is, by watching QEMU. Also for lcov, genhtml and editors: "
	  "build/TARGET/PROFILE/coverage.info." },
	{ "fail-under", 0, NUMBER, FIELD(fail_under), "N", "fail if fewer than N % of lines ran",
	  TEST, GROUP_OUTPUT, "With --coverage." },
	{ "exact", 0, FLAG, FIELD(exact), NULL, "FILTERs are whole names of tests", TEST,
	  GROUP_BUILD, NULL },
	{ "skip", 0, LIST, FIELD(skips), "TEXT", "leave out tests with TEXT in name or file", TEST,
	  GROUP_BUILD, "More than once: each of them." },
	{ "rerun", 0, FLAG, FIELD(rerun), NULL, "only tests that did not pass the last time", TEST,
	  GROUP_BUILD, "All, if all passed, or none were run before." },
	{ "fail-fast", 0, FLAG, FIELD(fail_fast), NULL, "begin no test after the first failure",
	  TEST, GROUP_BUILD, NULL },
	{ "retries", 0, NUMBER, FIELD(retries), "N", "try a test that fails up to N times more",
	  TEST, GROUP_BUILD, "One that passes then is FLAKY, which is no failure." },
	{ "repeat", 0, NUMBER, FIELD(repeat), "N", "each test must pass N times", TEST, GROUP_BUILD,
	  NULL },
	{ "shuffle", 0, NUMBER, FIELD(seed), "SEED", "run tests in the order that SEED stands for",
	  TEST, GROUP_BUILD, NULL },
	{ "no-run", 0, FLAG, FIELD(no_run), NULL, "build the tests and their image, run none", TEST,
	  GROUP_BUILD, NULL },
	{ "show-output", 0, FLAG, FIELD(show_output), NULL, "show what passing tests print, too",
	  TEST, GROUP_OUTPUT, NULL },
	{ "list", 0, FLAG, FIELD(list), NULL, "list the tests, run none", TEST, GROUP_OUTPUT,
	  NULL },
	{ "list", 0, FLAG, FIELD(list), NULL, "list the built-in targets", TARGET, GROUP_OUTPUT,
	  NULL },
	{ "print", 0, TEXT, FIELD(print), "NAME", "print a built-in target spec", TARGET,
	  GROUP_OUTPUT, NULL },
	{ "explain", 0, FLAG, FIELD(explain), NULL, "explain each key of the spec", TARGET,
	  GROUP_OUTPUT, NULL },
	{ "cflags", 0, FLAG, FIELD(cflags), NULL, "print the compiler's flags", TARGET,
	  GROUP_OUTPUT, NULL },
	{ "verbose", 'v', VERBOSE, 0, NULL, "print commands; -vv: also why", EVERY, GROUP_OUTPUT,
	  NULL },
	{ "quiet", 'q', QUIET, 0, NULL, "print errors only", EVERY, GROUP_OUTPUT, NULL },
	{ "color", 0, COLOR, 0, "WHEN", "colours: {}", EVERY, GROUP_OUTPUT,
	  "auto: on a terminal, unless NO_COLOR is set." },

	{ "directory", 'C', TEXT, FIELD(folder), "DIR", "change to DIR before doing anything",
	  EVERY, GROUP_GENERAL,
	  "If it has no ingot.yaml, the nearest directory above that has one is the project." },
	{ "manifest-path", 0, TEXT, FIELD(manifest_path), "FILE", "use this project file", PROJECT,
	  GROUP_GENERAL, NULL },
	{ "help", 'h', HELP, 0, NULL, "print help: -h is short, --help complete", EVERY,
	  GROUP_GENERAL, NULL },
	{ "version", 'V', VERSION, 0, NULL, "print the version; with -v also commit and tools",
	  EVERY, GROUP_GENERAL, NULL },
};

static const struct word whens[] = {
	{ "auto", STYLE_AUTO },
	{ "always", STYLE_ALWAYS },
	{ "never", STYLE_NEVER },
	{ NULL, 0 },
};

static const struct word backtraces[] = { { "short", false }, { "full", true }, { NULL, 0 } };

const struct word options_watched[] = {
	{ "build", BUILD }, { "run", RUN }, { "test", TEST }, { NULL, 0 }
};

/* The options whose values are words. */
static const struct {
	const char *option;
	const struct word *words;
	bool has_default; /* the first */
} choices[] = {
	{ "template", template_kernels, true }, { "ci", template_services, false },
	{ "editor", template_editors, false },  { "sanitize", sanitize_choices, false },
	{ "accel", accel_words, true },         { "format", image_format_words, true },
	{ "backtrace", backtraces, true },      { "color", whens, true },
};

static size_t find_choice(const struct option_rule *rule)
{
	size_t at = 0;

	while (at < sizeof choices / sizeof *choices && !text_equal(choices[at].option, rule->name))
		at++;
	return at;
}

const struct word *options_words(const struct option_rule *rule)
{
	size_t at = find_choice(rule);

	return at < sizeof choices / sizeof *choices ? choices[at].words : NULL;
}

const char *options_help(struct arena *keep, const struct option_rule *rule)
{
	const char *mark = strstr(rule->help, "{}");
	char list[WORDS_TEXT_MAX];

	if (!mark)
		return rule->help;
	size_t at = find_choice(rule);
	return text_format(keep, "%.*s%s%s", (int)(mark - rule->help), rule->help,
	                   words_list(choices[at].words,
	                              choices[at].has_default ? " (default)" : "", list),
	                   mark + 2);
}

const struct command *options_find_command(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (text_equal(options_commands[i].name, name))
			return &options_commands[i];
	return NULL;
}

bool options_takes(const struct command *command, const char *name)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (options_rules[i].commands & command->bit &&
		    text_equal(options_rules[i].name, name))
			return true;
	return false;
}
