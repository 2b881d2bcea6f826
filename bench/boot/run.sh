#!/bin/sh
# run.sh: the time from QEMU's start to a kernel's first instruction, by BIOS.
#
# usage: bench/boot/run.sh [SIZE...]
#
# Sizes are the loaded data of the kernel: 16K 1M 16M 64M, all by default. For
# each, on three machines, and started by QEMU itself (--direct), are compared
#
#	floor	a boot sector that leaves at once
#	ingot	an image of `ingot image --release`
#	grub	a minimal GRUB with the same kernel as Multiboot2 ELF, if
#		grub-mkimage is here, with its i386-pc modules
#
# Three tables go to the standard output, of interleaved runs: wall time, median
# and (minimum); the processor time that QEMU used, which other work on the host
# disturbs less; and virtual time, in which an instruction takes a nanosecond,
# the median of three: it does not depend on the host, save in the loops that
# wait for a disk.
#
# Environment: ROUNDS, 7 unless set; QEMU, CLANG, LD.
set -eu
cd "$(dirname "$0")/../.."
PATH=$PATH:/usr/sbin:/sbin
rounds=${ROUNDS:-7}
qemu=${QEMU:-qemu-system-x86_64}
clang=${CLANG:-$(sh scripts/llvm.sh clang)}
ld=${LD:-$(sh scripts/llvm.sh ld.lld)}
grub_modules=${GRUB_MODULES:-/usr/lib/grub/i386-pc}
out=$PWD/build/bench/boot
common="$qemu -nodefaults -no-user-config -display none -vga std -m 256M -no-reboot
	-device isa-debug-exit,iobase=0xf4,iosize=4"
common=$(echo $common)
success=33
[ $# -gt 0 ] || set -- 16K 1M 16M 64M
sizes=$*
[ -x build/ingot ] || { echo "run.sh: no build/ingot: run make first" >&2; exit 1; }
mkdir -p "$out"

bytes_of() {	# SIZE
	case $1 in
	*K) echo $((${1%K} * 1024)) ;;
	*M) echo $((${1%M} * 1048576)) ;;
	*) echo "run.sh: $1 is no size such as 16K or 1M" >&2; exit 1 ;;
	esac
}

# --- Images ------------------------------------------------------------------

assemble() {	# OUTPUT SOURCE [FLAGS...]
	assemble_to=$1
	assemble_from=$2
	shift 2
	"$clang" --target=x86_64-unknown-none -I. "$@" -c -o "$assemble_to" "$assemble_from"
}

make_floor() {	# a whole MiB: firmware refuses disks below one cylinder
	assemble "$out/floor.o" bench/boot/floor.S
	"$ld" -Ttext=0x7c00 --oformat=binary -o "$out/floor.img" "$out/floor.o"
	dd if=/dev/zero of="$out/floor.img" bs=1048576 seek=1 count=0 2>/dev/null
}

make_ingot() {	# SIZE
	project=$out/ingot-$1
	mkdir -p "$project/src"
	echo "name: bench" >"$project/ingot.yaml"
	cp bench/boot/ours/note.c "$project/src/note.c"
	{
		echo "#define LOAD_BYTES $(bytes_of "$1")"
		sed "s|\"bench/boot/\(.*\)\"|\"$PWD/bench/boot/\1\"|" bench/boot/ours/start.S
	} >"$project/src/start.S"
	build/ingot -q -C "$project" image --release -o "$out/ingot-$1.img"
	build/ingot -C "$project" run --direct --release -v 2>&1 |
		sed -n "s|.* -kernel \([^ ]*\) -initrd \([^ ]*\) .*|-kernel \1 -initrd $project/\2|p" \
		>"$out/direct-$1"
}

missing_for_grub() {
	for tool in grub-mkimage sgdisk mkfs.fat mmd mcopy; do
		command -v $tool >/dev/null || printf ' %s' $tool
	done
	[ -f "$grub_modules/boot.img" ] || printf ' %s' "$grub_modules/boot.img"
}

le64() {	# NUMBER: its eight bytes as printf escapes
	le64_value=$1
	for _ in 1 2 3 4 5 6 7 8; do
		printf '\\%03o' $((le64_value & 255))
		le64_value=$((le64_value >> 8))
	done
}

poke() {	# FILE OFFSET NUMBER: eight bytes
	# shellcheck disable=SC2059
	printf "$(le64 "$3")" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}

make_grub_core() {	# boots what the ESP has, asks and shows nothing
	printf 'multiboot2 (hd0,gpt2)/boot/kernel\nboot\n' >"$out/grub.cfg"
	grub-mkimage -O i386-pc -d "$grub_modules" -c "$out/grub.cfg" -p '(hd0,gpt2)/boot' \
		-o "$out/core.img" biosdisk part_gpt fat multiboot2
	poke "$out/core.img" 500 35	# where the rest of it lies: after sector 34
	cp "$grub_modules/boot.img" "$out/boot.img"
	poke "$out/boot.img" 92 34
}

make_grub() {	# SIZE
	image=$out/grub-$1.img
	esp=$out/grub.esp
	mib=$(($(bytes_of "$1") / 1048576 * 5 / 4 + 8))
	assemble "$out/grub.o" bench/boot/multiboot.S -DLOAD_BYTES="$(bytes_of "$1")" -m32
	"$ld" -m elf_i386 --image-base=0x200000 -z max-page-size=4096 -o "$out/grub.elf" "$out/grub.o"
	rm -f "$esp" "$image"
	dd if=/dev/zero of="$esp" bs=1048576 seek=$mib count=0 2>/dev/null
	mkfs.fat -s 8 "$esp" >/dev/null
	mmd -i "$esp" ::boot
	mcopy -i "$esp" "$out/grub.elf" ::boot/kernel
	dd if=/dev/zero of="$image" bs=1048576 seek=$((mib + 2)) count=0 2>/dev/null
	sgdisk -a 1 -n 1:34:2047 -t 1:ef02 -n 2:2048:$((2047 + mib * 2048)) -t 2:ef00 \
		"$image" >/dev/null
	dd if="$esp" of="$image" bs=1048576 seek=1 conv=notrunc 2>/dev/null
	dd if="$out/boot.img" of="$image" bs=1 count=440 conv=notrunc 2>/dev/null
	dd if="$out/core.img" of="$image" bs=512 seek=34 conv=notrunc 2>/dev/null
	rm -f "$esp"
}

# --- Runs --------------------------------------------------------------------

machines="pc-IDE pc-virtio q35-AHCI pc-direct"

machine_of() {	# NAME LOADER SIZE: QEMU's arguments
	set -- "$1" "$(image_of "$2" "$3")" "$2" "$3"
	case $1 in
	pc-direct) [ "$3" = ingot ] && echo "-M pc $(cat "$out/direct-$4")" ||
	           echo "-M pc -drive format=raw,if=ide,file=$2" ;;
	pc-IDE)    echo "-M pc -drive format=raw,if=ide,file=$2" ;;
	pc-virtio) echo "-M pc -drive format=raw,if=virtio,file=$2" ;;
	q35-AHCI)  echo "-M q35 -drive format=raw,if=none,id=d,file=$2 -device ide-hd,drive=d" ;;
	esac
}

image_of() {	# LOADER SIZE
	[ "$1" = floor ] && echo "$out/floor.img" || echo "$out/$1-$2.img"
}

loaders_on() {	# MACHINE: QEMU does not start GRUB itself
	case $1 in
	pc-direct) echo "floor ingot" ;;
	*) echo "$loaders" ;;
	esac
}

time_size() {	# SIZE: "SIZE/MACHINE/LOADER MEDIAN MINIMUM CPU", in us
	for machine in $machines; do
		for loader in $(loaders_on $machine); do
			echo "$1/$machine/$loader exec timeout 300 $common" \
				"$(machine_of $machine $loader "$1") </dev/null"
		done
	done >"$out/commands"
	"$out/clock" "$rounds" $success "$out/commands"
}

virtual_once() {	# SIZE MACHINE LOADER: nanoseconds
	# shellcheck disable=SC2046
	timeout 300 $common -icount shift=0,sleep=off -debugcon "file:$out/tsc" \
		$(machine_of "$2" "$3" "$1") </dev/null >/dev/null 2>&1 || true
	od -A n -t u8 "$out/tsc" | tr -d ' '
}

virtual_size() {	# SIZE: "SIZE/MACHINE/LOADER MEDIAN", in ns
	for machine in $machines; do
		for loader in $(loaders_on $machine); do
			for _ in 1 2 3; do
				virtual_once "$1" $machine $loader
			done | sort -n | sed -n "2s|^|$1/$machine/$loader |p"
		done
	done
}

# A row for each machine and size: what is measured, then ratios.
table() {	# TITLE UNIT_DIVISOR FILE
	printf '\n%s\n\n' "$1"
	awk -v unit="$2" -v peer="$grub_note" '
	function cell(key) {
		if (!(key in median)) return key ~ /direct/ ? "-" : peer
		if (median[key] == "failed") return "failed " least[key]
		if (key in least) return sprintf("%.1f (%.1f)", median[key] / unit, least[key] / unit)
		return sprintf("%.1f", median[key] / unit)
	}
	function compared(row) {
		if (median[row "/grub"] + 0 == 0 || median[row "/ingot"] + 0 == 0) return "-"
		return sprintf("%.1f", median[row "/grub"] / median[row "/ingot"])
	}
	function over(row) {
		return sprintf("%+.1f", (median[row "/ingot"] - median[row "/floor"]) / unit)
	}
	{
		median[$1] = $2
		if (NF > 2) least[$1] = $3
		row = $1
		sub(/\/[a-z]*$/, "", row)
		if (!(row in seen)) { seen[row] = 1; rows[++count] = row }
	}
	END {
		print "| loaded, machine | floor | ingot | over the floor | grub | grub / ingot |"
		print "|---|---|---|---|---|---|"
		for (i = 1; i <= count; i++) {
			row = rows[i]
			name = row
			sub("/", ", ", name)
			sub("-", " ", name)
			printf "| %s | %s | %s | %s | %s | %s |\n", name, cell(row "/floor"),
				cell(row "/ingot"), over(row), cell(row "/grub"), compared(row)
		}
	}' "$3"
}

"${CC:-cc}" -std=c17 -D_XOPEN_SOURCE=700 -O2 -Wall -Wextra -o "$out/clock" bench/boot/clock.c
loaders="floor ingot"
missing=$(missing_for_grub)
grub_note="not measured: no$missing"
if [ -z "$missing" ]; then
	loaders="$loaders grub"
	make_grub_core
fi
make_floor
for size in $sizes; do
	make_ingot "$size"
	case $loaders in *grub) make_grub "$size" ;; esac
done

echo "$("$qemu" --version | sed 1q), $rounds rounds, $(uname -s) $(uname -m)"
[ -n "$missing" ] || grub-mkimage --version
for size in $sizes; do time_size "$size"; done >"$out/times"
table "Wall time in ms, median (minimum):" 1000 "$out/times"
awk '{ print $1, $2 == "failed" ? $2 " " $3 : $4 }' "$out/times" >"$out/cpu"
table "Processor time of QEMU in ms, median:" 1000 "$out/cpu"
for size in $sizes; do virtual_size "$size"; done >"$out/virtual"
table "Virtual time in ms, a million instructions each, and the waits of the firmware:" 1000000 "$out/virtual"
