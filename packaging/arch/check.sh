#!/bin/sh
# check.sh: the package for Arch Linux, by Debian's makepkg and pacman in a bare Debian:
# built from the PKGBUILD, installed with Debian's LLVM, ninja and QEMU in the place of
# Arch's, used and removed.
#
# What no Arch has shown: that it has packages of the names that it depends on.
. "$(dirname "$0")/../../tests/tap.sh"
. "$t_root/packaging/smoke.sh"
. "$t_root/packaging/system.sh"
SUITE=trixie
out=$smoke_packages/arch

# makepkg refuses to be run by root.
makepkg() {
	in_system "cd arch && chown -R nobody . && setpriv --reuid nobody --regid nogroup \
		--clear-groups env HOME=/root/arch makepkg --nodeps --force $1"
}

build() {
	t_ok "arch: its files" eval 'system_fill arch/PKGBUILD arch/PKGBUILD &&
		cp "$system_archive" "$(system_path arch)" &&
		chmod a+rx "$(system_path .)"' || return
	t_ok "arch: it is built" makepkg || return
	t_ok "arch: what the AUR wants to know" makepkg --printsrcinfo &&
		cp "$t_out" "$out/.SRCINFO"
	in_system "mv arch/ingot-os-$smoke_version-1-*.pkg.tar.* package.pkg.tar.gz"
	cp "$(system_path arch/PKGBUILD)" "$(system_path package.pkg.tar.gz)" "$out"
}

# pacman is told that these are there.
assumed() {
	for package in $(echo '@PACKAGES PACMAN CLANG LLD LLVM NINJA YAML@' |
		sh "$t_root/packaging/fill.sh" /dev/stdin); do
		printf ' --assume-installed %s=1' "$package"
	done
}

files() {
	in_system "pacman -Qlq ingot-os" | smoke_packaged | grep -v /licenses/
}

use() {
	# A directory is no file system, whose space pacman could look at.
	in_system "mkdir -p /var/lib/pacman && sed -i /^CheckSpace/d /etc/pacman.conf"
	smoke_names >before
	t_status "arch: it wants what it depends on" 1 in_system \
		"pacman -U --noconfirm package.pkg.tar.gz"
	t_ok "arch: it is installed, where needs.def's packages are said to be" in_system \
		"pacman -U --noconfirm $(assumed) package.pkg.tar.gz" || return
	t_is "arch: it has what make install has" "$(smoke_expected)" "$(files)"
	t_ok "arch: the licence" in_system "test -f /usr/share/licenses/ingot-os/LICENSE"
	smoke_all
	t_ok "arch: it is removed" in_system "pacman -R --noconfirm ingot-os"
	smoke_names >after
	t_is "arch: nothing is left" "" "$(diff before after)"
}

system_begin
mkdir -p "$out"
system_new $SUITE arch &&
	t_ok "arch: makepkg and pacman, and Debian's packages for what it depends on" \
		system_install makepkg pacman-package-manager libarchive-tools \
		$(system_packages CC YAML CLANG LLD LLVM NINJA QEMU) &&
	build && use
system_end
t_done
