#!/bin/sh
# check.sh: the RPM package, by Debian's rpm in a bare Debian: built, looked at by rpmlint,
# installed with Debian's LLVM, ninja and QEMU in the place of Fedora's, used and removed.
#
# What no Fedora has shown: that it has packages of the names that are required.
. "$(dirname "$0")/../../tests/tap.sh"
. "$t_root/packaging/smoke.sh"
. "$t_root/packaging/system.sh"
SUITE=trixie
name=ingot-os-$smoke_version-1
file=$name.$(uname -m).rpm
out=$smoke_packages/rpm
rpm="rpm --dbpath /var/lib/rpm"

build() {
	t_ok "rpm: its files" eval 'system_fill rpm/ingot-os.spec ingot-os.spec &&
		mkdir -p "$(system_path rpmbuild/SOURCES)" &&
		cp "$system_archive" "$(system_path rpmbuild/SOURCES)" &&
		cp "$t_root/packaging/rpm/rpmlint.toml" "$(system_path rpmlint.toml)"' || return
	t_ok "rpm: it is built" in_system "rpmbuild -ba --nodeps ingot-os.spec &&
		mv rpmbuild/RPMS/*/$file rpmbuild/SRPMS/$name.src.rpm ." || return
	t_ok "rpm: rpmlint finds neither errors nor warnings" in_system \
		"rpmlint --strict -c rpmlint.toml ingot-os.spec $name.src.rpm $file"
	cp "$t_out" "$out/rpmlint"
	cp "$(system_path ingot-os.spec)" "$(system_path "$file")" \
		"$(system_path "$name.src.rpm")" "$out"
}

# Libraries are found by their sonames; the rest is named in the spec.
required() {
	in_system "rpm -qp --qf '[%{REQUIRENAME}\n]' $file" |
		grep -v -e '^rpmlib(' -e '\.so[.(]' -e '^rtld(' | LC_ALL=C sort
}

files() {
	in_system "$rpm -q --qf '[%{FILEMODES:perms} %{FILENAMES}\n]' ingot-os" |
		sed -n 's/^-[^ ]* //p' | smoke_packaged | grep -v /LICENSE\$
}

use() {
	t_is "rpm: it requires what needs.def says, and nothing else" \
		"$(echo '@PACKAGES DNF CLANG LLD LLVM NINJA@' |
			sh "$t_root/packaging/fill.sh" /dev/stdin | tr ' ' '\n' | sort)" \
		"$(required)"
	# Directories that every Fedora has, by its package filesystem.
	in_system "mkdir -p /var/lib/rpm /usr/share/bash-completion/completions \
		/usr/share/licenses && $rpm --initdb"
	# Debian's rpm asks whether dpkg is meant; not every version of it does.
	force=
	! in_system "rpm --help | grep -q -e --force-debian" || force=--force-debian
	smoke_names >before
	t_ok "rpm: it is installed" in_system "$rpm -i $force --nodeps $file" || return
	t_is "rpm: it has what make install has" "$(smoke_expected | grep -v /LICENSE\$)" "$(files)"
	t_ok "rpm: the licence" in_system "test -f /usr/share/licenses/ingot-os*/LICENSE"
	smoke_all
	t_ok "rpm: it is removed" in_system "$rpm -e $force ingot-os"
	smoke_names >after
	t_is "rpm: nothing is left" "" "$(diff before after)"
}

system_begin
mkdir -p "$out"
system_new $SUITE rpm &&
	t_ok "rpm: rpm and rpmlint, and Debian's packages for what it requires" system_install \
		rpm rpmlint elfutils $(system_packages FILE CC YAML CLANG LLD LLVM NINJA QEMU) &&
	build && use
system_end
t_done
