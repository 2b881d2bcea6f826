/* host/toolchain/accel.c: which accelerator is taken, by QEMUs that are scripts and
 * take as long as they are told. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "host/base/os_file.h"
#include "host/base/os_usage.h"
#include "host/toolchain/accel.h"
#include "tests/unit/unit.h"

static void set_up(void)
{
	fixture_set_up();
	fixture_use_real_path();
	accel_kvm_device = "none/kvm";
}

AROUND_EACH_TEST(set_up, fixture_tear_down);

#define TCG  "echo t >>tries; sleep 0.3; exit 33"
#define FAST "exit 33"
#define SLOW "sleep 20; exit 33"
#define FAIL "exit 1"

/* A QEMU that has TCG and these others, and what a guest by each of them does. */
static void make_qemu(const char *others, const char *tcg, const char *hvf, const char *kvm)
{
	fixture_write_program("qemu",
	                      text_format(&fixture_keep,
	                                  "case $* in\n"
	                                  "--version) echo 'QEMU emulator version 9' ;;\n"
	                                  "'-accel help') printf 'Accelerators:\\ntcg\\n%s' ;;\n"
	                                  "*'-accel tcg'*) %s ;;\n"
	                                  "*'-accel hvf'*) %s ;;\n"
	                                  "*'-accel kvm'*) %s ;;\n"
	                                  "esac\n",
	                                  others, tcg, hvf, kvm));
}

static const char *reason;

static enum accel automatic(void)
{
	enum accel taken;

	assert_true(accel_choose(&fixture_keep, "./qemu", ACCEL_AUTO, &taken, &reason));
	return taken;
}

static int tries(void)
{
	struct os_file_facts facts = { 0 };

	return os_file_facts("tries", &facts) ? (int)facts.size_bytes / 2 : 0;
}

TEST(the_fast_one_is_taken)
{
	make_qemu("hvf\\n", TCG, FAST, FAIL);
	assert_int_equal(automatic(), ACCEL_HVF);
	assert_null(reason);
	fixture_write("kvm", "");
	accel_kvm_device = "kvm";
	make_qemu("kvm\\nhvf\\n", TCG, FAIL, FAST);
	assert_int_equal(automatic(), ACCEL_KVM);
}

TEST(one_that_is_slow_or_fails_is_not)
{
	make_qemu("hvf\\n", TCG, SLOW, FAIL);
	assert_int_equal(automatic(), ACCEL_TCG);
	assert_string_equal(reason, "hvf is slower here than emulation");
	make_qemu("hvf\\n", TCG, FAIL, FAIL);
	assert_int_equal(automatic(), ACCEL_TCG);
	make_qemu("hvf\\n", SLOW, FAST, FAIL);
	assert_int_equal(automatic(), ACCEL_HVF);
}

TEST(nothing_is_tried_where_there_is_none)
{
	make_qemu("", TCG, FAST, FAST);
	assert_int_equal(automatic(), ACCEL_TCG);
	assert_string_equal(reason, "this QEMU has no accelerator");
	make_qemu("kvm\\n", TCG, FAST, FAST);
	assert_int_equal(automatic(), ACCEL_TCG);
	assert_string_equal(reason, "none/kvm: No such file or directory");
	assert_int_equal(tries(), 0);
}

TEST(the_choice_is_remembered_for_the_same_host_and_qemu)
{
	bool is_known = *os_host_name(&fixture_keep);

	make_qemu("hvf\\n", TCG, FAIL, FAIL);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(automatic(), ACCEL_TCG);
		assert_string_equal(reason, "hvf is slower here than emulation");
	}
	assert_int_equal(tries(), is_known ? 1 : 3);
	fixture_write("cache/ingot/accel", "ingot-accel 1\ncut");
	automatic();
	assert_int_equal(tries(), is_known ? 2 : 4);
	make_qemu("hvf\\n", TCG, ": another; " FAST, FAIL);
	assert_int_equal(automatic(), ACCEL_HVF);
	fixture_write("kvm", "");
	accel_kvm_device = "kvm";
	automatic();
	assert_int_equal(tries(), is_known ? 4 : 6);
}

static void refused(enum accel wanted, const char *words)
{
	enum accel taken;
	const char *why;

	fixture_listen();
	assert_false(accel_choose(&fixture_keep, "./qemu", wanted, &taken, &why));
	assert_reported(words);
}

TEST(one_that_was_asked_for_and_is_not_there)
{
	make_qemu("kvm\\n", TCG, FAST, FAST);
	refused(ACCEL_WHPX, "ingot: error: --accel whpx: this QEMU has no such accelerator\n"
	                    "  hint: it has: tcg, kvm\n");
	refused(ACCEL_KVM, "ingot: error: --accel kvm: cannot open none/kvm: No such file or "
	                   "directory\n"
	                   "  hint: load the module: modprobe kvm_intel, or kvm_amd; a virtual "
	                   "machine has\n"
	                   "        it only if its host gives it nested virtualization\n");
	accel_kvm_device = ".";
	refused(ACCEL_KVM, "ingot: error: --accel kvm: cannot open .: Is a directory\n"
	                   "  hint: --accel tcg emulates the CPU\n");
}

TEST(kvm_that_others_may_use)
{
	/* Nobody may write to it, not even root. */
	accel_kvm_device = "/proc/sys/kernel/ostype";
	if (os_open_error(accel_kvm_device) != EACCES) {
		fixture_write("kvm", "");
		accel_kvm_device = "kvm";
		chmod("kvm", 0);
	}
	make_qemu("kvm\\n", TCG, FAST, FAST);
	refused(ACCEL_KVM,
	        text_format(&fixture_keep,
	                    "ingot: error: --accel kvm: cannot open %s: Permission denied\n"
	                    "  hint: add yourself to the group kvm, then log in again: sudo "
	                    "usermod -aG kvm\n"
	                    "        $USER\n",
	                    accel_kvm_device));
}

TEST(names)
{
	assert_int_equal(words_find(accel_words, "auto")->value, ACCEL_AUTO);
	assert_int_equal(words_find(accel_words, "whpx")->value, ACCEL_WHPX);
	assert_null(words_find(accel_words, "KVM"));
	assert_null(accel_argument(ACCEL_TCG, "/usr/bin/qemu-system-x86_64"));
	assert_string_equal(accel_argument(ACCEL_TCG, "/usr/libexec/qemu-kvm"), "tcg");
	assert_string_equal(accel_argument(ACCEL_KVM, "qemu"), "kvm");
}

TEST(the_environment)
{
	enum accel accel;

	unsetenv("INGOT_ACCEL");
	assert_true(accel_from_environment(&accel) && accel == ACCEL_UNSAID);
	setenv("INGOT_ACCEL", "tcg", 1);
	assert_true(accel_from_environment(&accel) && accel == ACCEL_TCG);
	setenv("INGOT_ACCEL", "fast", 1);
	fixture_listen();
	assert_false(accel_from_environment(&accel));
	assert_reported("ingot: error: INGOT_ACCEL takes auto, tcg, kvm, hvf or whpx, not "
	                "\"fast\"\n");
	unsetenv("INGOT_ACCEL");
}

TEST(arguments_that_say_it)
{
	static const char *const lines[][3] = { { "-accel", "kvm" },
		                                { "-M", "q35,accel=tcg" },
		                                { "-enable-kvm" },
		                                { "-icount", "shift=1" } };
	static const char *const other[] = { "-m", "64", NULL };

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		assert_true(accel_is_named(lines[i]));
	assert_false(accel_is_named(other));
	assert_false(accel_is_named(NULL));
}
