#!/bin/sh
# source.sh: the archive of sources that packages are built from, as a release has it, of
# the tree as it is now.
#
# usage: packaging/source.sh
#
# Makes build/packages/ingot-VERSION.tar.gz and prints its name. Names are sorted, times
# are SOURCE_DATE_EPOCH or a fixed one, owners are 0.
set -eu

OLD_TIME=946684800	# 2000-01-01

cd "$(dirname "$0")/.."
umask 022
unset GZIP
version=$(sed -n 's/^#define INGOT_VERSION "\(.*\)"$/\1/p' abi/version.h)
name=ingot-$version
output=build/packages
mkdir -p $output
work=$(mktemp -d $output/source.XXXXXX)
trap 'rm -rf "$work"' EXIT
sh scripts/sources.sh "$work/$name"
LC_ALL=C tar -C "$work" --format=ustar --sort=name \
	--mtime="@${SOURCE_DATE_EPOCH:-$OLD_TIME}" --owner=0 --group=0 --numeric-owner \
	--mode=u+rwX,go+rX,go-w -cf "$work/tar" "$name"
gzip -n -9 <"$work/tar" >"$work/gz"
mv "$work/gz" "$output/$name.tar.gz"
echo "$output/$name.tar.gz"
