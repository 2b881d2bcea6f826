#!/bin/sh
# Every number of boot/base/errors.h, provoked: its sentence on the serial line and
# on the screen, and its exit status. Those that no machine here can produce are
# left to the unit tests, which are searched for them. Ends with the table of
# numbers and what tests them, and compares it with docs/errors.md.
#
# usage: tests/boot/refusals.sh [NUMBER...]
set -eu
LC_ALL=C
export LC_ALL
wanted=$*
cd "$(dirname "$0")/../.."
INGOT=${INGOT:-$(pwd -P)/build/ingot}
out=$(mktemp -d "${TMPDIR:-/tmp}/ingot-test.XXXXXX")
trap 'rm -rf "$out"' EXIT
trap 'exit 130' INT TERM HUP
. tests/boot/lib.sh
nm=${NM:-$(sh scripts/llvm.sh llvm-nm)}
need "$clang" "$ld" "$nm" "$qemu" timeout sgdisk mkfs.fat mmd mcopy
sh tests/boot/loader.sh "$out"
stage1=$out/stage1.bin
stage2=$out/stage2.bin
high=0xffffffff80000000
config=".version=BOOT_CONFIG_VERSION,.size_bytes=sizeof(struct boot_config)"
make_kernel good $high
make_image good 8 12 kernel=good
: > "$out/provoked"

# --- Looking at one refusal -------------------------------------------------

is_wanted() {	# NUMBER
	[ -n "$wanted" ] || return 0
	for number in $wanted; do
		[ "$number" != "$1" ] || return 0
	done
	return 1
}

provoke() {	# NUMBER HOW TEXT QEMU_ARGS...
	number=$1
	how=$2
	text="ingot loader: error $1$3"
	shift 3
	is_wanted "$number" || return 0
	rm -f "$out/vga"
	look "$out/seen" "$text" "pmemsave 0xb8000 4000 \"$out/vga\"" "$@" &
	expect "error $number, $how: serial line and exit status" $(((0x20 + number) * 2 + 1)) \
		"$text" "$@" -snapshot
	wait $!
	if read_screen "$out/vga" | grep -F -q -e "$text"; then
		verdict 0 "error $number, $how: the screen"
		echo "$number tests/boot/refusals.sh: $how" >> "$out/provoked"
	else
		verdict 1 "error $number, $how: the screen"
		read_screen "$out/vga" | fold -w 80 | sed 's/^/# /'
	fi
}

refused() {	# NUMBER HOW TEXT IMAGE QEMU_ARGS...
	refused_number=$1
	refused_how=$2
	refused_text=$3
	refused_image=$4
	shift 4
	# shellcheck disable=SC2046
	provoke "$refused_number" "$refused_how" "$refused_text" $(ide "$refused_image") \
		-vga std "$@"
}

# --- The firmware -----------------------------------------------------------

# Firmware that is not as it should be: sector 0 changes it as it starts.
make_firmware() {	# NAME ASSEMBLY: $out/NAME.img
	awk -v text="$2" '{ print } /^\tsti$/ { gsub(/; */, "\n\t", text); print "\t" text }' \
		boot/bios/stage1.S > "$out/$1.S"
	"$clang" --target=x86_64-unknown-none -I. -c -o "$out/$1.o" "$out/$1.S"
	"$ld" -T boot/bios/stage1.ld --oformat=binary -o "$out/$1.bin" "$out/$1.o"
	cp "$out/good.img" "$out/$1.img"
	dd if="$out/$1.bin" of="$out/$1.img" bs=1 count=412 conv=notrunc 2> /dev/null
}

# The same with a handler of our own for one BIOS call.
make_handler() {	# NAME INTERRUPT ASSEMBLY
	make_firmware "$1" "movl \$9f, $2 * 4; jmp 8f; 9: $3; lret \$2; 8:"
}

make_handler no-edd 0x13 "stc"
refused 1 "INT 13h without EDD" "" no-edd
make_handler no-map 0x15 "stc"
refused 10 "INT 15h without E820h" ": the firmware provides no memory map" no-map
# "SMAP", as asked, and another entry to come: with nothing in it.
make_handler endless 0x15 "movl %edx, %eax; movb \$1, %bl; clc"
refused 10 "INT 15h E820h without end" ": the firmware's memory map does not end" endless
make_firmware low "movw \$64, 0x413"
refused 9 "64 KiB of low memory" ": the firmware leaves 64 KiB of low memory" low

# --- Stage 1 and stage 2 ----------------------------------------------------

blkdebug="-drive if=ide,format=raw,file.driver=blkdebug,file.image.driver=file"
blkdebug="$blkdebug,file.image.filename=$out/good.img,file.inject-error.0.event=read_aio"
blkdebug="$blkdebug,file.inject-error.0.errno=5,file.inject-error.0.sector"
# shellcheck disable=SC2086
{
	provoke 2 "a sector of stage 2 that fails" "" $blkdebug=40 -vga std
	provoke 12 "a sector that fails" ": the disk (drive 0x80) fails to read sector 2048" \
		$blkdebug=2048 -vga std
}
cp "$out/good.img" "$out/bad.img"
poke bad.img 432 '\000\000'
refused 3 "no place of stage 2" "" bad
cp "$out/good.img" "$out/bad.img"
poke bad.img $((stage2_lba * 512 + 4)) XXXX
refused 4 "the first part of stage 2 overwritten" "" bad
cp "$out/good.img" "$out/bad.img"
flip bad.img 412
refused 4 "another checksum of the rest of stage 2" ": the loader on the disk is damaged" bad

# Instructions in the place of a function of stage 2.
patched() {	# SYMBOL BYTES: $out/bad.img
	address=$("$nm" "$out/stage2.elf" | sed -n "s/ [Tt] $1\$//p")
	cp "$out/stage2.bin" "$out/broken.bin"
	poke broken.bin $((0x$address - 0x8000)) "$2"
	stage2=$out/broken.bin
	stage2_sum='' stage2_rest_sum=''
	make_image bad 8 12 kernel=good
	stage2=$out/stage2.bin
	stage2_sum='' stage2_rest_sum=''
}
patched a20_test '\060\300\204\300\303'		# xor %al, %al; test %al, %al; ret
refused 5 "address line 20 that looks dead" ": address line A20 stays off" bad
patched loader_main '\017\013'			# ud2
refused 8 "an instruction that is none" ": exception 6 in the loader itself: RIP 0x" bad
refused 6 "a processor of 32 bits" ": this processor has no 64-bit (long) mode" good -cpu qemu32
refused 7 "a processor without NX" ": this processor has no no-execute (NX) pages" good \
	-cpu qemu64,nx=off

# --- The disk ---------------------------------------------------------------

damaged() {	# NUMBER HOW TEXT OFFSET BYTES
	cp "$out/good.img" "$out/bad.img"
	poke bad.img "$4" "$5"
	refused "$1" "$2" "$3" bad
}
damaged 13 "no GPT" ": the disk has no GUID partition table" 512 X
cp "$out/good.img" "$out/bad.img"
sgdisk -t 2:8300 "$out/bad.img" > /dev/null
refused 14 "a partition of another type" ": the disk has no EFI system partition" bad
damaged 15 "3 sectors a cluster" ": the EFI system partition is not a valid FAT volume" \
	$((esp_lba * 512 + 13)) '\003'
reserved=$(od -An -tu2 -j $((esp_lba * 512 + 14)) -N 2 "$out/good.img" | tr -d ' ')
damaged 16 "a chain that loops" ": a cluster chain is longer" \
	$(((esp_lba + reserved) * 512 + 4)) '\077\000'

# --- Files ------------------------------------------------------------------

conf() {	# TEXT: $out/bad.img
	printf '%b' "$1" > "$out/ingot.conf"
	make_image bad 8 12 ingot.conf kernel=good
}
conf 'kernle=boot/kernel\n'
refused 17 "an unknown key" ": boot/ingot.conf, line 1: unknown key kernle" bad
conf 'kernel=boot/nothing\n'
refused 18 "no kernel" ": the EFI system partition has no file boot/nothing" bad
conf 'module=boot/nothing\n'
refused 19 "no module" ": the EFI system partition has no module boot/nothing" bad
conf "$(awk 'BEGIN { while (i++ < 33) printf "module=boot/kernel\\n" }')"
refused 20 "33 modules" ": boot/ingot.conf, line 33: more than 32 modules" bad
conf 'kernel=boot/kernel\ncrc32=01234567\n'
refused 40 "another checksum" ": boot/kernel is damaged, or not the one" bad

# --- Kernels ----------------------------------------------------------------

kernel_refused() {	# NUMBER HOW TEXT KERNEL
	is_wanted "$1" || return 0
	make_image bad 24 16 "kernel=$4"
	refused "$1" "$2" "$3" bad
}
changed() {	# NUMBER HOW TEXT COMMAND...: a good kernel, changed by the command
	changed_number=$1
	changed_how=$2
	changed_text=$3
	shift 3
	cp "$out/good" "$out/bad"
	"$@"
	kernel_refused "$changed_number" "$changed_how" "$changed_text" bad
}
make_kernel huge $high -DBSS_BYTES=1073741824ull
kernel_refused 11 "1 GiB of .bss" ": out of memory: the kernel needs" huge
changed 21 "no ELF file" ": the kernel is not an ELF file" poke bad 0 X
changed 22 "an object file" ": the kernel is not an executable" poke bad 16 '\001'
changed 23 "200 headers" ": the kernel has 200 program headers" poke bad 56 '\310'
changed 24 "data outside the file" ": segment 2: " poke_segment bad 2 8 0x100000
changed 25 "a segment at 0" ": segment 2 lies in page 0" poke_segment bad 2 16 0
changed 26 "segments that overlap" ": segments 2 at" poke_segment bad 2 16 -0x80000000
changed 27 "a segment with both rights" ": segment 2 is writable and executable" \
	poke bad $((64 + 56 * 2 + 4)) '\007'
changed 28 "a segment on the stack" ": segment 2 at" poke_segment bad 2 16 -0x10000001000
changed 29 "an entry in the data" ": the kernel's entry point" poke bad 24 '\000\000\001'
changed 30 "a note that is cut short" ": a note of the kernel runs past its segment" \
	poke_segment bad 3 32 20
make_kernel anonymous $high -DWITHOUT_NOTE
kernel_refused 31 "no ABI note" ": the kernel has no ABI note" anonymous
make_kernel future $high -DBOOT_INFO_WANTED=99
kernel_refused 32 "boot info of version 99" ": the kernel requests boot info of version 99" future
make_kernel stack $high "-DCONFIG=$config,.kernel_stack_size=1ull<<40"
kernel_refused 33 "a stack of 1 TiB" ": the kernel requests a stack of" stack
make_kernel map $high "-DCONFIG=$config,.physical_memory={0xffffffff40000000,1,0}"
kernel_refused 34 "physical memory that wraps" ": 0x100000000 bytes of physical memory" map
make_kernel flags $high "-DCONFIG=$config,.flags=4"
kernel_refused 35 "unknown flags" ": the kernel's CONFIG note has unknown flags 0x4" flags
make_kernel fixed $high "-DCONFIG=$config,.flags=BOOT_LOAD_AT_PHYSICAL"
kernel_refused 41 "physical addresses that are none" ": segment 0 asks for " fixed
make_pie packed 0
"$ld" -pie --no-dynamic-linker -z text -z pack-relative-relocs -T tests/boot/kernel.ld \
	--defsym=BASE=0 -o "$out/packed" "$out/packed.o"
kernel_refused 39 "packed relocations" ": the kernel has packed relocations (DT_RELR)" packed
printf '\t.text\n\t.globl word\nword:\t.quad word\n' >"$out/word.S"
"$clang" --target=x86_64-unknown-none -c "$out/word.S" -o "$out/word.o"
"$ld" -pie --no-dynamic-linker -z notext -T tests/boot/kernel.ld --defsym=BASE=0 \
	-o "$out/text" "$out/packed.o" "$out/word.o"
kernel_refused 39 "a relocation of code" ": a relocation changes code at 0x" text

# --- Started by QEMU itself, and by UEFI ------------------------------------

mkdir -p "$out/victim/src"
cp examples/hello/src/main.c "$out/victim/src"
: > "$out/victim/ingot.yaml"
loader=$("$INGOT" -C "$out/victim" -v run --direct 2>&1 | tr ' ' '\n' |
	sed -n '/^-kernel$/{n;p;q;}')
pvh="-kernel $loader -vga std"
# shellcheck disable=SC2086
{
	provoke 38 "PVH without a bundle" ": no bundle of files came with the loader" $pvh
	provoke 37 "PVH with a long command line" ": the command line exceeds" $pvh \
		-append "$(awk 'BEGIN { while (i++ < 4100) printf "x" }')" -initrd "$loader"
	provoke 6 "PVH, a processor of 32 bits" ": this processor has no 64-bit" $pvh \
		-initrd "$loader" -cpu qemu32
	provoke 7 "PVH, a processor without NX" ": this processor has no no-execute" $pvh \
		-initrd "$loader" -cpu qemu64,nx=off
}

# The screen of UEFI has pixels.
uefi_refused() {	# NUMBER HOW TEXT QEMU_ARGS...
	number=$1
	how=$2
	text="ingot loader: error $1: $3"
	shift 3
	is_wanted "$number" || return 0
	look "$out/seen" "$text" "screendump $out/uefi-$number.ppm" "$@" &
	expect "error $number, $how: serial line and exit status" $(((0x20 + number) * 2 + 1)) \
		"$text" "$@" -snapshot
	wait $!
	if [ -s "$out/uefi-$number.ppm" ] &&
		[ "$(tr -d '\000' < "$out/uefi-$number.ppm" | wc -c)" -gt 1000 ]; then
		verdict 0 "error $number, $how: the screen"
		echo "$number tests/boot/refusals.sh: $how" >> "$out/provoked"
	else
		verdict 1 "error $number, $how: the screen"
		echo "# it is black"
	fi
}

ovmf=$("$INGOT" doctor 2> /dev/null | sed -n 's|^OVMF  *ok[^/]*||p')
if [ -n "$ovmf" ]; then
	case $ovmf in
	*OVMF.fd) uefi="-M q35 -m 128 -vga std -bios $ovmf" ;;
	*) uefi="-M q35 -m 128 -vga std -drive if=pflash,format=raw,readonly=on,file=$ovmf" ;;
	esac
	"$INGOT" -q -C "$out/victim" image -o "$out/uefi.img"
	mcopy -n -i "$out/uefi.img@@1M" ::EFI/BOOT/BOOTX64.EFI "$out/loader.efi"
	printf 'kernle=' > "$out/ingot.conf"
	mcopy -o -i "$out/uefi.img@@1M" "$out/ingot.conf" ::boot/ingot.conf
	disk="-drive if=none,id=d,format=raw,snapshot=on,file=$out/uefi.img"
	# shellcheck disable=SC2086
	{
		uefi_refused 61 "UEFI that had the loader handed over" \
			"the loader was not read from a disk" $uefi -kernel "$out/loader.efi"
		uefi_refused 17 "UEFI, an unknown key" "boot/ingot.conf, line 1: unknown key" \
			$uefi $disk -device virtio-blk-pci,drive=d
	}
	# One letter of the sentence is another, and so is the picture.
	if is_wanted 17; then
		printf 'kernlf=' > "$out/ingot.conf"
		mcopy -o -i "$out/uefi.img@@1M" "$out/ingot.conf" ::boot/ingot.conf
		# shellcheck disable=SC2086
		look "$out/seen" "unknown key kernlf" "screendump $out/uefi-other.ppm" $uefi $disk \
			-device virtio-blk-pci,drive=d
		[ -s "$out/uefi-other.ppm" ] && ! cmp -s "$out/uefi-17.ppm" "$out/uefi-other.ppm"
		verdict $? "UEFI's screen shows the sentence"
	fi
else
	verdict 0 "refusals by UEFI # SKIP no OVMF on this host"
	echo "61 tests/boot/refusals.sh: skipped, no OVMF" >> "$out/provoked"
fi
if [ -n "$wanted" ]; then
	finish
	exit
fi

# --- The table --------------------------------------------------------------

# "NUMBER NAME" of each error.
sed -n -e 's/^#define \(ERROR_[A-Z0-9_]*\) *\([0-9]*\).*/\2 \1/p' \
	-e 's/^\t\(ERROR_[A-Z0-9_]*\) = \([0-9]*\),.*/\2 \1/p' boot/base/errors.h > "$out/errors"
units=tests/unit/boot
while read -r number name; do
	tested=$(sed -n "s/^$number //p" "$out/provoked" | tr '\n' ';' | sed 's/;$//; s/;/; /')
	[ -n "$tested" ] || tested=$(grep -l "assert_refused($name," $units/*.c | tr '\n' ' ')
	echo "# $number $name: ${tested:-NOTHING}"
	[ -n "$tested" ] || echo "$number" >> "$out/untested"
done < "$out/errors"
[ -s "$out/errors" ] && [ ! -s "$out/untested" ]
verdict $? "every number of boot/base/errors.h is provoked"

sed 's/ .*//' "$out/errors" > "$out/numbers"
sed -n 's/^| \([0-9][0-9]*\) | [A-Z].*\. | .*\. |$/\1/p' docs/errors.md > "$out/listed"
if cmp -s "$out/numbers" "$out/listed"; then
	verdict 0 "docs/errors.md lists the same numbers, each with a meaning and what to do"
else
	verdict 1 "docs/errors.md lists the same numbers, each with a meaning and what to do"
	diff "$out/numbers" "$out/listed" | sed 's/^/# /'
fi
finish
