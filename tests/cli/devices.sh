#!/bin/sh
# A kernel on machines that lack devices, or whose firmware has tables of garbage:
# each is missed by name, and the kernel goes on.
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
	struct key_event event;

	CHECK_STR_EQ(keyboard_open(), "no keyboard controller found");
	keyboard_interrupt(NULL);
	CHECK(!keyboard_poll(&event));
}

TEST(pci_is_missing)
{
	CHECK_STR_EQ(pci_start(), "no PCI bus found");
	CHECK_EQ(pci_get_count(), 0);
	CHECK_STR_EQ(pci_start(), "no PCI bus found");
	CHECK(pci_find_class(NULL, 3, 0) == NULL);
}

TEST(acpi_is_missing)
{
	const struct acpi_header *table;

	CHECK_STR_EQ(acpi_find_table("FACP", &table), "no ACPI tables found");
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
	CHECK_STR_EQ(clock_start(), "no HPET, ACPI timer or PIT found");
	CHECK_STR_EQ(timer_init(), "no HPET, ACPI timer or PIT found");
}

TEST(date_is_missing)
{
	struct tm date;

	CHECK_STR_EQ(clock_read_date(&date), "no real-time clock responds");
}

TEST(hypervisor_is_missing)
{
	struct fw_cfg_file file;

	CHECK_STR_EQ(fw_cfg_get(0, &file),
	             "no hypervisor: fw_cfg is a QEMU device");
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
# It has one serial line of its own, and the tests want two.
lacks date -M microvm,rtc=off -device isa-serial,index=1,chardev=ingot-verdict
lacks hypervisor -cpu qemu64,-hypervisor

# --- The reference kernel ---------------------------------------------------

# It comes up on each of them, says what is missing, and answers.
cp -R "$t_root/kernel" reference && rm -rf reference/build || exit 1
cp "$t_root/x86_64-os.json" . || exit 1

# survives STATUS SENTENCE QEMU-ARGUMENTS...
survives() {
	status=$1
	sentence=$2
	shift 2
	t_status "the reference kernel on $*" "$status" t_limit 120 "$INGOT" -C reference run \
		--direct --smp 2 --timeout 5 -- "$@"
	t_has "it names it" "$sentence"
	t_has "it comes up" "[kernel] up in "
	t_has "it answers" "> time"
}
survives 0 "keyboard: no keyboard controller found" -M pc,i8042=off
survives 0 "no timers: the CPU has no local APIC" -cpu qemu64,-apic
survives 0 "no PCI bus found" -M microvm
survives 0 "[pci]    4 devices" -vga none
survives 0 "MHz (calibrated by ACPI timer)" -M pc,hpet=off
# Without ACPI nothing switches it off.
survives 5 "no timers: no HPET, ACPI timer or PIT found" \
	-M pc,hpet=off,acpi=off,pit=off
t_has "it says that, too" "power: cannot power off: no ACPI tables found"

# Tables of garbage beside the machine's own.
head -c 64 "$t_root/LICENSE" >garbage
survives 0 "[pci]    5 devices" -M pc -acpitable "sig=MCFG,data=$PWD/garbage"
survives 0 "MHz (calibrated by ACPI timer)" -M pc,hpet=off \
	-acpitable "sig=HPET,data=$PWD/garbage"
t_done
