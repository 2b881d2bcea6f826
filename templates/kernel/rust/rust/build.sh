# build.sh: a static library of Rust for the kernel's own target.
#
# usage: rust/build.sh LIBRARY TARGET SOURCE
#
# Rust's core is not there for a target that is a file. It is compiled once for this rustc
# and this target, and kept in the user's cache.
set -eu
library=$1
target=$2
source=$3
rustc=${RUSTC:-rustc}
RUSTC_BOOTSTRAP=1 # targets in files
export RUSTC_BOOTSTRAP

refuse() {
	echo "rust/build.sh: error: $1" >&2
	echo "  hint: $2" >&2
	exit 1
}

command -v "$rustc" >/dev/null ||
	refuse "$rustc not found" "install rustc, by rustup or Debian's package rustc-web"
core=$("$rustc" --print sysroot)/lib/rustlib/src/rust/library/core/src/lib.rs
[ -f "$core" ] || refuse "the sources of Rust's core not found: $core" \
	"rustup component add rust-src, or install Debian's package rust-web-src"

# compile EDITION ARGUMENTS...
compile() {
	edition=$1
	shift
	"$rustc" -Z unstable-options --target "$target" --edition "$edition" -C panic=abort \
		-C opt-level=s -C embed-bitcode=no "$@"
}

key=$({ "$rustc" -vV && cat "$target"; } | cksum | tr -d ' ')
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ingot-rust/$key
if [ ! -d "$cache" ]; then
	echo "Compiling Rust's core for $target, once: this takes a minute" >&2
	mkdir -p "${cache%/*}"
	new=$(mktemp -d "$cache.XXXXXX")
	trap 'rm -rf "$new"' EXIT
	compile 2024 --crate-type rlib --crate-name core --cap-lints allow --out-dir "$new" "$core"
	# What it would have of its own, Ingot's runtime has.
	echo '#![no_std] #![allow(internal_features)] #![feature(compiler_builtins)]
	#![compiler_builtins]' | compile 2021 --crate-type rlib --crate-name compiler_builtins \
		-L "$new" --out-dir "$new" -
	mv "$new" "$cache" 2>/dev/null || [ -d "$cache" ] # another build was faster
fi
compile 2021 --crate-type staticlib -L "$cache" -o "$library" "$source"
