#!/bin/sh
# Images as other people's tools see them: sgdisk, fsck.fat, mtools, file.
. "$(dirname "$0")/../tap.sh"
t_need sgdisk fsck.fat mdir mtype file cksum dd awk

# The writer alone, without the command around it.
(
	cd "$t_root" &&
	"${HOST_CC:-cc}" -std=c17 -D_XOPEN_SOURCE=700 -D_DARWIN_C_SOURCE -D_FILE_OFFSET_BITS=64 \
		-O1 -I. -o "$t_state/image_driver" tests/unit/host/image_driver.c \
		host/image/*.c host/base/*.c
) || { echo "Bail out! the image writer does not compile"; exit 1; }
driver=$t_state/image_driver
epoch=1700000001

# lines COUNT SEED: text that is the same everywhere.
lines() {
	awk -v count="$1" -v seed="$2" 'BEGIN {
		for (i = 0; i < count; i++)
			printf "%d:%d\n", seed, (i * 7919 + seed) % 1000003
	}'
}

lines 100 1 >stage1.text
dd if=stage1.text of=stage1 bs=512 count=1 2>/dev/null
lines 2000 2 >stage2
printf '\013\000' | dd of=stage2 bs=1 seek=4 conv=notrunc 2>/dev/null	# its first part
lines 3000 3 >loader
lines 40000 4 >kernel
lines 400000 5 >initrd
printf 'kernel=boot/kernel\nmodule=boot/initrd.tar\n' >conf
: >empty

# make IMAGE MIN_SIZE_MIB
make_image() {
	"$driver" "$1" "$2" $epoch stage1 stage2 EFI/BOOT/BOOTX64.EFI=loader \
		boot/kernel=kernel boot/ingot.conf=conf boot/initrd.tar=initrd \
		"boot/A long name, and more.txt=conf" boot/empty=empty \
		"boot/A long name, and less.txt=loader"
}

# same PATH FILE: what mtools reads is what went in.
same() {
	mtype -i disk.img@@1M "::$1" >copy 2>copy.err || { cat copy.err; return 1; }
	cmp copy "$2"
}

check_tools() {
	t_ok "$1: it is written" make_image disk.img "$2"
	t_run sgdisk -v disk.img
	t_has "$1: sgdisk finds no problem" "No problems found"
	t_lacks "$1: sgdisk warns of nothing" "Warning"
	t_run sgdisk -p disk.img
	t_has "$1: sgdisk sees the system partition" "EF00  EFI system partition"
	t_has "$1: sgdisk sees the boot partition" "EF02  BIOS boot partition"
	t_run file disk.img
	t_has "$1: file sees a protective MBR" "partition 1 : ID=0xee, start-CHS (0x0,0,2)"
	dd if=disk.img of=esp.img bs=1048576 skip=1 2>/dev/null
	t_ok "$1: fsck.fat finds no error" fsck.fat -n -v esp.img
	t_has "$1: fsck.fat sees FAT$3" "2 FATs, $3 bit entries"
	t_lacks "$1: fsck.fat has nothing to say of the boot sector" "backup"
	t_run file esp.img
	t_has "$1: file sees the label" 'label: "INGOT      "'
	rm -f esp.img
}

check_files() {
	t_ok "$1: mdir lists all" mdir -b -/ -i disk.img@@1M ::
	t_is "$1: under their names" "$(cat <<'END'
::/EFI/
::/EFI/BOOT/
::/EFI/BOOT/BOOTX64.EFI
::/boot/
::/boot/A long name, and less.txt
::/boot/A long name, and more.txt
::/boot/empty
::/boot/ingot.conf
::/boot/initrd.tar
::/boot/kernel
END
)" "$(sort "$t_out")"
	t_ok "$1: the loader" same EFI/BOOT/BOOTX64.EFI loader
	t_ok "$1: the kernel" same boot/kernel kernel
	t_ok "$1: the module" same boot/initrd.tar initrd
	t_ok "$1: the configuration" same boot/ingot.conf conf
	t_ok "$1: a long name" same "boot/A long name, and less.txt" loader
	t_ok "$1: another" same "boot/A long name, and more.txt" conf
	t_ok "$1: the empty file" same boot/empty empty
	t_ok "$1: an alias" same "boot/ALONGN~2.TXT" conf
	t_run env TZ=UTC mdir -i disk.img@@1M ::boot/kernel
	t_has "$1: the time" "2023-11-14  22:13"
}

for size in 0:12 18:16 300:32; do
	check_tools "FAT${size#*:}" "${size%:*}" "${size#*:}"
	check_files "FAT${size#*:}"
done

# --- A user copies a new kernel onto the stick -----------------------------

make_image disk.img 0
lines 45000 6 >kernel2
t_ok "mcopy replaces the kernel" mcopy -o -i disk.img@@1M kernel2 ::boot/kernel
t_ok "the new kernel is there" same boot/kernel kernel2
dd if=disk.img of=esp.img bs=1048576 skip=1 2>/dev/null
t_ok "fsck.fat finds no error after that" fsck.fat -n esp.img

# --- UEFI finds the partition on a CD ---------------------------------------

# A program for the firmware to start: not every OVMF has a shell.
cat >here.c <<'END'
int efi_main(void)
{
	for (const char *text = "here it is\r\n"; *text; text++)
		__asm__ volatile("outb %b0, %w1" : : "a"(*text), "d"(0x3f8));
	__asm__ volatile("outl %0, %w1" : : "a"(0x10), "d"(0xf4));	/* status 33 */
	return 0;
}
END
t_ok "a UEFI program compiles" "$(sh "$t_root/scripts/llvm.sh" clang)" -std=c17 -O1 \
	--target=x86_64-unknown-windows-gnu -ffreestanding -mno-red-zone -c -o here.o here.c
t_ok "and links" "$(sh "$t_root/scripts/llvm.sh" ld.lld)" -m i386pep \
	--subsystem efi_application -e efi_main -o here.efi here.o
ovmf=$("$INGOT" doctor | sed -n "s|^OVMF  *ok[^/]*||p")
case $ovmf in
*OVMF.fd) firmware="-bios $ovmf" ;;		# code and variables in one
*) firmware="-drive if=pflash,format=raw,unit=0,readonly=on,file=$ovmf" ;;
esac

# uefi_finds NAME MIN_SIZE_MIB STAGE1 STAGE2
uefi_finds() {
	if [ -z "$ovmf" ]; then
		t_skip "$1" "no OVMF is here"
		return
	fi
	"$driver" cd.iso "$2" $epoch "$3" "$4" EFI/BOOT/BOOTX64.EFI=here.efi
	t_status "$1: it starts" 33 t_limit 120 "${QEMU:-qemu-system-x86_64}" -m 256 -nodefaults \
		-display none -no-reboot -serial file:serial -cdrom cd.iso $firmware \
		-device isa-debug-exit,iobase=0xf4,iosize=4
	t_has "$1: it speaks" "here it is" serial
}
uefi_finds "a CD for UEFI only" 0 - -
uefi_finds "a CD for both" 0 stage1 stage2
uefi_finds "a CD with a partition beyond 32 MiB" 40 stage1 stage2

# --- The same bytes, always ------------------------------------------------

make_image disk.img 0
first=$(cksum <disk.img)
t_is "a known image has its known bytes" "2583669080 7340032" "$first"
(LC_ALL=C TZ=Asia/Tokyo make_image disk.img 0)
t_is "wherever the clock stands" "$first" "$(cksum <disk.img)"
(umask 077 && touch kernel && make_image other.img 0)
t_is "whatever the file is called" "$first" "$(cksum <other.img)"
sed -e '100s/.*/changed/' kernel >kernel.changed
mv kernel.changed kernel
make_image other.img 0
t_is "other content makes other bytes" different \
	"$([ "$first" = "$(cksum <other.img)" ] || echo different)"

# --- Failures leave nothing behind -----------------------------------------

t_status "a directory that is not there" 1 make_image missing/disk.img 0
t_has "is named" "missing/disk.img: error: cannot write the file: No such file or directory" \
	"$t_err"
t_has "with what to do" "hint: create its directory first" "$t_err"

make_image disk.img 0
before=$(cksum <disk.img)
t_status "a file that is not there" 1 "$driver" disk.img 0 0 - - boot/kernel=nowhere
t_has "is named" "nowhere: error: cannot be put into the image as boot/kernel" "$t_err"
t_is "and the old image stays" "$before" "$(cksum <disk.img)"
t_status "the same name twice" 1 "$driver" disk.img 0 0 - - boot/kernel=kernel BOOT/KERNEL=conf
t_has "is refused" 'error: "BOOT/KERNEL" cannot be a file of the image: another file has' "$t_err"
t_status "a name that FAT has not" 1 "$driver" disk.img 0 0 - - 'boot/what?=kernel'
t_has "is refused with its reason" 'the name "what?" has one of the characters' "$t_err"

# no_room: a file system without room, as far as a shell can make one.
no_room() {
	(ulimit -f 100 && trap '' XFSZ && make_image disk.img 0)
}
t_status "a file that may not grow" 1 no_room
t_has "is reported" "disk.img: error: cannot write the file: File too large" "$t_err"
t_is "and the old image stays as well" "$before" "$(cksum <disk.img)"

# A signal in the middle: 2 GiB take long enough to be caught.
printf x | dd of=large bs=1 seek=2147483646 2>/dev/null
"$driver" disk.img 0 0 - - boot/module=large 2>driver.err &
pid=$!
tries=0
until ls disk.img.ingot-* >/dev/null 2>&1 || [ $tries -gt 500 ]; do
	tries=$((tries + 1))
done
kill -TERM $pid
wait $pid
t_is "a signal ends it" 143 $?
t_is "and leaves nothing half-written" "" "$(ls | grep ingot- || :)"
t_is "nor harms the old image" "$before" "$(cksum <disk.img)"

t_done
