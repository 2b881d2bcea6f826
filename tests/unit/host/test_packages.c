/* The command that installs: for each manager, with and without a version of
 * LLVM. That the names are those which the set-up installs is tests/cli/setup.sh's
 * matter. */
#include <stdlib.h>
#include <unistd.h>

#include "fixture.h"
#include "host/base/text.h"
#include "host/toolchain/packages.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

static const enum package llvm[] = { PACKAGE_CLANG, PACKAGE_LLD, PACKAGE_LLVM };

static void assert_installs(int llvm_major, const char *command)
{
	assert_string_equal(packages_install_command(&fixture_keep, llvm, 3, llvm_major), command);
}

/* As root writes it. */
static const char *install_one(enum package package)
{
	const char *command = packages_install_command(&fixture_keep, &package, 1, 0);

	return command && text_starts_with(command, "sudo ") ? command + 5 : command;
}

TEST(no_manager)
{
	assert_null(packages_install_command(&fixture_keep, llvm, 3, 19));
	assert_int_equal(packages_llvm_major(&fixture_keep), 0);
}

TEST(the_systems_llvm_or_a_certain_one)
{
	fixture_write_program("bin/brew", "");
	assert_int_equal(packages_llvm_major(&fixture_keep), 0);
	assert_installs(0, "brew install llvm lld");
	assert_installs(20, "brew install llvm@20 lld@20");
}

TEST(several_packages_of_one_need)
{
	fixture_write_program("bin/zypper", "");
	assert_string_equal(install_one(PACKAGE_QEMU),
	                    "zypper install qemu-x86 qemu-seabios qemu-vgabios");
	setenv("DISPLAY", ":0", 1);
	assert_string_equal(install_one(PACKAGE_QEMU),
	                    "zypper install qemu-x86 qemu-seabios qemu-vgabios qemu-ui-gtk");
	unsetenv("DISPLAY");
}

TEST(apt_is_asked_for_the_newest)
{
	fixture_write_program("bin/apt-get", "");
	assert_int_equal(packages_llvm_major(&fixture_keep), 19);
	fixture_write_program(
		"bin/apt-cache",
		"for name in clang-14 lld-14 llvm-14 clang-20 lld-20 llvm-20 clang-21 lld-21; do\n"
		"echo \"$name - LLVM's\"; done\n");
	assert_int_equal(packages_llvm_major(&fixture_keep), 20);
	fixture_write_program("bin/apt-cache", "echo clang-14 - too old\n");
	assert_int_equal(packages_llvm_major(&fixture_keep), 19);
}

TEST(doas_where_there_is_no_sudo)
{
	const enum package gdb = PACKAGE_GDB;

	fixture_write_program("bin/apk", "");
	fixture_write_program("bin/doas", "");
	assert_string_equal(packages_install_command(&fixture_keep, &gdb, 1, 0),
	                    geteuid() ? "doas apk add gdb" : "apk add gdb");
}
