#!/bin/sh
# The loader of --direct, started as Firecracker and Cloud Hypervisor start a PVH kernel:
# by tests/boot/monitor.S, on machines without firmware, PCI, keyboard, timers or ACPI.
. "$(dirname "$0")/../tap.sh"
qemu=${QEMU:-qemu-system-x86_64}
t_need "$qemu" od

CLANG=${CLANG:-$(sh "$t_root/scripts/llvm.sh" clang)}
LLD=${LLD:-$(sh "$t_root/scripts/llvm.sh" ld.lld)}
cp -R "$t_root/tests/guests/monitored" . || exit 1
t_ok "a bundle is made, and started by QEMU" t_limit 120 "$INGOT" -v -C monitored run --direct
loader=$(sed -n 's/.* -kernel \([^ ]*loader.pvh\) .*/\1/p' "$t_err" "$t_out")
bundle=monitored/build/x86_64-os/debug/monitored.bundle
t_ok "both are files" test -s "$loader" -a -s $bundle

# number OFFSET SIZE: one of the loader's file.
number() { od -An -tu"$2" -j"$1" -N"$2" "$loader" | tr -d ' '; }

# What linux-loader, the library of these monitors, demands of the file.
t_is "it is an ELF file of 64 bits" "2 1" "$(number 4 1) $(number 5 1)"
entry=$(number 24 4)
t_ok "its entry point lies above 1 MiB" test "$entry" -ge 1048576
LC_ALL=C tr '\0' '\n' <"$loader" >strings
t_has "it has the note of Xen" "Xen" strings

memory_mib=64
size=$(wc -c <$bundle)
module=$(((memory_mib * 1048576 - size) / 4096 * 4096))

# shim NAME=VALUE...: the monitor, with these fields instead of the usual ones.
shim() {
	t_limit 60 "$CLANG" --target=i386-unknown-none -c -o shim.o -DENTRY="$entry" \
		-DMEMORY_END=$((memory_mib * 1048576)) -DMODULE_BASE=$module \
		-DMODULE_SIZE="$size" -DMAGIC=0x336ec578 -DVERSION=1 -DMODULES=1 \
		-DCOMMAND_LINE=1 -DRSDP=0 -DMEMORY_COUNT=4 -Wno-macro-redefined "$@" \
		"$t_root/tests/boot/monitor.S" &&
		"$LLD" -T "$t_root/tests/boot/monitor.ld" --oformat=binary -o shim.bin shim.o
}

# starts NAME STATUS FIELDS QEMU_ARGUMENTS...: FIELDS are of the shim's, -DNAME=VALUE.
starts() {
	name=$1 status=$2 fields=$3
	shift 3
	# shellcheck disable=SC2086
	shim $fields || exit 1
	t_status "$name" "$status" t_limit 60 "$qemu" -nodefaults -no-user-config \
		-display none -no-reboot -serial stdio -accel tcg \
		-device isa-debug-exit,iobase=0xf4,iosize=4 -m $memory_mib -bios shim.bin \
		-device loader,file="$loader" \
		-device loader,file=$bundle,addr=$module,force-raw=on "$@"
}

least="microvm,acpi=off,pit=off,pic=off,rtc=off,usb=off"
starts "as little as there may be" 33 "" -M $least
t_has "by PVH, without tables and a screen" "firmware 3, root pointer 0, screen of 0 rows"
t_has "the command line is the monitor's" "command line: console=ttyS0 from a monitor."
t_has "the bundle came as a module" "module: greeting for the kernel"
t_has "the memory map is the monitor's" "memory: most of 64 MiB"
t_has "one CPU is all" "other CPUs: started, 1 in all"
t_has "the clock says what it lacks" "clock: no HPET, ACPI timer or PIT found"
t_has "PCI, too" "PCI: no PCI bus found"

starts "with ACPI tables of a monitor" 33 "-DRSDP=1" -M $least -smp 2
t_has "where it has put them" "root pointer 0xe0000"
t_has "two CPUs run" "other CPUs: started, 2 in all"

starts "with a timer, without a command line" 33 "-DCOMMAND_LINE=0 -DMEMORY_COUNT=3" \
	-M microvm,acpi=off,usb=off
t_has "there is none" "command line: ."
t_has "the clock runs" "clock: started"

starts "with PCI and a screen that nobody has set up" 33 "" -M pc -vga std
t_has "the devices are found" "PCI: started"
t_has "the screen is not used" "screen of 0 rows"

# refused NAME ERROR TEXT FIELDS
refused() {
	starts "$1" $(((32 + $2) * 2 + 1)) "$4" -M $least
	t_has "is said so" "ingot loader: error $2: $3"
}
refused "no module" 38 "no bundle of files came with the loader" -DMODULES=0
refused "start info of version 0" 10 "PVH start info of version 0 has no memory map" -DVERSION=0
refused "an empty memory map" 10 "PVH start info of version 1 has no memory map" \
	-DMEMORY_COUNT=0
refused "no start info" 37 "PVH start info has the magic number 0x1, not 0x336ec578" -DMAGIC=1
t_done
