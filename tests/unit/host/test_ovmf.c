/* Where each system keeps the UEFI firmware for QEMU: as in a fresh installation
 * of its package, all below a root directory of the test's. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "host/base/text.h"
#include "host/toolchain/ovmf.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

static const char *found(const char *qemu)
{
	const char *missing, *path = ovmf_find(&fixture_keep, fixture_folder, qemu, &missing);

	assert_null(missing);
	if (!path)
		return NULL;
	assert_memory_equal(path, fixture_folder, strlen(fixture_folder));
	return path + strlen(fixture_folder);
}

TEST(each_distribution)
{
	static const char *const places[] = {
		"/usr/share/OVMF/OVMF_CODE_4M.fd",      /* Debian: ovmf */
		"/usr/share/edk2/ovmf/OVMF_CODE.fd",    /* Fedora: edk2-ovmf */
		"/usr/share/edk2/x64/OVMF_CODE.4m.fd",  /* Arch: edk2-ovmf */
		"/usr/share/qemu/ovmf-x86_64-code.bin", /* openSUSE: qemu-ovmf-x86_64 */
		"/usr/share/OVMF/OVMF.fd",              /* Alpine: ovmf */
	};

	assert_null(found(NULL));
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		fixture_write(places[i] + 1, "firmware");
		assert_string_equal(found(NULL), places[i]);
		assert_int_equal(unlink(places[i] + 1), 0);
	}
}

/* A prefix of its own, with a link to where the package really lies. */
TEST(homebrew)
{
	const char *qemu = "opt/homebrew/bin/qemu-system-x86_64";

	fixture_write_program("opt/homebrew/Cellar/qemu/9.1.0/bin/qemu-system-x86_64", "");
	fixture_write("opt/homebrew/bin/keep", "");
	assert_int_equal(symlink("../Cellar/qemu/9.1.0/bin/qemu-system-x86_64", qemu), 0);
	assert_null(found(qemu));
	fixture_write("opt/homebrew/Cellar/qemu/9.1.0/share/qemu/edk2-x86_64-code.fd", "");
	assert_string_equal(found(qemu), "/opt/homebrew/Cellar/qemu/9.1.0/bin/../share/qemu/"
	                                 "edk2-x86_64-code.fd");
}

TEST(the_variable_comes_first)
{
	const char *missing;

	fixture_write("mine.fd", "firmware");
	setenv("OVMF", "mine.fd", 1);
	assert_string_equal(ovmf_find(&fixture_keep, fixture_folder, NULL, &missing), "mine.fd");
	assert_null(missing);
	setenv("OVMF", "none.fd", 1);
	assert_null(ovmf_find(&fixture_keep, fixture_folder, NULL, &missing));
	assert_string_equal(missing, "none.fd");
	unsetenv("OVMF");
}

/* QEMU takes it as a BIOS if its size is a power of two. */
TEST(code_and_variables_in_one_file)
{
	fixture_write("whole.fd", "12345678");
	fixture_write("code.fd", "123456");
	fixture_write("empty.fd", "");
	assert_true(ovmf_is_whole("whole.fd"));
	assert_false(ovmf_is_whole("code.fd"));
	assert_false(ovmf_is_whole("empty.fd"));
	assert_false(ovmf_is_whole("none.fd"));
}
