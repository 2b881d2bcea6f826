#!/bin/sh
# Kernel and modules with checksums: all three ways to start take what is whole
# and refuse what is not.
. "$(dirname "$0")/../tap.sh"
t_need mcopy mtype

"$INGOT" -q new hello && cd hello || exit 1
printf 'image: { checksums: true, modules: [a.bin, empty, b.bin] }\n' >>ingot.yaml
awk 'BEGIN { for (i = 0; i < 100000; i++) print i }' >a.bin
: >empty
echo short >b.bin
image=build/x86_64-os/debug/hello.img

t_ok "an image with checksums is made" t_limit 120 "$INGOT" image
mtype -i $image@@1M ::boot/ingot.conf >conf
mtype -i $image@@1M ::boot/kernel >kernel

# crc FILE: its CRC-32, as gzip notes it eight bytes before its end.
crc() {
	gzip -c "$1" | tail -c 8 | od -An -tu1 | {
		read -r a b c d rest
		printf '%02x%02x%02x%02x' "$d" "$c" "$b" "$a"
	}
}
t_is "its configuration has them" "# Read by Ingot's loader.
kernel=boot/kernel
crc32=$(crc kernel)
module=boot/a.bin
crc32=$(crc a.bin)
module=boot/empty
crc32=00000000
module=boot/b.bin
crc32=$(crc b.bin)" "$(cat conf)"
t_ok "it starts by a BIOS" t_limit 120 "$INGOT" run --bios
t_has "the kernel runs" "Hello from hello"
t_ok "by UEFI" t_limit 120 "$INGOT" run --uefi
t_ok "and without a disk" t_limit 120 "$INGOT" run --direct

damaged="damaged, or not the one that boot/ingot.conf means"
# refused NAME FILE QEMU_ARGUMENTS...: "ingot loader: error 40", of that file.
qemu() {
	t_limit 120 "${QEMU:-qemu-system-x86_64}" -nodefaults -no-user-config -display none \
		-no-reboot -m 128 -serial stdio -device isa-debug-exit,iobase=0xf4,iosize=4 "$@"
}
refused() {
	name=$1
	file=$2
	shift 2
	t_status "$name" $(((32 + 40) * 2 + 1)) qemu "$@"
	t_has "is said so" "ingot loader: error 40: $file is $damaged: CRC-32 0x"
}
disk="-drive format=raw,if=ide,snapshot=on,file"

# change FILE IMAGE: the image with one bit of that file another.
change() {
	cp $image "$2"
	mtype -i "$2@@1M" "::boot/$1" >changed
	size=$(wc -c <changed)
	printf '\377' | dd of=changed bs=1 seek=$((size - 1)) conv=notrunc 2>/dev/null
	mcopy -o -i "$2@@1M" changed "::boot/$1"
}
change kernel kernel.img
change a.bin module.img
change b.bin last.img
refused "a damaged kernel by a BIOS" boot/kernel $disk=kernel.img
refused "a damaged module" boot/a.bin $disk=module.img
refused "a damaged last module" boot/b.bin $disk=last.img
case $("$INGOT" doctor | awk '$1 == "OVMF" { print $NF }') in
*OVMF.fd) flash="-bios " ;;
*) flash="-drive if=pflash,format=raw,readonly=on,file=" ;;
esac
flash="$flash$("$INGOT" doctor | awk '$1 == "OVMF" { print $NF }')"
# shellcheck disable=SC2086
refused "a damaged kernel by UEFI" boot/kernel -M q35 $flash $disk=kernel.img

# Without a disk: a byte of the kernel's text within the bundle.
loader=$("$INGOT" -v run --direct 2>&1 | sed -n 's/.* -kernel \([^ ]*loader.pvh\) .*/\1/p')
sed 's/Hello from hello/Hullo from hello/' build/x86_64-os/debug/hello.bundle >bundle
t_status "the bundle is another" 1 cmp -s build/x86_64-os/debug/hello.bundle bundle
refused "a damaged kernel in a bundle" boot/kernel -kernel "$loader" -initrd bundle

# What the user does then: take the line out.
cp kernel.img free.img
grep -v "^crc32=$(crc kernel)" conf >free.conf
mcopy -o -i free.img@@1M free.conf ::boot/ingot.conf
t_status "without its checksum it is not checked" 33 qemu $disk=free.img
t_has "and runs" "Hello from hello"

sed -i.bak 's/checksums: true/checksums: maybe/' ingot.yaml
t_status "neither true nor false" 3 "$INGOT" image
t_has "is refused with its place" "ingot.yaml:3:21: error: " "$t_err"
t_done
