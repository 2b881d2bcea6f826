#!/bin/sh
# What is measured with can still be made: nobody runs the benches every day. Their
# assembly assembles, their C compiles, their scripts are scripts.
. "$(dirname "$0")/../tap.sh"

cd "$t_root" || exit 1
clang=$(sh scripts/llvm.sh clang)
target=--target=x86_64-unknown-none
for source in bench/boot/*.S bench/boot/ours/*.S; do
	flags='-m64'
	[ "${source##*/}" != multiboot.S ] || flags='-m32'
	t_ok "$source" "$clang" $target -I. -Ikit/include -DLOAD_BYTES=16384 $flags \
		-c -o /dev/null "$source"
done
for source in bench/stopwatch.c bench/boot/clock.c; do
	t_ok "$source" "${HOST_CC:-cc}" -std=c17 -D_XOPEN_SOURCE=700 -c -o /dev/null "$source"
done
for source in bench/runtime/arithmetic.c bench/runtime/memory.c bench/runtime/print.c; do
	t_ok "$source" "$clang" --target=x86_64-linux-gnu -std=c17 -w -ffreestanding -fno-builtin \
		-isystem runtime/include -DWHO=ours -DWHO_FLOAT=ours '-DNAME(f)=f' \
		-c -o /dev/null "$source"
done
for script in bench/*.sh bench/*/*.sh; do
	t_ok "$script" sh -n "$script"
done
t_done
