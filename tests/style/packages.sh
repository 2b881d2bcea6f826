#!/bin/sh
# What packaging/ says is what the project says: files of packagers can be filled in, name
# what host/toolchain/needs.def names, and list what `make install` installs; each package
# has its check, and a row in a table of what was proven.
. "$(dirname "$0")/../tap.sh"
. "$t_root/packaging/smoke.sh"
version=$smoke_version

mkdir -p build
cp -R "$t_root/packaging" "$t_root/abi" .
mkdir -p host/toolchain build/packages
cp "$t_root/host/toolchain/needs.def" host/toolchain
: >"build/packages/ingot-$version.tar.gz"
files=$(find packaging -type f ! -name '*.sh' ! -name '*.md' | LC_ALL=C sort)
t_ok "there are files" [ "$(echo "$files" | wc -l)" -gt 5 ]

unfilled() {
	for file in $files; do
		sh packaging/fill.sh "$file" >filled 2>&1 || cat filled
		mv filled "$file"
	done
}
t_is "no version stands in them" "" "$(grep -n -F "$version" $files)"
t_is "all gaps can be filled in" "" "$(unfilled)"

# names MANAGER NEED...: what needs.def calls them.
names() {
	echo "@PACKAGES $*@" >names
	sh packaging/fill.sh names | tr ' ' '\n' | LC_ALL=C sort
}

# field NAME: of the second paragraph of Debian's control file, a package a line.
field() {
	awk -v name="$1:" '/^Package:/ { is_in = 1 }
		is_in && /^[A-Z]/ { wanted = $1 == name }
		wanted { sub(/^[A-Z][a-z]*:/, ""); print }' packaging/debian/debian/control |
		tr ',' '\n' | sed -e 's/ //g' -e '/^\$/d' -e '/^$/d' | LC_ALL=C sort
}
t_is "Debian: what it depends on" "$(names APT CLANG LLD LLVM NINJA)" "$(field Depends)"
t_is "Debian: what it recommends" "$(names APT QEMU)" "$(field Recommends)"

# tag NAME: of the spec, a package a line.
tag() {
	awk -v name="$1:" '$1 == name { print $2 }' packaging/rpm/ingot-os.spec | LC_ALL=C sort
}
t_is "RPM: what it requires" "$(names DNF CLANG LLD LLVM NINJA)" "$(tag Requires)"
t_is "RPM: what it recommends" "$(names DNF QEMU)" "$(tag Recommends)"
t_is "RPM: each LLVM is new enough" 3 \
	"$(grep -c '^Requires: .* >= [1-9][0-9]*$' packaging/rpm/ingot-os.spec)"

# Files that no line of the spec's %files has.
unlisted() {
	sed -n '/^%files/,/^%changelog/p' packaging/rpm/ingot-os.spec | sed -n \
		-e 's/%{_bindir}/\/usr\/bin/' -e 's/%{_mandir}/\/usr\/share\/man/' \
		-e 's/%{_datadir}/\/usr\/share/' -e 's/%{_prefix}/\/usr/' -e 's/%{name}/ingot-os/' \
		-e 's/^%doc //' -e 's|/$|/*|' -e '/^\//p' >patterns
	smoke_expected | while read -r path; do
		while read -r pattern; do
			# shellcheck disable=SC2254 # it is a pattern
			case $path in $pattern) continue 2 ;; esac
		done <patterns
		echo "$path"
	done
}
t_is "RPM: all that is installed is in the package" "" "$(unlisted)"

t_is "Arch: what it depends on" "$(names PACMAN CLANG LLD LLVM NINJA YAML)" \
	"$(sed -n 's/^depends=(\(.*\))$/\1/p' packaging/arch/PKGBUILD | tr ' ' '\n' |
		LC_ALL=C sort)"

undescribed() {
	for directory in packaging/*/; do
		name=${directory#packaging/}
		name=${name%/}
		[ -f "packaging/$name/check.sh" ] || echo "packaging/$name/check.sh"
		grep -q "^| .* | \`make packages ONLY=$name\` |\$" "$t_root/docs/hosts.md" \
			"$t_root/docs/how-to/package.md" 2>/dev/null ||
			echo "make packages ONLY=$name"
	done
}
t_is "each package has its check, and says what was proven" "" "$(undescribed)"
t_done
