#!/bin/sh
# ingot image --format pxe: a directory to boot from by TFTP. UEFI firmware fetches its one
# file from QEMU's own network.
. "$(dirname "$0")/../tap.sh"
t_need cmp openssl sbsign sbverify

qemu=${QEMU:-qemu-system-x86_64}
"$INGOT" -q new hello && cd hello || exit 1
cat >src/main.c <<'C'
#include <ingot/boot.h>
#include <stdio.h>

static void kernel_main(const struct boot_info *boot)
{
	printf("firmware %u, sectors %u, modules %zu\n", (unsigned)boot->firmware,
	       (unsigned)boot->device.sector_count, boot->modules.count);
	for (size_t i = 0; i < boot->modules.count; i++)
		printf("%s: %.6s\n", boot->modules.list[i].name,
		       (const char *)boot->modules.list[i].data);
}
ENTRY_POINT(kernel_main)
C
echo 'image: {modules: [first.txt, second.txt], checksums: true}' >>ingot.yaml
echo "module one" >first.txt
echo "second" >second.txt
directory=build/x86_64-os/debug/hello.pxe

t_ok "a directory is written" "$INGOT" image --format pxe
t_has "... this one" "Wrote $directory" "$t_err"
t_is "with one file" bootx64.efi "$(ls $directory)"
t_ok "and again" "$INGOT" image --format pxe -o "$PWD/other"
t_ok "the same bytes" cmp $directory/bootx64.efi other/bootx64.efi

# --- Machines ---------------------------------------------------------------

# boots NAME DEVICE: UEFI firmware finds it by DHCP, and fetches it by TFTP.
boots() {
	t_run t_limit 300 "$qemu" -M q35 -m 256 -nodefaults -no-user-config -display none \
		-no-reboot -serial stdio -device isa-debug-exit,iobase=0xf4,iosize=4 \
		-drive "if=pflash,format=raw,unit=0,readonly=on,file=$ovmf" \
		-netdev "user,id=net,tftp=$directory,bootfile=bootx64.efi" -device "$2,netdev=net"
	t_has "$1: the kernel runs" "firmware 2, sectors 0, modules 2"
	t_has "$1: the first module" "first.txt: module"
	t_has "$1: the second one" "second.txt: second"
}
ovmf=$("$INGOT" doctor | awk '$1 == "OVMF" { print $NF }')
if [ -f "$ovmf" ]; then
	# Without the card's own ROM, which has another PXE.
	boots "by OVMF's PXE" "virtio-net-pci,romfile="
else
	t_skip "a boot from the network" "no OVMF is here"
fi

# --- Signed -----------------------------------------------------------------

openssl req -new -x509 -newkey rsa:2048 -nodes -subj /CN=test -days 3650 -keyout me.key \
	-out me.pem 2>/dev/null || exit 1
t_ok "it can be signed" "$INGOT" image --format pxe --sign me.key me.pem
t_ok "kernel and modules with it" sbverify --cert me.pem $directory/bootx64.efi
dd if=/dev/zero of=$directory/bootx64.efi bs=1 seek=60000 count=1 conv=notrunc 2>/dev/null
printf 'x' | dd of=$directory/bootx64.efi bs=1 seek=65537 conv=notrunc 2>/dev/null
t_status "what was changed is found" 1 sbverify --cert me.pem $directory/bootx64.efi

# --- Refusals ---------------------------------------------------------------

t_status "a file in the place of the directory" 3 "$INGOT" image --format pxe -o ingot.yaml
t_has "is refused" "ingot.yaml: error: --format pxe writes a directory" "$t_err"
echo 'image: {firmware: [bios]}' >ingot.yaml
t_status "an image for BIOS alone" 3 "$INGOT" image --format pxe
t_has "is refused" "--format pxe: a network boot starts by UEFI" "$t_err"
t_done
