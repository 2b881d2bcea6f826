#!/bin/sh
# run.sh OUTDIR: boots the BIOS loader on machines of many kinds, and makes it
# refuse everything that it must. TAP. Honours STAGE1 and STAGE2 (a loader that
# is already built), CLANG, LD, QEMU and BOOT_TIMEOUT (seconds for one boot).
set -eu
out=${1:?usage: run.sh OUTDIR}
mkdir -p "$out"
out=$(cd "$out" && pwd -P)
cd "$(dirname "$0")/../.."
. tests/boot/lib.sh
need "$clang" "$ld" "$qemu" timeout sgdisk mkfs.fat mmd mcopy mattrib
if [ -z "${STAGE1-}" ] || [ -z "${STAGE2-}" ]; then
	sh tests/boot/loader.sh "$out"
fi
stage1=${STAGE1:-$out/stage1.bin}
stage2=${STAGE2:-$out/stage2.bin}
high=0xffffffff80000000

make_kernel good $high
. tests/boot/machines.sh
. tests/boot/drivers.sh
. tests/boot/kernels.sh
. tests/boot/damage.sh
finish
