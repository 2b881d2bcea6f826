#!/bin/sh
# Damaged images: each of them boots or is refused by name (fuzz/boot/main.c).
#
# usage: tests/fuzz/boot.sh [SEED [FIRST [COUNT]]]
#
# The images are such as `ingot` makes, their kernels replaced as a user would
# replace them: by copying a file to the EFI system partition. One kernel has a
# fixed address, one is position-independent.
. "$(dirname "$0")/../tap.sh"
seed=${1:-1}
first=${2:-0}
count=${3:-84}
clang=${CLANG:-$(sh "$t_root/scripts/llvm.sh" clang)}
lld=${LLD:-$(sh "$t_root/scripts/llvm.sh" ld.lld)}
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

# make_image NAME COMPILER-FLAG LINKER-FLAG...
make_image() {
	image=$1.img
	t_run "$clang" --target=x86_64-unknown-none -std=c17 -ffreestanding -nostdlibinc \
		-isystem "$t_root/runtime/include" -I"$t_root" -O1 -mno-red-zone "$2" -c \
		-o victim.o "$t_root/tests/fuzz/boot/victim.c" || die "the victim does not compile"
	shift 2
	t_run "$lld" "$@" -T "$t_root/tests/boot/kernel.ld" --defsym=BASE=0xffffffff80000000 \
		-o kernel victim.o || die "the victim does not link"
	cp good.img "$image"
	t_run mdel -i "$image@@1M" ::boot/kernel &&
		t_run mcopy -i "$image@@1M" kernel ::boot/kernel ||
		die "the victim cannot be copied"
}
make_image fixed -fno-pie -static
make_image moving -fPIE -pie --no-dynamic-linker -z text

t_run ${HOST_CC:-cc} -std=c17 -D_XOPEN_SOURCE=700 -D_DARWIN_C_SOURCE -O2 -g -Wall -Wextra \
	-Wpedantic -Wshadow -Werror -I"$t_root" -o fuzz "$t_root"/tests/fuzz/boot/disk.c \
	"$t_root"/tests/fuzz/boot/judge.c "$t_root"/tests/fuzz/boot/main.c \
	"$t_root"/tests/fuzz/boot/mutate.c "$t_root"/tests/machine/pool.c ||
	die "the harness does not build"
mkdir machines
./fuzz "$qemu" machines "$seed" "$first" "$count" fixed.img moving.img
