#!/bin/sh
# Damaged disks and bundles, read by the loader's core in one process under the
# sanitizers (fuzz/core/main.c): each is loaded or refused.
#
# usage: tests/fuzz/core.sh [SEED [FIRST [COUNT]]]
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/fuzz/boot/lib.sh"
make_images
count=${count:-2500}

sanitize="-fsanitize=address,undefined -fno-sanitize-recover=undefined"
echo 'int main(void) { return 0; }' >probe.c
if ! ${HOST_CC:-cc} $sanitize -o probe probe.c 2>/dev/null; then
	echo "# SKIP sanitizers: ${HOST_CC:-cc} cannot link $sanitize"
	sanitize=
fi
loader=
for module in elf/checksum elf/elf elf/note elf/relocate elf/space file/bundle file/conf \
		file/crc32 file/fat file/fat_name file/gpt memory/memory; do
	loader="$loader $t_root/boot/$module.c"
done
t_run ${HOST_CC:-cc} -std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -D_DARWIN_C_SOURCE -O1 -g \
	-Wall -Wextra -Wpedantic -Werror $sanitize -I"$t_root" -o core \
	"$t_root"/tests/fuzz/core/load.c "$t_root"/tests/fuzz/core/main.c \
	"$t_root"/tests/unit/boot/fake.c "$t_root"/tests/fuzz/boot/bundle.c \
	"$t_root"/tests/fuzz/boot/disk.c "$t_root"/tests/fuzz/boot/kernel.c \
	"$t_root"/tests/fuzz/boot/medium.c "$t_root"/tests/fuzz/boot/mutate.c \
	"$t_root"/tests/fuzz/boot/start.c "$t_root"/tests/machine/pool.c $loader ||
	die "the harness does not build"
./core "$seed" "$first" "$count" disk fixed.img moving.img
status=$?
./core "$seed" "$first" "$count" bundle fixed.elf moving.elf && [ $status = 0 ]
