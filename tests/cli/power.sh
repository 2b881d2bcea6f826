#!/bin/sh
# How a kernel ends a machine: by each means to reset it, on a machine that has
# none of those tried before, and by ACPI's power-off of three kinds.
. "$(dirname "$0")/../tap.sh"

project() {	# NAME CALL
	mkdir -p "$1/src"
	echo "name: $1" >"$1/ingot.yaml"
	cat >"$1/src/main.c" <<END
#include <ingot/boot.h>
#include <ingot/power.h>

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	$2();
}
ENTRY_POINT(kernel_main)
END
}
project reset power_reset
project off power_off

# The machine stands where it was reset: the backtrace tells by what.
resets() {	# MEANS FUNCTION QEMU-ARGUMENTS...
	means=$1
	function=$2
	shift 2
	t_status "$means resets" 6 t_limit 120 "$INGOT" -C reset run --backtrace=full \
		--direct -- "$@"
	cat "$t_out" "$t_err" >report
	t_has "that is a reset: $means" "the guest reset the machine" report
	t_has "and was done by it: $means" "$function" report
}
resets "ACPI's register at a port" acpi_power_reset -M q35
resets "ACPI's register in memory" acpi_power_reset -M microvm
resets "the chipset" reset_by_chipset -M pc
resets "the keyboard controller" reset_by_keyboard -M isapc -cpu qemu64
resets "a triple fault" reset_by_fault -M isapc,i8042=off -cpu qemu64

# Without an answer the machine would stand still until the time is up.
for machine in pc q35 microvm; do
	t_ok "$machine is switched off" t_limit 120 "$INGOT" -C off run --direct -- -M $machine
done
t_done
