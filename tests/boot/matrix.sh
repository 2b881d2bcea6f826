#!/bin/sh
# One kernel on machines of every kind: firmware, board, disk, memory, number and
# kind of processors (boot/matrix/main.c). Each greets or is refused by name.
#
# usage: [FIRMWARE=bios|uefi|pvh] tests/boot/matrix.sh [pairs|all [FIRST [COUNT]]]
#
# FIRST goes on where another run ended: it said the machine's number every now
# and then.
. "$(dirname "$0")/../tap.sh"
qemu=${QEMU:-qemu-system-x86_64}
t_need "$qemu"

die() {
	echo "Bail out! $1"
	sed 's/^/# /' "$t_out" "$t_err"
	exit 1
}

cp -R "$t_root/tests/boot/matrix/greeter" greeter
t_run t_limit 300 "$INGOT" -C greeter image -o "$PWD/disk.img" || die "ingot makes no image"
t_run t_limit 300 "$INGOT" -C greeter image --format iso -o "$PWD/disk.iso" ||
	die "ingot makes no CD"
t_run t_limit 300 "$INGOT" -C greeter -v run --direct || die "ingot does not start it directly"
# The word after $1 in the command that started QEMU.
word_after() {
	cat "$t_out" "$t_err" | tr ' ' '\n' | sed -n "/^$1\$/{n;p;q;}"
}
loader=$(word_after -kernel)
bundle=greeter/$(word_after -initrd)
[ -f "$loader" ] && [ -f "$bundle" ] || die "no loader or no bundle in the command"
ovmf=$("$INGOT" doctor 2>/dev/null | sed -n 's|^OVMF  *ok[^/]*||p')

t_run ${HOST_CC:-cc} -std=c17 -D_XOPEN_SOURCE=700 -D_DARWIN_C_SOURCE -O2 -g -Wall -Wextra \
	-Wpedantic -Wshadow -Werror -I"$t_root" -o matrix "$t_root"/tests/boot/matrix/cell.c \
	"$t_root"/tests/boot/matrix/main.c "$t_root"/tests/machine/pool.c ||
	die "the harness does not build"
mkdir machines
./matrix "${1:-pairs}" "$qemu" disk.img disk.iso "$ovmf" "$loader" "$bundle" machines ${2-} ${3-}
