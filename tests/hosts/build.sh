#!/bin/sh
# build.sh: what compare.sh does on each host, in a tree of its own.
#
# usage: tests/hosts/build.sh LLVM-MAJOR
#
# Builds the command, and with it the reference kernel and its image, debug and
# release. Standard output has a line "NAME SHA-256" for each of the files that
# must not depend on the host, and first the versions of what made them.
set -eu

cd "$(dirname "$0")/../.."
XDG_CACHE_HOME=$(pwd -P)/build/cache
export XDG_CACHE_HOME

# hash NAME FILE
hash() {
	printf '%s %s\n' "$1" "$(sha256sum <"$2" | sed 's/ .*//')"
}

make SETUP=: CFLAGS=-O1 -j2 build/ingot >&2
CC=clang-$1
LD=ld.lld-$1
export CC LD

echo "host $(uname -m)"
echo "clang $($CC --version | sed -n -e '1s/^.*version //' -e '1s/ /-/gp')"
build/ingot -C kernel image >&2
build/ingot -C kernel image --release >&2
for file in stage1.bin stage2.bin loader.efi loader.pvh; do
	hash "loader/$file" "$(find build/cache -name $file)"
done
for profile in debug release; do
	for file in kernel.elf kernel.stripped kernel.img; do
		hash "$profile/$file" kernel/build/x86_64-os/$profile/$file
	done
done
