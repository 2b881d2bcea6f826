#!/bin/sh
# check.sh: the Debian package, in bare Debians: built from its source package by the tools
# of that Debian, looked at by its lintian; in another bare system, with what it depends on
# and nothing more, installed, used and removed.
#
# $SUITE has the suites, by default bookworm, trixie and sid. Packages and lintian's
# findings stay in build/packages/debian.
. "$(dirname "$0")/../../tests/tap.sh"
. "$t_root/packaging/smoke.sh"
. "$t_root/packaging/system.sh"
name=ingot-os_$smoke_version
out=$smoke_packages/debian

# The source package's directory: the archive as it is released, and debian/.
unpack() {
	source=$(system_path source)
	mkdir -p "$source" &&
		cp "$system_archive" "$(system_path "$name.orig.tar.gz")" &&
		tar -C "$source" --strip-components=1 -xzf "$system_archive" &&
		(cd "$t_root/packaging/debian" && find debian -type f) | while read -r file; do
			system_fill "debian/$file" "source/$file" || exit 1
		done && chmod +x "$source/debian/rules"
}

build() {
	system_new "$suite" || return
	t_ok "$suite: the source package's files" unpack || return
	t_ok "$suite: dpkg-buildpackage and lintian" system_install build-essential lintian ||
		return
	t_ok "$suite: what its build takes" in_system "$system_apt build-dep ./source" || return
	t_ok "$suite: it is built" in_system "cd source && dpkg-buildpackage -us -uc" || return
	lint
	rm -rf "${out:?}/$suite"
	mkdir -p "$out/$suite"
	for file in "$(system_path "$name")"*; do
		cp "$file" "$out/$suite"
	done
	system_end
}

# No bug of Debian's asks for this package; the standard is the newest of these Debians'.
lint() {
	t_ok "$suite: lintian finds neither errors nor warnings" in_system "lintian --version &&
		lintian --allow-root --fail-on error,warning --tag-display-limit 0 --suppress-tags \
		initial-upload-closes-no-bugs,newer-standards-version $name*.changes"
	cp "$t_out" "$out/lintian-$suite"
}

# field NAME: of the package, as words: alternatives and versions are not needed.
field() {
	dpkg-deb -f "$deb" "$1" | sed -e 's/([^)]*)//g' -e 's/,/ /g'
}

use() {
	deb=$(ls "$out/$suite/$name"*.deb)
	system_new "$suite" || return
	cp "$deb" "$(system_path package.deb)"
	t_ok "$suite: what it depends on is there, and QEMU, which it recommends" in_system \
		"$system_apt satisfy '$(dpkg-deb -f "$deb" Depends)' &&
		$system_apt install $(field Recommends)" || return
	t_ok "$suite: what it suggests is known" in_system \
		"apt-cache show $(field Suggests) >/dev/null"
	smoke_names >before
	t_ok "$suite: it is installed" in_system "$system_apt install ./package.deb" || return
	t_is "$suite: it has what make install has" "$(smoke_expected | grep -v /LICENSE\$)" \
		"$(dpkg-deb --fsys-tarfile "$deb" | tar -tf - | sed 's/^\.//' | smoke_packaged |
			grep -v -e /changelog.Debian.gz -e /copyright\$ -e /lintian/)"
	smoke_all
	t_ok "$suite: it is removed" in_system "$system_apt purge ingot-os"
	smoke_names >after
	t_is "$suite: nothing is left" "" "$(diff before after)"
	system_end
}

system_begin
mkdir -p "$out"
for suite in ${SUITE:-bookworm trixie sid}; do
	build && use
done
t_done
