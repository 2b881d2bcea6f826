# lib: sourced by the boot tests. Makes kernels and disk images with the
# host's tools alone, boots them in QEMU, and prints TAP.
#
# The image writer of ingot is not used here, on purpose: what it and the
# loader both misunderstood would go unseen. $out is the directory for all files.

clang=${CLANG:-$(sh scripts/llvm.sh clang)}
ld=${LD:-$(sh scripts/llvm.sh ld.lld)}
nm=${NM:-$(sh scripts/llvm.sh llvm-nm)}
qemu=${QEMU:-qemu-system-x86_64}
timeout_s=${BOOT_TIMEOUT:-240}
PATH=$PATH:/usr/sbin:/sbin
tests=0
failures=0

need() {	# TOOL...: all of them, or no verdict
	for tool; do
		command -v "$tool" > /dev/null && continue
		echo "Bail out! boot tests need $tool"
		exit 1
	done
}

finish() {
	echo "1..$tests"
	[ "$failures" -eq 0 ]
}

verdict() {	# STATUS NAME: 0 = ok
	tests=$((tests + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tests - $2"
	else
		failures=$((failures + 1))
		echo "not ok $tests - $2"
	fi
}

make_kernel() {	# NAME BASE [CFLAGS...]: $out/NAME, an ELF kernel
	kernel=$1
	base=$2
	shift 2
	"$clang" --target=x86_64-unknown-none -std=c17 -ffreestanding -nostdlibinc -I. -O1 \
		-mno-red-zone -mno-mmx -mno-sse -mno-sse2 -mno-80387 -msoft-float \
		-mcmodel=large -fno-pie -Wall -Wextra -Werror "$@" \
		-c -o "$out/$kernel.o" tests/boot/kernel.c &&
	"$ld" -static -T "${script:-tests/boot/kernel.ld}" --defsym=BASE="$base" \
		-o "$out/$kernel" "$out/$kernel.o"
}

make_pie() {	# NAME BASE [CFLAGS...]: as make_kernel, position-independent
	kernel=$1
	base=$2
	shift 2
	"$clang" --target=x86_64-unknown-none -std=c17 -ffreestanding -nostdlibinc -I. -O1 \
		-mno-red-zone -mno-mmx -mno-sse -mno-sse2 -mno-80387 -msoft-float \
		-fPIE -DPIE -Wall -Wextra -Werror "$@" -c -o "$out/$kernel.o" tests/boot/kernel.c &&
	"$ld" -pie --no-dynamic-linker -z text -T tests/boot/kernel.ld --defsym=BASE="$base" \
		-o "$out/$kernel" "$out/$kernel.o"
}

poke() {	# FILE OFFSET BYTES: bytes as printf escapes, \ooo
	# shellcheck disable=SC2059
	printf "$3" | dd of="$out/$1" bs=1 seek="$2" conv=notrunc 2> /dev/null
}

# A byte that may be any is another then: what is written there could be what stands there.
flip() {	# FILE OFFSET
	byte=$(dd if="$out/$1" bs=1 skip="$2" count=1 2> /dev/null | od -An -tu1)
	poke "$1" "$2" "$(printf '\\%03o' $((byte ^ 255)))"
}

le64() {	# NUMBER: its eight bytes as printf escapes
	value=$1
	for _ in 1 2 3 4 5 6 7 8; do
		printf '\\%03o' $((value & 255))
		value=$((value >> 8 & 0xffffffffffffff))
	done
}

# Sets one eight-byte field of one program header of a kernel.
# 8 = offset, 16 = virtual address, 32 = file size, 40 = memory size
poke_segment() {	# FILE NUMBER FIELD VALUE
	poke "$1" $((64 + 56 * $2 + $3)) "$(le64 "$4")"
}

esp_lba=2048
stage2_lba=34

make_esp() {	# NAME MIB FAT_BITS [FILE...]: files go to boot/, as they are named
	esp=$out/$1.esp
	mib=$2
	bits=$3
	shift 3
	rm -f "$esp"
	dd if=/dev/zero of="$esp" bs=1048576 seek="$mib" count=0 2> /dev/null
	mkfs.fat -F "$bits" "$esp" > /dev/null && mmd -i "$esp" ::boot
	for file; do
		case $file in
		kernel=*) mcopy -i "$esp" "$out/${file#kernel=}" ::boot/kernel ;;
		*) mcopy -i "$esp" "$out/$file" "::boot/$file" ;;
		esac
	done
}

stage2_sum() {	# FIRST END: docs/format.md 1.3, of these sectors
	od -An -v -tu1 "$stage2" | awk -v first="$1" -v end="$2" '
	{ for (i = 1; i <= NF; i++) byte[n++] = $i }
	END {
		sum = 1735357473	# 0x676f7421
		for (at = first * 512; at < end * 512; at += 4) {
			word = 0
			for (i = 3; i >= 0; i--)
				word = word * 256 + byte[at + i]
			top = int(sum / 2147483648)
			sum = (sum - top * 2147483648) * 2 + top + word
			sum -= int(sum / 4294967296) * 4294967296
		}
		printf "%.0f", sum
	}'
}

wrap_esp() {	# NAME: $out/NAME.img around $out/NAME.esp, which it removes
	image=$out/$1.img
	size=$(wc -c < "$out/$1.esp")
	sectors=$((size / 512))
	stage2_first=$(od -An -tu2 -j4 -N2 "$stage2" | tr -d ' ')
	stage2_sectors=$((($(wc -c < "$stage2") + 511) / 512))
	stage2_sum=${stage2_sum:-$(stage2_sum 0 "$stage2_first")}
	stage2_rest_sum=${stage2_rest_sum:-$(stage2_sum "$stage2_first" "$stage2_sectors")}
	rm -f "$image"
	dd if=/dev/zero of="$image" bs=512 seek=$((esp_lba + sectors + 2048)) count=0 2> /dev/null
	sgdisk -a 1 -n "1:$stage2_lba:$((esp_lba - 1))" -t 1:ef02 \
		-n "2:$esp_lba:$((esp_lba + sectors - 1))" -t 2:ef00 "$image" > /dev/null
	dd if="$out/$1.esp" of="$image" bs=1048576 seek=1 conv=notrunc 2> /dev/null
	dd if="$stage1" of="$image" bs=1 count=424 conv=notrunc 2> /dev/null
	dd if="$stage2" of="$image" bs=512 seek="$stage2_lba" conv=notrunc 2> /dev/null
	poke "$1.img" 412 "$(le64 "$stage2_rest_sum" | cut -c 1-16)"
	poke "$1.img" 424 "$(le64 $stage2_lba)$(printf '\\%03o\\000' "$stage2_first")"
	poke "$1.img" 436 "$(le64 "$stage2_sum" | cut -c 1-16)"
	rm -f "$out/$1.esp"
}

make_image() {	# as make_esp, but the whole disk: $out/NAME.img
	make_esp "$@"
	wrap_esp "$1"
}

# Boots, and compares QEMU's exit status and the serial output.
expect() {	# NAME STATUS TEXT QEMU_ARGS...: TEXT must appear, as it stands
	name=$1
	status=$2
	text=$3
	shift 3
	got=0
	timeout "$timeout_s" "$qemu" -nodefaults -no-user-config -display none -no-reboot \
		-serial "file:$out/serial" -device isa-debug-exit,iobase=0xf4,iosize=4 "$@" \
		< /dev/null > "$out/qemu" 2>&1 || got=$?
	if [ "$got" -eq "$status" ] && grep -F -q -e "$text" "$out/serial"; then
		verdict 0 "$name"
		return
	fi
	verdict 1 "$name"
	echo "# status $got, wanted $status; wanted on the serial line: $text"
	echo "# $qemu ... $*"
	sed 's/^/# /' "$out/serial" "$out/qemu"
}

ide() {		# NAME: sets the arguments for a disk image
	echo "-drive format=raw,if=ide,file=$out/$1.img"
}

boots() {	# NAME IMAGE QEMU_ARGS...: every promise is kept
	boots_name=$1
	boots_image=$2
	shift 2
	# shellcheck disable=SC2046
	expect "$boots_name" 33 "all promises hold" $(ide "$boots_image") -vga std "$@"
}

refuses() {	# NAME ERROR TEXT IMAGE QEMU_ARGS...
	refuses_name=$1
	refuses_error=$2
	refuses_text=$3
	refuses_image=$4
	shift 4
	# shellcheck disable=SC2046
	expect "$refuses_name" $(((0x20 + refuses_error) * 2 + 1)) \
		"ingot loader: error $refuses_error: $refuses_text" \
		$(ide "$refuses_image") -vga std "$@"
}

# --- What stands on the screen ----------------------------------------------

# The cells of the text screen in a file, one after the other: 80 to a line, no
# line ends.
read_screen() {	# FILE
	[ ! -f "$1" ] || od -An -v -tu1 "$1" | tr -s ' ' '\n' |
		awk '/./ && n++ % 2 == 0 { printf "%c", $1 ? $1 + 0 : 32 }'
}

# Commands for QEMU's monitor, once the serial line has the text.
command_when() {	# SERIAL_FILE TEXT COMMAND
	tries=1200
	until grep -F -q -e "$2" "$1" 2> /dev/null || [ $tries -eq 0 ]; do
		sleep 0.1 2> /dev/null || sleep 1
		tries=$((tries - 1))
	done
	sleep 0.2 2> /dev/null || sleep 1	# the screen's turn
	echo "$3"
	echo quit
}

# Without an exit port the machine stays, to be looked at.
look() {	# SERIAL_FILE TEXT COMMAND QEMU_ARGS...
	look_serial=$1
	look_text=$2
	look_command=$3
	shift 3
	rm -f "$look_serial"
	command_when "$look_serial" "$look_text" "$look_command" | timeout "$timeout_s" "$qemu" \
		-nodefaults -no-user-config -display none -no-reboot \
		-serial "file:$look_serial" -monitor stdio "$@" -snapshot > /dev/null 2>&1 || :
}
