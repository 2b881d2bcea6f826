/* host/run/firmware.c: what UEFI says on the console when it starts no loader. A
 * BIOS has a screen to be read: tests/cli/ends.sh. */
#include <stdlib.h>
#include <string.h>

#include "host/run/firmware.h"
#include "tests/unit/unit.h"

static struct arena arena;
static unsigned char *memory;

static void set_up(void)
{
	arena = arena_new(1 << 20);
	memory = arena.next;
}

static void tear_down(void)
{
	free(memory);
}
AROUND_ALL_TESTS(set_up, tear_down);

static const struct guest_request by_uefi = { .start = GUEST_START_UEFI };

static const char *complaint(const char *text)
{
	struct arena scratch = arena;
	struct machine machine = { .monitor.fd = -1, .early_bytes = strlen(text) };

	machine.early = arena_push(&scratch, char, machine.early_bytes + 1);
	memcpy(machine.early, text, machine.early_bytes);
	return firmware_complaint(&machine, &by_uefi, &scratch);
}

static void assert_complaint(const char *text, const char *wanted)
{
	const char *found = complaint(text);

	assert_non_null(found);
	assert_string_equal(found, wanted);
}

TEST(the_line_is_quoted)
{
	assert_complaint(
		"\033[2J\033[01;01HBdsDxe: failed to load Boot0001 \"UEFI Misc Device\" from "
		"PciRoot(0x0)/Pci(0x2,0x0): Access Denied\r\nBdsDxe: loading Boot0002\r\n",
		"BdsDxe: failed to load Boot0001 \"UEFI Misc Device\" from "
		"PciRoot(0x0)/Pci(0x2,0x0): Access Denied");
	assert_complaint("BdsDxe: failed to start Boot0001 x: Security Violation",
	                 "BdsDxe: failed to start Boot0001 x: Security Violation");
	assert_complaint("\r\nBdsDxe: No bootable option or device was found.\r\nBdsDxe: Press any",
	                 "BdsDxe: No bootable option or device was found.");
	assert_complaint("\033[1m\033[33mShell> \033[0m", "Shell>");
	assert_complaint(">>Start PXE over IPv4. ", ">>Start PXE over IPv4.");
}

/* Of two the more telling one. */
TEST(why_comes_first)
{
	assert_complaint("BdsDxe: failed to load Boot0001 a: Not Found\r\n"
	                 "BdsDxe: failed to load Boot0002 b: Access Denied\r\nShell> ",
	                 "BdsDxe: failed to load Boot0002 b: Access Denied");
	assert_complaint("BdsDxe: failed to load Boot0001 a: Not Found\r\nShell> ",
	                 "BdsDxe: failed to load Boot0001 a: Not Found");
}

TEST(what_is_no_complaint)
{
	assert_null(complaint(""));
	assert_null(complaint(
		"BdsDxe: loading Boot0001 \"UEFI Misc Device\"\r\nBdsDxe: starting Boot0001"));
	assert_null(complaint("Shell"));
}

TEST(who_is_not_asked)
{
	struct machine machine = { .monitor.fd = -1, .early = "Shell> ", .early_bytes = 7 };
	const char *const command[] = { "true", NULL };
	const struct guest_request own = { .start = GUEST_START_UEFI, .command = command };
	const struct guest_request direct = { .start = GUEST_START_DIRECT };
	const struct guest_request bios = { .start = GUEST_START_BIOS };
	struct arena scratch = arena;

	assert_null(firmware_complaint(&machine, &own, &scratch));
	assert_null(firmware_complaint(&machine, &direct, &scratch));
	assert_null(firmware_complaint(&machine, &bios, &scratch));
	assert_non_null(firmware_complaint(&machine, &by_uefi, &scratch));
	machine.is_begun = true;
	assert_null(firmware_complaint(&machine, &by_uefi, &scratch));
}
