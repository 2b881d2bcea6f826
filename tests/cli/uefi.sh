#!/bin/sh
# Starting by UEFI: the image that the BIOS starts too, tests, crashes, what is
# refused, and a loader that can be signed for Secure Boot. A boot takes the
# firmware seconds: there are few.
. "$(dirname "$0")/../tap.sh"

t_need openssl sbsign sbverify mcopy

"$INGOT" -q new hello || exit 1
cat >hello/src/main.c <<'END'
#include <ingot/boot.h>
#include <stdio.h>

__attribute__((noinline))
static int deeper(volatile int *p) { return *p; }

static void kernel_main(const struct boot_info *boot)
{
	printf("firmware %u, ACPI %d, system table %d, map %d\n", (unsigned)boot->firmware,
	       boot->acpi_rsdp != 0, boot->efi.system_table != 0,
	       boot->efi.memory_map_size_bytes != 0);
	printf("%u bits a pixel, partition at %u\n", (unsigned)boot->framebuffer.bits_per_pixel,
	       (unsigned)boot->device.first_lba);
	if (*boot->command_line)
		deeper((volatile int *)16);
}
ENTRY_POINT(kernel_main)
END
image=hello/build/x86_64-os/debug/hello.img

t_ok "a project runs by UEFI" t_limit 120 "$INGOT" -C hello run --uefi --screenshot shot.png
t_has "it is told of UEFI's tables" "firmware 2, ACPI 1, system table 1, map 1"
t_has "of the screen, and of its disk" "32 bits a pixel, partition at 2048"
t_lacks "the firmware's own words are left out" "BdsDxe"
t_ok "the screen is black with text" \
	sh -c "file hello/shot.png | grep -q 'PNG image data, 1280 x 800'"
cp $image uefi.img
t_ok "and by the BIOS" t_limit 120 "$INGOT" -C hello run --bios
t_has "from the same image" "firmware 1, ACPI 1, system table 0, map 0"
t_ok "byte for byte" cmp $image uefi.img

t_ok "tests run by UEFI" t_limit 180 "$INGOT" -C hello test --uefi
t_has "and pass" "2 passed, 0 failed"

echo 'image: { cmdline: crash }' >>hello/ingot.yaml
t_status "a crash is a crash" 6 t_limit 120 "$INGOT" -C hello run --uefi
t_has "its cause" "page fault "
t_has "its place" "in deeper at hello/src/main.c:5"

# What the loader refuses has its number on the serial line, and as a status.
cp $image damaged.img
mdel -i damaged.img@@1M ::boot/kernel
cat >hello/ingot.yaml <<END
name: hello
run: { command: [sh, -c, "true {}"] }
END
t_status "a project with a command of its own starts in its way" 2 "$INGOT" -C hello run --uefi
t_has "and says so" "run.command in ingot.yaml" "$t_err"

echo 'image: { firmware: [bios] }' >hello/ingot.yaml
t_status "an image for the BIOS alone" 2 "$INGOT" -C hello run --uefi
t_has "does not start by UEFI" "the project's image does not boot this way" "$t_err"
t_ok "it is made" "$INGOT" -C hello image -o bios.img
t_is "without the UEFI loader" "" "$(mdir -b -i hello/bios.img@@1M ::EFI 2>/dev/null)"
echo 'image: { firmware: [uefi] }' >hello/ingot.yaml
t_status "an image for UEFI alone" 2 "$INGOT" -C hello run --bios
t_ok "starts by UEFI unasked" t_limit 120 "$INGOT" -C hello run
t_has "indeed" "firmware 2"
t_status "OVMF that is not there" 4 env OVMF=/nonexistent "$INGOT" -C hello run
t_has "is named" 'OVMF is set to "/nonexistent"' "$t_err"

# What Secure Boot without SMM comes to: a processor that halts at once.
dd if=/dev/zero bs=1024 count=256 2>/dev/null | tr '\000' '\364' >silent.fd
t_status "firmware that stands still" 5 t_limit 120 env OVMF="$PWD/silent.fd" \
	"$INGOT" -C hello run --timeout 3
t_has "is said not to have said a word" "the firmware has printed nothing: $PWD/silent.fd" "$t_err"
t_has "and why that may be" "firmware with Secure Boot hangs here" "$t_err"
t_status "in a test too" 5 t_limit 120 env OVMF="$PWD/silent.fd" \
	"$INGOT" -C hello test --timeout 3
t_has "it is said" "the firmware has printed nothing" "$t_err"
t_lacks "and the kernel not blamed" "ENTRY_POINT" "$t_err"

# Another disk is the first, and nothing on it.
dd if=/dev/zero of=blank.img bs=1048576 count=0 seek=4 2>/dev/null
t_run t_limit 300 "$INGOT" -C hello run -- \
	-drive if=none,id=blank,format=raw,file="$PWD/blank.img" \
	-device virtio-blk-pci,drive=blank,bootindex=0
if [ "$t_status" = 0 ]; then
	t_has "firmware goes on to the next disk" "firmware 2, ACPI 1" "$t_out"
	t_skip "firmware that finds nothing to start" "this one looks at the next disk too"
else
	t_is "firmware that finds nothing to start" 6 "$t_status"
	t_has "is quoted" \
		'the firmware did not start the boot loader: it printed "BdsDxe:' "$t_err"
fi

# A signed loader, as a distribution with its own keys would make it.
ovmf=$("$INGOT" doctor | awk '$1 == "OVMF" { print $NF }')
readobj=$("$INGOT" doctor | awk '$1 == "llvm-objcopy" { print $NF }' | sed 's/objcopy/readobj/')
mcopy -i uefi.img@@1M ::EFI/BOOT/BOOTX64.EFI loader.efi
t_ok "the loader is a PE file" $readobj --sections loader.efi
t_has "for 64-bit x86" "Arch: x86_64"
t_is "no section of it is writable and executable" "" "$(awk '
	/Section {/ { w = x = 0 }
	/MEM_WRITE/ { w = 1 }
	/MEM_EXECUTE/ { x = 1 }
	w && x' "$t_out")"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=ingot-test -keyout key.pem \
	-out cert.pem 2>/dev/null || t_fail "a key is made"
t_ok "it can be signed" sbsign --key key.pem --cert cert.pem --output signed.efi loader.efi
t_lacks "without a warning" "warning" "$t_err"
t_ok "the signature verifies" sbverify --cert cert.pem signed.efi
t_status "a changed loader does not" 1 sh -c "
	printf X | dd of=signed.efi bs=1 seek=8192 conv=notrunc 2>/dev/null
	sbverify --cert cert.pem signed.efi"

# The firmware takes it as it takes another.
case $ovmf in
*OVMF.fd) flash="-bios $ovmf" ;;
*) flash="-drive if=pflash,format=raw,readonly=on,file=$ovmf" ;;
esac
uefi() {	# IMAGE QEMU_ARGS...
	uefi_image=$1
	shift
	t_limit 120 "${QEMU:-qemu-system-x86_64}" "$@" -nodefaults -display none -m 128 $flash \
		-drive file="$uefi_image",format=raw,snapshot=on -serial stdio -no-reboot \
		-device isa-debug-exit,iobase=0xf4,iosize=4
}
sbsign --key key.pem --cert cert.pem --output signed.efi loader.efi 2>/dev/null
mcopy -o -i uefi.img@@1M signed.efi ::EFI/BOOT/BOOTX64.EFI
t_status "a signed loader boots" 33 uefi uefi.img -M pc -d trace:ide_dma_cb -D trace
t_has "its kernel" "firmware 2"
t_is "all that it reads of an IDE disk is read at once" "sector_num=2048 n=256 cmd=DMA READ" \
	"$(sed -n '$s/.*; //p' trace)"
t_status "a missing kernel is refused" 101 uefi damaged.img -M q35
t_has "by number and sentence" \
	"ingot loader: error 18: the EFI system partition has no file boot/kernel"
t_done
