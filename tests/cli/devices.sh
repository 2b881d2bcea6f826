#!/bin/sh
# A kernel on machines that lack devices: each is missed by name, and the kernel
# goes on.
. "$(dirname "$0")/../tap.sh"

mkdir -p kernel/tests
cat >kernel/ingot.yaml <<'END'
name: devices
sources: [tests]
END
cat >kernel/tests/missing.c <<'END'
#include <ingot/acpi.h>
#include <ingot/apic.h>
#include <ingot/boot.h>
#include <ingot/clock.h>
#include <ingot/fw_cfg.h>
#include <ingot/irq.h>
#include <ingot/keyboard.h>
#include <ingot/pci.h>
#include <ingot/serial.h>
#include <ingot/smp.h>
#include <ingot/test.h>
#include <ingot/timer.h>

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
}
ENTRY_POINT(kernel_main)

TEST(keyboard_is_missing)
{
	const char *reason = NULL;
	struct key_event event;

	CHECK(!keyboard_open(&reason));
	CHECK_STR_EQ(reason, "the machine has no keyboard controller");
	keyboard_interrupt(NULL);
	CHECK(!keyboard_poll(&event));
}

TEST(pci_is_missing)
{
	const char *reason = NULL;

	CHECK_EQ(pci_start(&reason), 0);
	CHECK_STR_EQ(reason, "the machine has no PCI");
	CHECK(pci_find_class(NULL, 3, 0) == NULL);
}

TEST(acpi_is_missing)
{
	const char *reason = NULL;

	CHECK(acpi_find_table("FACP", &reason) == NULL);
	CHECK_STR_EQ(reason, "the machine has no ACPI tables");
}

TEST(apic_is_missing)
{
	CHECK_STR_EQ(apic_start(), "the CPU has no local APIC");
	CHECK_STR_EQ(irq_start(), "the CPU has no local APIC");
	CHECK_STR_EQ(smp_start(NULL), "the CPU has no local APIC");
	CHECK_EQ(smp_get_count(), 1);
}

TEST(timers_are_missing)
{
	CHECK_STR_EQ(clock_start(), "the machine has no HPET, no ACPI timer and no PIT");
	CHECK_STR_EQ(timers_start(), "the machine has no HPET, no ACPI timer and no PIT");
}

TEST(hypervisor_is_missing)
{
	const char *reason = NULL;
	struct fw_cfg_file file;

	CHECK(!fw_cfg_get(0, &file, &reason));
	CHECK_STR_EQ(reason, "fw_cfg is QEMU's: the machine has no hypervisor");
}
END

# Each machine lacks one of them. Without PCI it has no disk that `ingot` knows:
# they are started directly.
lacks() {
	what=$1
	shift
	t_ok "a machine without $what" t_limit 300 "$INGOT" -C kernel test --direct \
		"${what}_" -- "$@"
	t_has "it is missed by name: $what" "1 passed, 0 failed"
}
lacks keyboard -M pc,i8042=off
lacks pci -M isapc -cpu qemu64
lacks acpi -M pc,acpi=off
lacks apic -cpu qemu64,-apic
lacks timers -M pc,hpet=off,acpi=off,pit=off
lacks hypervisor -cpu qemu64,-hypervisor
t_done
