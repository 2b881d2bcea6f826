#!/bin/sh
# A disk that fails to read, at each sector that a boot reads: once and for ever,
# by a BIOS on IDE, AHCI and virtio, and by UEFI; and a disk that is gone from some
# read on. Each boot ends in the kernel, which looks at every byte of its data, or
# in a refusal with the sector's place: never in a hang, a reset, silence, or a
# kernel with wrong data. TAP.
#
# usage: tests/boot/reads.sh [all | WAY SECTOR|gone-READS once|ever]
#
# Without arguments: the first and the last sector of every kind; two by UEFI.
# `all` takes every sector, by UEFI every 16th, and looks at every 8th screen.
#
# Environment: WAYS, some of "ide ahci virtio uefi"
set -eu
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")/../.."
INGOT=${INGOT:-$(pwd -P)/build/ingot}
out=$(mktemp -d "${TMPDIR:-/tmp}/ingot-test.XXXXXX")
trap 'rm -rf "$out"' EXIT
trap 'exit 130' INT TERM HUP
. tests/boot/lib.sh
need "$clang" "$ld" "$qemu" timeout sgdisk mkfs.fat mmd mcopy mshowfat gzip

ways=${WAYS:-ide ahci virtio uefi}
workers="0 1"
uefi_step=16	# `all`: of so many sectors by UEFI, one
look_step=8	# and of so many screens
uefi_timeout_s=${BOOT_TIMEOUT:-300}

sh tests/boot/loader.sh "$out"
stage1=$out/stage1.bin
stage2=$out/stage2.bin
awk 'BEGIN { while (i < 100001) printf "%c", 97 + i++ % 10 }' > "$out/module"
crc=$(gzip -c "$out/module" | tail -c 8 | od -An -tx4 -N4 | tr -d ' ')
printf 'kernel=boot/kernel\nmodule=boot/module\ncrc32=%s\n' "$crc" > "$out/ingot.conf"
make_kernel good 0xffffffff80000000 -DPLACES=16384 -DEXPECT_MODULES=1
make_esp good 8 12 ingot.conf kernel=good module
clusters() {	# FILE: the first and the last
	mshowfat -i "$out/good.esp" "::boot/$1" |
		sed -n 's/.*<\([0-9]*\)\(-\([0-9]*\)\)\{0,1\}>.*/\1 \3/p'
}
number() {	# OFFSET SIZE: of the volume's first sector
	od -An -tu"$2" -j "$1" -N "$2" "$out/good.esp" | tr -d ' '
}
conf_clusters=$(clusters ingot.conf)
kernel_clusters=$(clusters kernel)
module_clusters=$(clusters module)
reserved=$(number 14 2)
tables=$(($(number 16 1) * $(number 22 2)))
root_sectors=$(($(number 17 2) / 16))
cluster_sectors=$(number 13 1)
wrap_esp good

# For UEFI: the same files in the same places, behind them, where the firmware does
# not read them with it, its own file, the loader; and a disk to fall back on.
make_uefi() {
	mkdir -p "$out/victim/src"
	cp examples/hello/src/main.c "$out/victim/src"
	: > "$out/victim/ingot.yaml"
	"$INGOT" -q -C "$out/victim" image -o "$out/nothing.img"
	mcopy -n -i "$out/nothing.img@@1M" ::EFI/BOOT/BOOTX64.EFI "$out/BOOTX64.EFI"
	printf 'not-started=' > "$out/other.conf"
	mcopy -o -i "$out/nothing.img@@1M" "$out/other.conf" ::boot/ingot.conf
	make_kernel uefi 0xffffffff80000000 -DPLACES=16384 -DEXPECT_MODULES=1 -DUEFI \
		-DEXPECT_SCREEN=0 -DEXPECT_WIDTH=640
	make_esp uefi 8 12 ingot.conf kernel=uefi module
	dd if=/dev/zero of="$out/gap" bs=1024 count=256 2> /dev/null
	mcopy -i "$out/uefi.esp" "$out/gap" ::gap
	mmd -i "$out/uefi.esp" ::EFI ::EFI/BOOT
	mcopy -i "$out/uefi.esp" "$out/BOOTX64.EFI" ::EFI/BOOT/
	wrap_esp uefi
}
ovmf=$("$INGOT" doctor 2> /dev/null | sed -n 's|^OVMF  *ok[^/]*||p')
case $ways in
*uefi)
	if [ -n "$ovmf" ]; then
		make_uefi
	else
		verdict 0 "uefi # SKIP no OVMF on this host"
		ways=${ways%uefi}
	fi ;;
esac

truth() {	# TEST...: 0, or 1: for `verdict`
	if [ "$@" ]; then echo 0; else echo 1; fi
}

# --- What there is to read --------------------------------------------------

files_lba=$((esp_lba + reserved + tables + root_sectors))
sectors_of() {	# FIRST_CLUSTER [LAST_CLUSTER]
	echo $((files_lba + ($1 - 2) * cluster_sectors))
	echo $((files_lba + (${2:-$1} - 1) * cluster_sectors - 1))
}

our_kinds() {
	for file in "$conf_clusters" "$kernel_clusters" "$module_clusters"; do
		# shellcheck disable=SC2086
		sectors_of $file
	done
}

# Each kind's first and last sector.
kinds() {
	echo 0
	printf '%s\n' 1 2 33	# GPT: header, entries
	sectors=$((($(wc -c < "$stage2") + 511) / 512))
	printf '%s\n' $stage2_lba $((stage2_lba + stage2_first - 1)) \
		$((stage2_lba + stage2_first)) $((stage2_lba + sectors - 1))
	printf '%s\n' $esp_lba $((esp_lba + reserved)) $((esp_lba + reserved + tables)) $files_lba
	our_kinds
}
ours_first=$(our_kinds | sort -n | head -1)
ours_last=$(our_kinds | sort -n | tail -1)

# Whether the loader is the first to read a sector, by UEFI, which reads 64 KiB at a
# time of the directory that lies before the files.
is_ours() {	# SECTOR
	[ "$1" -ge $((ours_first + 128)) ] && [ "$1" -le "$ours_last" ]
}

image_of() {	# WAY
	case $1 in
	uefi) echo "$out/uefi.img" ;;
	*) echo "$out/good.img" ;;
	esac
}

firmware() {
	case $ovmf in
	*OVMF.fd) echo "-bios $ovmf" ;;
	*) echo "-drive if=pflash,format=raw,readonly=on,file=$ovmf" ;;
	esac
}

machine() {	# WAY DRIVE_OPTIONS: sets $machine
	machine="-vga std -drive $2"
	case $1 in
	ide) machine="$machine,if=ide" ;;
	virtio) machine="$machine,if=virtio" ;;
	ahci) machine="-M q35 $machine,if=none,id=d -device ide-hd,drive=d" ;;
	uefi)
		timeout_s=$uefi_timeout_s
		machine="-M q35 -m 128 $(firmware) $machine,if=none,id=d"
		machine="$machine -device virtio-blk-pci,drive=d,bootindex=0" ;;
	*) echo "Bail out! no way $1"; exit 1 ;;
	esac
}

# Boots: serial line, firmware's words, and what is read, in files of the worker.
boot() {	# WORKER MACHINE...: its exit status
	worker=$1
	shift
	for file in serial bios trace; do
		: > "$out/$file-$worker"
	done
	timeout "$timeout_s" "$qemu" -nodefaults -no-user-config -display none -no-reboot \
		-boot reboot-timeout=0 -serial "file:$out/serial-$worker" \
		-device isa-debugcon,iobase=0x402,chardev=bios \
		-chardev "file,id=bios,path=$out/bios-$worker" \
		-d trace:blk_co_preadv -D "$out/trace-$worker" \
		-device isa-debug-exit,iobase=0xf4,iosize=4 -snapshot "$@" \
		< /dev/null > "$out/qemu-$worker" 2>&1
}

reads() {	# WORKER: how many there were
	grep -c 'offset.*bytes' "$out/trace-$1" || :
}

# The sectors that a good boot reads, one a line, in $out/WAY.sectors, and the
# number of reads in $out/WAY.reads. A read of a mebibyte is of UEFI itself.
trace() {	# WAY
	machine "$1" "format=raw,file=$(image_of "$1")"
	status=0
	# shellcheck disable=SC2086
	boot 0 $machine || status=$?
	[ $status -ne 33 ] || grep -q "all promises hold" "$out/serial-0" || status=1
	verdict "$(truth $status -eq 33)" "$1: a disk that does not fail boots"
	reads 0 > "$out/$1.reads"
	sed -n 's/.*offset \([0-9]*\) bytes \([0-9]*\).*/\1 \2/p' "$out/trace-0" |
		awk '$2 < 1048576 { for (i = $1; i < $1 + $2; i += 512) print i / 512 }' |
		sort -n -u > "$out/$1.sectors"
}

# --- One boot of a disk that fails ------------------------------------------

# blkdebug: an error in what reads this sector, or in all reads after some. The
# first read is QEMU's own, of sector 0, to guess a geometry.
failing() {	# WAY SECTOR|gone-READS once|ever
	printf '%s' "format=raw,file.driver=blkdebug,file.image.driver=file"
	printf '%s' ",file.image.filename=$(image_of "$1")"
	printf '%s' ",file.inject-error.0.event=read_aio,file.inject-error.0.errno=5"
	good_reads=1
	case $2-$3 in
	gone-*)	good_reads=${2#gone-} ;;
	*-once) printf '%s' ",file.inject-error.0.once=on,file.inject-error.0.sector=$2" ;;
	*)	printf '%s' ",file.inject-error.0.sector=$2" ;;
	esac
	state=1
	while [ $state -le "$good_reads" ]; do
		rule=file.set-state.$((state - 1))
		printf '%s' ",$rule.event=read_aio,$rule.state=$state"
		printf '%s' ",$rule.new_state=$((state + 1))"
		state=$((state + 1))
	done
	printf '%s' ",file.inject-error.0.state=$state"
}

# How a boot ended: boots, refused N, firmware (which did not start us), or why
# that is no good end.
ending() {	# WORKER STATUS
	refusal=$(sed -n 's/^ingot loader: error \([0-9]*\).*/\1/p' "$out/serial-$1" |
		tr -d '\r\n')
	case $2 in
	124) echo "it hangs"; return ;;
	esac
	if [ "$2" -eq 33 ] && grep -q "all promises hold" "$out/serial-$1"; then
		echo "boots"
	elif [ "$2" -eq 35 ]; then
		echo "a kernel with wrong data"
	elif grep -q "error 17: .*not-started" "$out/serial-$1"; then
		echo "firmware"
	elif [ -n "$refusal" ] && [ "$2" -eq $(((0x20 + refusal) * 2 + 1)) ]; then
		echo "refused $refusal"
	elif [ "$2" -eq 0 ] && grep -q "could not read the boot disk" "$out/bios-$1" &&
		! grep -q "Booting from 0000:7c00" "$out/bios-$1"; then
		echo "firmware"
	else
		echo "a reset, or silence: status $2"
	fi
}

# Whether an end is the right one; else it is said why not.
judge() {	# WORKER SECTOR|gone-READS once|ever WAY END
	case $3-$5 in
	*-boots) ;;
	*-firmware)
		case $4-$2 in
		*-0|*-gone-*) ;;
		uefi-*)	! is_ours "$2" || echo "UEFI did not start the loader" ;;
		*)	echo "the BIOS did not start the loader" ;;
		esac ;;
	ever-"refused 2") ;;	# stage 1: no room for more than the number
	ever-"refused 12")
		case $4-$2 in
		*-gone-*) return ;;
		uefi-*)	place="read 512 bytes at byte $((($2 - esp_lba) * 512)) of" ;;
		*)	place="read sector $2:" ;;
		esac
		grep -q "fails to $place" "$out/serial-$1" || echo "another place is named" ;;
	*)	echo "$5" ;;
	esac
}

# What the serial line says stands on the screen too.
on_screen() {	# WORKER
	text=$(sed -n 's/^\(ingot loader: error .*\)/\1/p' "$out/serial-$1" | tr -d '\r')
	rm -f "$out/vga-$1"
	# shellcheck disable=SC2086
	look "$out/seen-$1" "$text" "pmemsave 0xb8000 4000 \"$out/vga-$1\"" $machine
	read_screen "$out/vga-$1" | grep -F -q -e "$text"
}

# One line: WAY SECTOR once|ever END, and what is wrong with it. A boot that reads
# more than that of a good disk ends as "again".
try() {	# WORKER LOOK WAY SECTOR|gone-READS once|ever
	status=0
	machine "$3" "$(failing "$3" "$4" "$5")"
	[ "$3" != uefi ] || machine="$machine -drive if=none,id=f,format=raw,file=$out/nothing.img
		-device virtio-blk-pci,drive=f,bootindex=1"
	# shellcheck disable=SC2086
	boot "$1" $machine || status=$?
	end=$(ending "$1" $status)
	wrong=$(judge "$1" "$4" "$5" "$3" "$end")
	case $2-$3-$end-$wrong in
	look-uefi-*) ;;	# pixels: tests/boot/refusals.sh
	look-*-refused*-) on_screen "$1" || wrong="not on the screen" ;;
	esac
	case $end in boots|refused*|firmware) end=${end%% *} ;; *) end=bad ;; esac
	[ "$end" != boots ] || [ "$(reads "$1")" -le "$(cat "$out/$3.reads")" ] || end=again
	echo "$3 $4 $5 $end ${wrong:-ok}"
	[ -z "$wrong" ] || sed 's/^/# /' "$out/serial-$1" "$out/qemu-$1" >> "$out/told-$1"
}

# --- Many -------------------------------------------------------------------

# Lines of WAY SECTOR once|ever, two by two.
work() {	# WORKER LOOK
	look=$2
	awk -v worker="$1" 'int(NR / 2) % 2 == worker' "$out/jobs" |
	while read -r way sector how; do
		[ "$2" != look ] || case $((${sector#gone-} % look_step)) in
		0) look=look ;;
		*) look=blind ;;
		esac
		try "$1" $look "$way" "$sector" "$how"
	done > "$out/ends-$1"
}

count() {	# WAY once|ever PATTERN END_PATTERN
	awk -v way="$1" -v how="$2" -v pattern="$3" -v wanted="$4" \
		'$1 == way && $3 == how && $2 ~ pattern && $4 ~ wanted { n++ }
		END { print n + 0 }' \
		"$out/ends"
}

# The verdict over all jobs of a way: the numbers stand in its name.
sum_up() {	# WAY once|ever PATTERN NAME WANTED...: an end that must occur
	way=$1 how=$2 pattern=$3 name=$4
	shift 4
	bad=$(awk -v way="$way" -v how="$how" -v pattern="$pattern" \
		'$1 == way && $3 == how && $2 ~ pattern && $5 != "ok"' "$out/ends")
	for wanted; do
		[ "$(count "$way" "$how" "$pattern" "$wanted")" -gt 0 ] || bad="$bad
no boot of these ends so: $wanted"
	done
	boot=$(count "$way" "$how" "$pattern" '^(boots|again)$')
	refused=$(count "$way" "$how" "$pattern" refused)
	unread=$(count "$way" "$how" "$pattern" firmware)
	verdict "$(truth -z "$bad")" \
		"$way, $name: $boot boot, $refused refused, $unread not read by the firmware"
	[ -z "$bad" ] || echo "$bad" | sed -e 's/^/# /' \
		-e 's|^# \([a-z]* [^ ]* [oe][a-z]*\) .*|&; again: sh tests/boot/reads.sh \1|'
}

if [ $# -eq 3 ]; then
	trace "$1"
	result=$(try 0 look "$@")
	case $result in *" ok") bad=0 ;; *) bad=1 ;; esac
	verdict $bad "$result"
	[ ! -f "$out/told-0" ] || cat "$out/told-0"
	finish
	exit
fi

# The first and the last sector of each kind that the loader reads, in $out/kinds.
list_kinds() {	# WAY
	case $1 in
	uefi) our_kinds ;;
	*) kinds ;;
	esac | sort -n -u > "$out/kinds"
}

# Of those, and of all that are read: lines of $out/jobs.
choose_jobs() {	# WAY [all]
	case $1-${2-} in
	uefi-all) awk -v step=$uefi_step 'NR % step == 0' "$out/uefi.sectors" |
		sort -n -u - "$out/kinds" ;;
	uefi-)	sed -n -e 4p -e 6p "$out/kinds" ;;	# the last of kernel and module
	*-all)	cat "$out/$1.sectors" ;;
	*)	cat "$out/kinds" ;;
	esac | sed "s/.*/$1 & once\n$1 & ever/"
	[ "$1" = uefi ] || awk -v way="$1" '{ for (i = 1; i < $1; i++)
		print way, "gone-" i, "ever" }' "$out/$1.reads"
}

all=${1:-}
for way in $ways; do
	trace "$way"
	list_kinds "$way"
	grep -v -x -f "$out/$way.sectors" "$out/kinds" > "$out/unread" || :
	verdict "$(truth ! -s "$out/unread")" \
		"$way: a good boot reads $(wc -l < "$out/$way.sectors") sectors, of every kind"
	sed 's/^/# not read: /' "$out/unread"
	choose_jobs "$way" $all >> "$out/jobs"
done
look=blind
[ "$all" != all ] || look=look
children=
for worker in $workers; do
	work "$worker" $look &
	children="$children $!"
done
# shellcheck disable=SC2086
wait $children
cat "$out"/ends-* > "$out/ends"
jobs=$(wc -l < "$out/jobs")
verdict "$(truth "$(wc -l < "$out/ends")" -eq "$jobs")" "$jobs boots of disks that fail"
for way in $ways; do
	case $way-$all in uefi-)
		sum_up uefi once '^[0-9]' "sectors that fail once" again
		sum_up uefi ever '^[0-9]' "sectors that fail for ever" refused
		continue ;;
	esac
	sum_up "$way" once '^[0-9]' "sectors that fail once" again firmware
	sum_up "$way" ever '^[0-9]' "sectors that fail for ever" refused firmware
	[ "$way" = uefi ] ||
		sum_up "$way" ever gone "a disk that is gone after each read" refused firmware
done
for told in "$out"/told-*; do
	[ ! -f "$told" ] || head -50 "$told"
done
finish
