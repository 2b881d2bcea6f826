#!/bin/sh
# The files of packagers whose systems cannot be had here are filled in and read: by a shell,
# by Ruby and by Nix, where those are. `make packages` runs what they say.
. "$(dirname "$0")/../tap.sh"
t_need sha256sum sha512sum

mkdir -p tree/abi tree/host/toolchain tree/packaging tree/build/packages
cp "$t_root"/packaging/fill.sh tree/packaging
cp "$t_root/abi/version.h" tree/abi
cp "$t_root/host/toolchain/needs.def" tree/host/toolchain
version=$(sed -n 's/^#define INGOT_VERSION "\(.*\)"$/\1/p' tree/abi/version.h)
echo sources >"tree/build/packages/ingot-$version.tar.gz"

# filled FILE: in this directory, by its own name.
filled() {
	t_ok "$1 is filled in" sh tree/packaging/fill.sh "$t_root/packaging/$1"
	cp "$t_out" "${1##*/}"
	t_lacks "... whole" "@" "${1##*/}"
}

# shell_value SHELL FILE NAME: the variable, where the file was read.
shell_value() {
	srcdir=. MINGW_PREFIX=/ucrt64 MINGW_PACKAGE_PREFIX=ucrt "$1" -euc \
		'. "$1"; eval "echo \"\${$2}\""' - "./$2" "$3"
}

export MAINTAINER=someone HOMEPAGE=https://a.example
filled alpine/APKBUILD
t_ok "a shell reads the APKBUILD" shell_value sh APKBUILD pkgver
t_is "... its version" "$version" "$(cat "$t_out")"
t_is "... the archive's hash" "$(sha512sum <"tree/build/packages/ingot-$version.tar.gz" |
	cut -d ' ' -f 1)  ingot-$version.tar.gz" \
	"$(shell_value sh APKBUILD sha512sums | sed '/^$/d')"
for name in build check package; do
	t_ok "... and its function $name" env srcdir=. \
		sh -euc '. ./APKBUILD; command -v "$1"' - $name
done

filled homebrew/ingot-os.rb
if command -v ruby >/dev/null 2>&1; then
	t_ok "Ruby reads the formula" ruby "$t_root/packaging/homebrew/standin.rb" ingot-os.rb \
		/nowhere list
	t_has "... its archive" "url https://a.example/ingot-$version.tar.gz"
	t_has "... what it needs" "depends_on libyaml"
else
	t_skip "Ruby reads the formula" "no ruby: sh scripts/setup.sh packages"
fi

if command -v nix-instantiate >/dev/null 2>&1; then
	for file in "$t_root"/packaging/nix/*.nix "$t_root"/packaging/nix/standin/*.nix; do
		t_ok "Nix reads ${file#"$t_root"/}" env HOME="$PWD" NIX_STATE_DIR="$PWD/nix" \
			NIX_STORE_DIR="$PWD/store" nix-instantiate --parse "$file"
	done
else
	t_skip "Nix reads the flake" "no nix: sh scripts/setup.sh packages"
fi
t_done
