# machines: sourced by run.sh. One kernel, many machines and volumes.

make_image fat12 8 12 kernel=good
make_image fat16 16 16 kernel=good
make_image fat32 40 32 kernel=good
boots "FAT12, IDE" fat12
boots "FAT16, IDE" fat16
boots "FAT32, IDE" fat32
boots "8 MiB of memory" fat12 -m 8M
boots "16 MiB of memory" fat12 -m 16M
boots "5 GiB of memory, 4 processors" fat12 -m 5G -smp 4
boots "1 GiB pages" fat12 -m 5G -cpu max
disk="-drive format=raw,if=none,id=d,file=$out/fat16.img"
# shellcheck disable=SC2086
{
	expect "virtio-blk" 33 "all promises hold" -vga std $disk -device virtio-blk,drive=d
	expect "q35, AHCI" 33 "all promises hold" -vga std -M q35 $disk -device ide-hd,drive=d
	expect "q35, NVMe" 33 "all promises hold" -vga std -M q35 $disk \
		-device nvme,serial=1,drive=d
	expect "USB 1 (UHCI)" 33 "all promises hold" -vga std $disk -device piix3-usb-uhci \
		-device usb-storage,drive=d
	expect "USB 3 (xHCI)" 33 "all promises hold" -vga std $disk -device qemu-xhci \
		-device usb-storage,drive=d
}

make_kernel blind $high -DEXPECT_SCREEN=0
make_image blind 8 12 kernel=blind
expect "no video card" 33 "all promises hold" -drive "format=raw,if=ide,file=$out/blind.img" \
	-vga none

refuses "no long mode" 6 "this processor has no 64-bit (long) mode" fat12 -cpu qemu32
refuses "no CPUID" 6 "this processor has no 64-bit (long) mode" fat12 -cpu 486
refuses "no NX" 7 "this processor has no no-execute (NX) pages" fat12 -cpu qemu64,nx=off

# Errors of the disk itself, through QEMU's blkdebug.
broken() {	# SECTOR ONCE: arguments for a disk that fails to read a sector
	printf '%s' "-drive if=ide,format=raw,file.driver=blkdebug,file.image.driver=file,"
	printf '%s' "file.image.filename=$out/fat12.img,file.inject-error.0.event=read_aio,"
	printf '%s' "file.inject-error.0.errno=5,file.inject-error.0.sector=$1,"
	printf '%s' "file.inject-error.0.once=$2"
}
# shellcheck disable=SC2046
{
	expect "a sector that fails once is read again" 33 "all promises hold" -vga std \
		$(broken 2048 on)
	expect "a sector that always fails" $(((0x20 + 12) * 2 + 1)) \
		"error 12: the disk (drive 0x80) fails to read sector 2048" -vga std \
		$(broken 2048 off)
	expect "stage 2 that always fails" $(((0x20 + 2) * 2 + 1)) "ingot loader: error 2" \
		-vga std $(broken 40 off)
}

# Firmware that leaves address line 20 off: sector 0 turns it off as it starts.
awk '{ print } /^\tsti$/ { print "\tin $0x92, %al\n\tand $0xfd, %al\n\tout %al, $0x92" }' \
	boot/bios/stage1.S > "$out/a20.S"
"$clang" --target=x86_64-unknown-none -I. -c -o "$out/a20.o" "$out/a20.S"
"$ld" -T boot/bios/stage1.ld --oformat=binary -o "$out/a20.bin" "$out/a20.o"
cp "$out/fat12.img" "$out/a20.img"
dd if="$out/a20.bin" of="$out/a20.img" bs=1 count=412 conv=notrunc 2> /dev/null
boots "address line A20 off at the start" a20
