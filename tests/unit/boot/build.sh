#!/bin/sh
# build.sh OUTDIR: the loader's unit tests, OUTDIR/test_boot_*. Honours CC and
# CFLAGS; sanitizers unless SANITIZE is set empty.
set -eu
out=${1:?usage: build.sh OUTDIR}
cd "$(dirname "$0")/../../.."
mkdir -p "$out"
sanitize=${SANITIZE--fsanitize=address,undefined -fno-sanitize-recover=undefined}
if [ -n "$sanitize" ]; then
	echo 'int main(void) { return 0; }' > "$out/probe.c"
	# shellcheck disable=SC2086
	if ! "${CC:-cc}" $sanitize -o "$out/probe" "$out/probe.c" 2> /dev/null; then
		echo "# SKIP sanitizers: ${CC:-cc} cannot link $sanitize" >&2
		sanitize=
	fi
fi
flags="-std=c17 -D_POSIX_C_SOURCE=200809L -O1 -g -Wall -Wextra -Wpedantic -Werror
	-I. $sanitize ${CFLAGS-}"
fake=tests/unit/boot/fake.c

build() {	# NAME SOURCES: test_NAME.c with the modules it tests
	name=$1
	shift
	# shellcheck disable=SC2086
	"${CC:-cc}" $flags -o "$out/test_boot_$name" "tests/unit/boot/test_$name.c" \
		"$fake" "$@" -lcmocka
}

build conf boot/file/conf.c boot/memory/memory.c
build checksum boot/elf/checksum.c boot/file/crc32.c boot/memory/memory.c
build note boot/elf/note.c boot/memory/memory.c
build memory boot/memory/memory.c
build gpt boot/file/gpt.c boot/file/crc32.c boot/memory/memory.c
build bundle boot/file/bundle.c boot/file/crc32.c boot/memory/memory.c
build fat boot/file/fat.c boot/file/fat_name.c boot/memory/memory.c
build elf boot/elf/elf.c boot/elf/relocate.c boot/elf/note.c boot/elf/space.c boot/memory/memory.c
build acpi boot/smp/acpi_tables.c boot/memory/memory.c
build info boot/core/info.c boot/memory/memory.c
case $(uname -m) in
x86_64|amd64)
	build cpus boot/smp/cpus.c boot/memory/memory.c
	build uefi boot/memory/memory.c ;;
*) echo "# SKIP boot/cpus, boot/uefi: they are of x86_64, this host is $(uname -m)" >&2 ;;
esac
