#!/bin/sh
# ingot image: each format as other people's tools and QEMU see it, and what is
# refused before anything is overwritten.
. "$(dirname "$0")/../tap.sh"
t_need xorriso qemu-img sgdisk fsck.fat file dd du cmp mcopy mkfifo

qemu=${QEMU:-qemu-system-x86_64}
"$INGOT" -q new hello && cd hello || exit 1
echo 'image: {modules: [initrd.tar]}' >>ingot.yaml
echo "a module" >initrd.tar
directory=build/x86_64-os/debug

# boots NAME QEMU_ARGS...: the kernel says hello; it ends by success or power-off.
boots() {
	name=$1
	shift
	t_run t_limit 120 "$qemu" -nodefaults -no-user-config -display none -no-reboot \
		-m 128 -serial stdio -device isa-debug-exit,iobase=0xf4,iosize=4 "$@"
	t_has "$name" "Hello from hello"
}

# --- Formats ----------------------------------------------------------------

for format in raw:img iso:iso qcow2:qcow2 vhdx:vhdx vmdk:vmdk vdi:vdi vhd:vhd; do
	t_ok "${format%:*}: it is written" "$INGOT" image --format "${format%:*}"
	t_ok "${format%:*}: under its default name" test -s "$directory/hello.${format#*:}"
done
t_ok "one of a virtual machine's is written again" "$INGOT" image --format vdi
t_is "nothing temporary is left" "" "$(find . -name '*.ingot-*')"
t_ok "-o names another place" "$INGOT" image --format iso -o other.iso
t_ok "the same bytes" cmp "$directory/hello.iso" other.iso

iso=$directory/hello.iso
t_run sgdisk -v $iso
t_has "iso: sgdisk finds no problem" "No problems found"
t_run sgdisk -p $iso
t_has "iso: sgdisk sees the system partition" "EF00  EFI system partition"
dd if=$iso of=esp bs=1048576 skip=1 2>/dev/null
t_ok "iso: fsck.fat finds no error" fsck.fat -n esp
t_run file $iso
t_has "iso: file sees a CD that starts" "ISO 9660 CD-ROM filesystem data"
t_has "iso: and a boot sector" "DOS/MBR boot sector"
t_ok "iso: xorriso reads it" xorriso -indev $iso -report_el_torito plain -report_system_area plain
t_has "iso: its catalog" "El Torito catalog  : 19  1"
t_has "iso: a BIOS entry" \
	"El Torito boot img :   1  BIOS  y   none  0x0000  0x00      4          20"
t_has "iso: a UEFI entry" "El Torito boot img :   2  UEFI  y   none  0x0000  0x00"
t_has "iso: at the system partition" "GPT start and size :   1  2048"
t_lacks "iso: nothing to complain of" "SORRY" "$t_err"
t_ok "iso: its files come out" xorriso -osirrox on -indev $iso -extract /BOOT boot
t_ok "iso: the kernel" cmp boot/KERNEL $directory/hello.stripped
t_ok "iso: the module" cmp boot/INITRD.TAR initrd.tar
t_has "iso: the configuration" "module=boot/initrd.tar" boot/INGOT.CONF

# The protective MBR's partition: what UEFI wants, and some BIOSes.
status_of() {	# FIRMWARE ACTIVE-KEY NAME WANTED
	cp ingot.yaml ingot.yaml.kept
	echo "image: {firmware: $1$2}" >ingot.yaml
	t_run "$INGOT" image -o active.img
	t_is "$3" "$4" "$(od -An -tx1 -j 446 -N 1 active.img | tr -d ' ')"
	mv ingot.yaml.kept ingot.yaml
	rm -f active.img
}
status_of "[bios, uefi]" "" "for both, the protective partition is not active" 00
status_of "[uefi]" "" "nor for UEFI alone" 00
status_of "[bios]" "" "for BIOS alone it is" 80
status_of "[bios]" ", active: false" "or not" 00
status_of "[bios, uefi]" ", active: true" "and for both if it is wanted" 80

# A module of 64 MiB, most of it a hole: the image has that too.
if dd if=/dev/zero of=sparse bs=1048576 count=0 seek=64 2>/dev/null &&
	[ "$(du -k sparse | cut -f 1)" -lt 1024 ]; then
	printf 'in the middle' | dd of=sparse bs=1 seek=30000001 conv=notrunc 2>/dev/null
	cp ingot.yaml ingot.yaml.kept
	echo 'image: {modules: [sparse]}' >ingot.yaml
	t_ok "a sparse module: the image is written" "$INGOT" image -o sparse.img
	t_ok "... sparse" test "$(du -k sparse.img | cut -f 1)" -lt 4096
	mcopy -n -i sparse.img@@1M ::boot/sparse sparse.out
	t_ok "... with the same bytes" cmp sparse sparse.out
	mv ingot.yaml.kept ingot.yaml
	rm -f sparse sparse.*
else
	t_skip "a sparse module makes a sparse image" "this file system has no holes"
fi

for format in qcow2 vhdx vmdk vdi vhd; do
	name=$format
	[ $format != vhd ] || name=vpc
	t_run qemu-img info "$directory/hello.$format"
	t_has "$format: is what it is called" "file format: $name"
	t_ok "$format: with the raw image in it" qemu-img compare -f raw -F $name \
		"$directory/hello.img" "$directory/hello.$format"
done

# --- Machines ---------------------------------------------------------------

cd_drive="-drive if=none,id=cd,media=cdrom,readonly=on,format=raw,file=$iso"
usb_drive="-drive if=none,id=usb,format=raw,file=$iso"
boots "iso: a CD, IDE" -cdrom $iso
# shellcheck disable=SC2086
{
	boots "iso: a CD, AHCI" -M q35 -cdrom $iso
	boots "iso: a CD, virtio-scsi" $cd_drive -device virtio-scsi-pci -device scsi-cd,drive=cd
	boots "iso: a CD in a USB drive" $cd_drive -device qemu-xhci -device usb-storage,drive=cd
	boots "iso: a USB stick" $usb_drive -device qemu-xhci -device usb-storage,drive=usb
}
boots "iso: a disk" -drive if=ide,format=raw,file=$iso
boots "iso: a disk, virtio" -drive if=virtio,format=raw,file=$iso
boots "qcow2: a disk" -drive if=ide,format=qcow2,file=$directory/hello.qcow2
boots "vhdx: a disk" -drive if=ide,format=vhdx,file=$directory/hello.vhdx
boots "vmdk: a disk" -drive if=ide,format=vmdk,file=$directory/hello.vmdk
boots "vdi: a disk" -drive if=ide,format=vdi,file=$directory/hello.vdi
boots "vhd: a disk" -drive if=ide,format=vpc,file=$directory/hello.vhd

ovmf=$("$INGOT" doctor | awk '$1 == "OVMF" { print $NF }')
if [ -f "$ovmf" ]; then
	code="-drive if=pflash,format=raw,unit=0,readonly=on,file=$ovmf"
	# shellcheck disable=SC2086
	{
		boots "iso: a CD, by UEFI" $code -cdrom $iso
		boots "iso: a disk, by UEFI" $code -drive if=virtio,format=raw,file=$iso
	}
else
	t_skip "iso: by UEFI" "no OVMF is here"
fi

# --- Refusals ---------------------------------------------------------------

# refused NAME STATUS COMMAND...: status and message (tests/golden/image_NAME).
refused() {
	name=$1
	status=$2
	shift 2
	t_status "$name" "$status" t_limit 120 "$@"
	t_golden "$name: message" "golden/image_$name" "$t_err"
}

refused stream 2 "$INGOT" image -o -
t_ok "... and no file is called so" test ! -e ./-
refused no_such_format 2 "$INGOT" image --format floppy
refused no_qemu_img 4 env QEMU_IMG=/nonexistent/qemu-img "$INGOT" image --format qcow2
refused character_device 3 "$INGOT" image -o /dev/null --force
mkfifo pipe
refused pipe 3 "$INGOT" image -o pipe --force
t_ok "the pipe is still one" test -p pipe
mkdir here
refused directory 3 "$INGOT" image --format qcow2 -o here

printf '#!/bin/sh\necho "no room on the moon" >&2\nexit 1\n' >qemu-img
chmod +x qemu-img
echo old >old.qcow2
t_status "a qemu-img that fails" 3 env QEMU_IMG=./qemu-img "$INGOT" image --format qcow2 \
	-o old.qcow2
t_has "is quoted" "ended with status 1: no room on the moon" "$t_err"
t_is "the old image stays" old "$(cat old.qcow2)"
t_is "and nothing temporary" "" "$(find . -name '*.ingot-*')"

# --- Disks ------------------------------------------------------------------

# What the tests of a disk need: Linux, root, and a loop device.
disk=
if [ "$(uname -s)" != Linux ]; then
	t_skip "an image on a disk" "loop devices are Linux's"
elif [ "$(id -u)" != 0 ]; then
	t_skip "an image on a disk" "loop devices are root's"
elif [ ! -d /sys/dev/block ]; then
	t_skip "an image on a disk" "sysfs is not mounted: nothing tells what a disk is"
else
	dd if=/dev/zero of=stick bs=1048576 seek=16 count=0 2>/dev/null
	disk=$(losetup --show -f "$PWD/stick" 2>losetup.err) ||
		t_skip "an image on a disk" "$(cat losetup.err)"
fi

disk_end() {
	umount "$PWD/mount" 2>/dev/null
	losetup -d "$disk" 2>/dev/null
	t_end
}

if [ -n "$disk" ]; then
	trap disk_end EXIT
	old=$(cksum <stick)
	t_status "a disk without --force" 3 "$INGOT" image -o "$disk"
	t_has "is refused" \
		"$disk: error: this is a disk (16.0 MiB): an image would overwrite" "$t_err"
	t_has "with what to do" "hint: if it is the right disk, add --force" "$t_err"
	t_status "a virtual machine's format on a disk" 3 "$INGOT" image --format vhdx -o "$disk" \
		--force
	t_is "and nothing is written" "$old" "$(cksum <stick)"
	t_ok "a disk with --force" "$INGOT" image -o "$disk" --force
	t_has "what is overwritten is said" "Overwriting $disk (16.0 MiB)" "$t_err"
	sync "$disk" 2>/dev/null || sync
	for file in stick $directory/hello.img; do	# but for both copies of the table
		dd if=$file bs=512 skip=34 count=$(($(wc -c <$directory/hello.img) / 512 - 67)) \
			of="$(basename $file).part" 2>/dev/null
	done
	t_ok "it has the image" cmp stick.part hello.img.part
	t_run sgdisk -v stick
	t_has "its table's copy is at the disk's end" "No problems found"
	t_lacks "... with nothing to say" "Warning"
	boots "the disk starts" -drive if=ide,format=raw,file=stick

	mkdir mount
	if mkfs.ext2 -q "$disk" 2>mkfs.err && mount "$disk" mount 2>>mkfs.err; then
		t_status "a mounted disk, even with --force" 3 "$INGOT" image -o "$disk" --force
		t_has "is refused" "mounted at $PWD/mount" "$t_err"
		umount mount
	else
		t_skip "a mounted disk" "$(tail -1 mkfs.err)"
	fi
	if addpart "$disk" 1 2048 20000 2>part.err && mkfs.ext2 -q "${disk}p1" 2>>part.err &&
		mount "${disk}p1" mount 2>>part.err; then
		t_status "a disk with a mounted partition" 3 "$INGOT" image -o "$disk" --force
		t_has "is refused" "mounted at $PWD/mount" "$t_err"
		t_status "the partition itself" 3 "$INGOT" image -o "${disk}p1" --force
		t_has "is refused too" "mounted at $PWD/mount" "$t_err"
		umount mount
		t_ok "once nothing is mounted" "$INGOT" image -o "$disk" --force
	else
		t_skip "a disk with a mounted partition" "$(tail -1 part.err)"
	fi
	delpart "$disk" 1 2>/dev/null
	losetup -d "$disk"

	dd if=/dev/zero of=small bs=1048576 seek=1 count=0 2>/dev/null
	old=$(cksum <small)
	disk=$(losetup --show -f "$PWD/small")
	t_status "a disk that is too small" 3 "$INGOT" image -o "$disk" --force
	t_has "is refused" "the disk is too small: it has 1048576 bytes" "$t_err"
	t_is "and nothing is written" "$old" "$(cksum <small)"
	losetup -d "$disk"
fi
t_done
