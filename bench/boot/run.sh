#!/bin/sh
# run.sh: the time from QEMU's start to a kernel's first instruction.
#
# usage: bench/boot/run.sh [SIZE...]
#
# Sizes are the loaded data of the kernel: 16K 1M 16M 64M by BIOS and 16K 64M by
# UEFI, unless given. For each, on three machines, and started by QEMU itself
# (--direct), are compared
#
#	floor	a boot sector or a bare EFI application that leaves at once
#	ingot	an image of `ingot image --release`
#	grub	a minimal GRUB with the same kernel as Multiboot2 ELF, if
#		grub-mkimage is here: by BIOS with its modules for i386-pc, by
#		UEFI with those for x86_64-efi
#	limine	Limine with the same kernel in its own protocol, if LIMINE names
#		a directory with a binary release of it: by BIOS with
#		limine-bios.sys and its `limine` tool made, by UEFI with BOOTX64.EFI
#
# Three tables of each firmware go to the standard output, of interleaved runs:
# wall time, median and (minimum); the processor time that QEMU used, which other
# work on the host disturbs less; and what the guest executed, median of three,
# which depends on the host only in the loops that wait for a device. By BIOS
# this is virtual time, in which an instruction takes a nanosecond; UEFI firmware
# spends seconds of it waiting, so that there an instruction takes 64.
#
# Environment: FIRMWARE, "bios uefi" unless set; ROUNDS, 5, and ROUNDS_UEFI, 3;
# LIMINE; QEMU, OVMF: what `ingot doctor` finds unless set; CLANG, LD.
set -eu
cd "$(dirname "$0")/../.."
PATH=$PATH:/usr/sbin:/sbin
. bench/boot/images.sh
[ -x build/ingot ] || { echo "run.sh: no build/ingot: run make first" >&2; exit 1; }
# Of this run alone: another one may be at it. On the disk, as it is large.
mkdir -p build/bench
out=$(mktemp -d "$PWD/build/bench/boot.XXXXXX")
trap 'rm -rf "$out"' EXIT
trap 'exit 1' HUP INT TERM

found() {	# TOOL: where, as ingot sees it
	build/ingot doctor | awk -v tool="$1" '$1 == tool && $2 == "ok" { print $NF }'
}

firmware=${FIRMWARE:-bios uefi}
rounds=${ROUNDS:-5}
rounds_uefi=${ROUNDS_UEFI:-3}
sizes=${*:-16K 1M 16M 64M}
sizes_uefi=${*:-16K 64M}
qemu=${QEMU:-$(found qemu-system-x86_64)}
clang=${CLANG:-$(sh scripts/llvm.sh clang)}
ld=${LD:-$(sh scripts/llvm.sh ld.lld)}
ovmf=${OVMF:-$(found OVMF)}
grub_folder=${GRUB_FOLDER:-/usr/lib/grub}
common="$qemu -nodefaults -no-user-config -display none -vga std -m 256M -no-reboot
	-device isa-debug-exit,iobase=0xf4,iosize=4"
success=33

# --- Runs --------------------------------------------------------------------

# Without variables that last, as `ingot run --uefi` has it.
machine_firmware() {	# FIRMWARE: QEMU's arguments
	case $1,$ovmf in
	bios,*) ;;
	*OVMF.fd) echo "-bios $ovmf" ;;		# code and variables in one
	*) echo "-drive if=pflash,format=raw,readonly=on,file=$ovmf" ;;
	esac
}

machine_of() {	# NAME LOADER SIZE IMAGE: QEMU's arguments
	case $1,$2 in
	pc-direct,ingot)      echo "-M pc $(cat "$out/direct-$3")" ;;
	pc-direct,* | pc-IDE,*) echo "-M pc -drive format=raw,if=ide,file=$4" ;;
	pc-virtio,*) echo "-M pc -drive format=raw,if=virtio,file=$4" ;;
	q35-AHCI,*)  echo "-M q35 -drive format=raw,if=none,id=d,file=$4 -device ide-hd,drive=d" ;;
	esac
}

image_of() {	# FIRMWARE LOADER SIZE
	[ "$2" = floor ] && echo "$out/floor-$1.img" || echo "$out/$2-$3.img"
}

machines_of() {	# FIRMWARE
	[ "$1" = bios ] && echo "pc-IDE pc-virtio q35-AHCI pc-direct" ||
		echo "pc-IDE pc-virtio q35-AHCI"
}

peers_by() {	# FIRMWARE
	[ "$1" = bios ] && echo "$peers_bios" || echo "$peers_uefi"
}

loaders_on() {	# MACHINE FIRMWARE: QEMU itself starts no peer
	[ "$1" = pc-direct ] && echo "floor ingot" || echo "floor ingot $(peers_by "$2")"
}

commands_of() {	# FIRMWARE SIZE: "SIZE/MACHINE/LOADER COMMAND"
	for machine in $(machines_of "$1"); do
		for loader in $(loaders_on $machine "$1"); do
			image=$(image_of "$1" $loader "$2")
			echo "$2/$machine/$loader timeout 300 $(echo $common)" \
				"$(machine_firmware "$1")" \
				"$(machine_of $machine $loader "$2" "$image")"
		done
	done
}

time_size() {	# FIRMWARE SIZE ROUNDS: "SIZE/MACHINE/LOADER MEDIAN MINIMUM CPU", in us
	commands_of "$1" "$2" | sed 's| | exec |; s|$| </dev/null|' >"$out/commands"
	"$out/clock" "$3" $success "$out/commands"
}

count_once() {	# FILE SHIFT COMMAND: nanoseconds of virtual time
	rm -f "$1"
	eval "$3 -snapshot -icount shift=$2,sleep=off -debugcon 'file:$1'" \
		</dev/null >/dev/null 2>&1 || true
	[ ! -s "$1" ] || od -A n -t u8 "$1" | tr -d ' '
}

count_size() {	# FIRMWARE SIZE SHIFT: "SIZE/MACHINE/LOADER MEDIAN", in ns
	commands_of "$1" "$2" | while read -r key command; do
		for turn in 1 2 3; do
			(count_once "$out/tsc$turn" "$3" "$command" >"$out/count$turn") &
		done
		wait
		cat "$out/count1" "$out/count2" "$out/count3" | sort -n |
			sed -n "2s|^|$key |p"
	done
}

table() {	# TITLE UNIT FILE
	printf '\n**%s**\n\n' "$1"
	case $which in
	bios) note_grub=$note_grub_bios note_limine=$note_limine_bios ;;
	*) note_grub=$note_grub_uefi note_limine=$note_limine_uefi ;;
	esac
	awk -v unit="$2" -v note_grub="$note_grub" -v note_limine="$note_limine" \
		-f bench/boot/table.awk "$3"
}

bench() {	# FIRMWARE NAME ROUNDS SHIFT UNIT COUNTED SIZE...
	name=$2 turns=$3 shift=$4 unit=$5 counted=$6
	which=$1
	shift 6
	for size; do time_size "$which" "$size" "$turns"; done >"$out/times"
	table "$name: wall time in ms, median of $turns (minimum)" 1000 "$out/times"
	awk '{ print $1, $2 == "failed" ? $2 " " $3 : $4 }' "$out/times" >"$out/cpu"
	table "$name: processor time of QEMU in ms, median of $turns" 1000 "$out/cpu"
	for size; do count_size "$which" "$size" "$shift"; done >"$out/counts"
	table "$name: $counted" "$unit" "$out/counts"
}

# --- What is here ------------------------------------------------------------

disk_tools="sgdisk mkfs.fat mmd mcopy"
peers_bios=
peers_uefi=
# A peer that lacks what one firmware needs of it is measured by the other.
missing=$(missing_tools $disk_tools grub-mkimage "$grub_folder/i386-pc/boot.img" \
	"$grub_folder/i386-pc/multiboot2.mod")
note_grub_bios=${missing:+not measured: no$missing}
[ -n "$missing" ] || peers_bios=grub
missing=$(missing_tools $disk_tools grub-mkimage "$grub_folder/x86_64-efi/multiboot2.mod")
note_grub_uefi=${missing:+not measured: no$missing}
[ -n "$missing" ] || peers_uefi=grub
note_limine_bios="not measured: no LIMINE"
note_limine_uefi=$note_limine_bios
if [ -n "${LIMINE:-}" ]; then
	missing=$(missing_tools $disk_tools "$LIMINE/limine" "$LIMINE/limine-bios.sys")
	note_limine_bios=${missing:+not measured: no$missing}
	[ -n "$missing" ] || peers_bios="$peers_bios limine"
	missing=$(missing_tools $disk_tools "$LIMINE/BOOTX64.EFI")
	note_limine_uefi=${missing:+not measured: no$missing}
	[ -n "$missing" ] || peers_uefi="$peers_uefi limine"
fi
missing=$(missing_tools $disk_tools)
case $firmware in *uefi*)
	if [ -n "$missing" ] || [ -z "$ovmf" ]; then
		echo "run.sh: UEFI is not measured: no${missing:- OVMF}" >&2
		firmware=bios
	fi ;;
esac

"${CC:-cc}" -std=c17 -D_XOPEN_SOURCE=700 -O2 -Wall -Wextra -o "$out/clock" bench/boot/clock.c
case $firmware in *bios*) make_floor_bios ;; esac
case $firmware in *uefi*) make_floor_uefi ;; *) sizes_uefi= ;; esac
case $firmware in *bios*) ;; *) sizes= ;; esac
case $firmware in *bios*) ;; *) peers_bios= ;; esac
case $firmware in *uefi*) ;; *) peers_uefi= ;; esac
peers=$(printf '%s\n' $peers_bios $peers_uefi | sort -u)
case $peers in *grub*) make_grub_core ;; esac
for size in $(printf '%s\n' $sizes $sizes_uefi | sort -u); do
	for loader in ingot $peers; do
		make_$loader "$size"
	done
done

echo "$("$qemu" --version | sed 1q), $(uname -s) $(uname -m)"
case $peers in *grub*) grub-mkimage --version ;; esac
case $peers_bios in *limine*) "$LIMINE/limine" --version | sed 1q ;; esac
case $firmware in *bios*)
	bench bios BIOS "$rounds" 0 1000000 \
		"virtual time in ms, a million instructions each, and the waits of the firmware" \
		$sizes ;;
esac
case $firmware in *uefi*)
	bench uefi UEFI "$rounds_uefi" 6 64000000 \
		"millions of instructions, the waits of the firmware among them" $sizes_uefi ;;
esac
