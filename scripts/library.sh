#!/bin/sh
# library.sh: the flags that compiling and linking with a C library takes here.
#
# usage: scripts/library.sh cflags|libs MODULE LIBRARY
#
# pkg-config knows where it is installed and has MODULE; else LIBRARY is looked
# for in Homebrew's directory, which clang does not search on Apple processors;
# else it is where the compiler looks anyway.
set -u

module=$2
library=$3
pkg_config=${PKG_CONFIG:-pkg-config}

if command -v "$pkg_config" >/dev/null 2>&1 && "$pkg_config" --exists "$module" 2>/dev/null
then
	exec "$pkg_config" "--$1" "$module"
fi

prefix=${HOMEBREW_PREFIX:-/opt/homebrew}
case $1 in
cflags)	[ ! -d "$prefix/include" ] || echo "-I$prefix/include" ;;
libs)	[ ! -d "$prefix/lib" ] || printf '%s ' "-L$prefix/lib"
	echo "-l$library" ;;
*)	echo "usage: library.sh cflags|libs MODULE LIBRARY" >&2
	exit 2 ;;
esac
