#!/bin/sh
# loader.sh OUTDIR: the BIOS loader by hand, OUTDIR/stage1.bin and stage2.bin:
# the commands that `ingot` plans, for tests that need no ingot. Honours CLANG,
# LD and OBJCOPY.
set -eu
out=${1:?usage: loader.sh OUTDIR}
cd "$(dirname "$0")/../.."
mkdir -p "$out/objects"
clang=${CLANG:-$(sh scripts/llvm.sh clang)}
ld=${LD:-$(sh scripts/llvm.sh ld.lld)}
objcopy=${OBJCOPY:-$(sh scripts/llvm.sh llvm-objcopy)}
flags="--target=x86_64-unknown-none -ffreestanding -nostdlibinc -isystem runtime/include -I.
	-mno-red-zone -mno-mmx -mno-sse -mno-sse2 -mno-80387 -msoft-float -mlong-double-64
	-fPIE -fvisibility=hidden -ffunction-sections -fdata-sections
	-fno-asynchronous-unwind-tables -fno-stack-protector -fomit-frame-pointer
	-Wall -Wextra -Wpedantic -Werror"

objects=
for source in $(find boot -path boot/uefi -prune -o -path boot/pvh -prune -o \
		-name '*.[cS]' -print | LC_ALL=C sort) \
		runtime/builtins/mem/*.c runtime/core/string/*.c; do
	object=$out/objects/$(echo "$source" | tr / _).o
	# shellcheck disable=SC2086
	case $source in
	*.S) "$clang" $flags -c -o "$object" "$source" ;;
	*) "$clang" $flags -std=c17 -Oz -g -c -o "$object" "$source" ;;
	esac
	[ "$source" = boot/bios/stage1.S ] || objects="$objects $object"
done
"$ld" -T boot/bios/stage1.ld --oformat=binary -o "$out/stage1.bin" \
	"$out/objects/boot_bios_stage1.S.o"
# shellcheck disable=SC2086
"$ld" -T boot/bios/stage2.ld --gc-sections -o "$out/stage2.elf" $objects
"$objcopy" -O binary "$out/stage2.elf" "$out/stage2.bin"
