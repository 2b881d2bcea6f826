#!/bin/sh
# Damaged images: each of them boots or is refused by name (fuzz/boot/main.c).
#
# usage: tests/fuzz/boot.sh [SEED [FIRST [COUNT]]]
#
# The image is one that `ingot` makes, its kernel replaced as a user would
# replace it: by copying a file to the EFI system partition.
. "$(dirname "$0")/../tap.sh"
seed=${1:-1}
first=${2:-0}
count=${3:-65}
clang=${CLANG:-clang-19}
lld=${LLD:-ld.lld-19}
qemu=${QEMU:-qemu-system-x86_64}
t_need "$clang" "$lld" "$qemu" mcopy mdel

die() {
	echo "Bail out! $1"
	sed 's/^/# /' "$t_out" "$t_err"
	exit 1
}

# The loader is the same whatever the kernel: the project is a new one.
mkdir victim victim/src
echo 'image: { cmdline: "root=none quiet" }' >victim/ingot.yaml
cp "$t_root/examples/hello/src/main.c" victim/src/
t_run t_limit 300 "$INGOT" -C victim image -o "$PWD/good.img" || die "ingot makes no image"

t_run "$clang" --target=x86_64-unknown-none -std=c17 -ffreestanding -nostdlibinc \
	-isystem "$t_root/runtime/include" -I"$t_root" -O1 -mno-red-zone -fno-pie -c -o victim.o "$t_root/tests/fuzz/boot/victim.c" &&
	t_run "$lld" -static -T "$t_root/tests/boot/kernel.ld" --defsym=BASE=0xffffffff80000000 \
		-o kernel victim.o || die "the victim does not build"
t_run mdel -i good.img@@1M ::boot/kernel && t_run mcopy -i good.img@@1M kernel ::boot/kernel ||
	die "the victim cannot be copied"

t_run ${HOST_CC:-cc} -std=c17 -D_XOPEN_SOURCE=700 -D_DARWIN_C_SOURCE -O2 -g -Wall -Wextra \
	-Wpedantic -Wshadow -Werror -I"$t_root" -o fuzz "$t_root"/tests/fuzz/boot/disk.c \
	"$t_root"/tests/fuzz/boot/judge.c "$t_root"/tests/fuzz/boot/main.c \
	"$t_root"/tests/fuzz/boot/mutate.c "$t_root"/tests/machine/pool.c ||
	die "the harness does not build"
mkdir machines
./fuzz "$qemu" good.img machines "$seed" "$first" "$count"
