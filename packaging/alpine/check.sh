#!/bin/sh
# check.sh: the Alpine package, by a stand-in for abuild: the APKBUILD is read by a shell,
# its functions run in order, and what they compile is linked with musl.
. "$(dirname "$0")/../../tests/tap.sh"
. "$t_root/tests/fetch.sh"
. "$t_root/packaging/standin.sh"
t_need musl-gcc ar shellcheck
real=$t_root/build/real

# libyaml, which yaml-dev has there, for musl.
compile_yaml() {
	mkdir -p yaml && for file in "$real"/src/libyaml/src/*.c; do
		musl-gcc -O1 -I"$real/src/libyaml/include" -DYAML_VERSION_MAJOR=0 \
			-DYAML_VERSION_MINOR=2 -DYAML_VERSION_PATCH=5 \
			-DYAML_VERSION_STRING='"0.2.5"' -c "$file" \
			-o "yaml/$(basename "$file").o" || return 1
	done
	ar rc yaml/libyaml.a yaml/*.o
}

# as_abuild FUNCTION: in a shell of its own, where the APKBUILD is read, with the variables
# and the directory that abuild gives it.
as_abuild() {
	env srcdir="$PWD/src" pkgdir="$PWD/pkg" CFLAGS=-O2 CPPFLAGS= LDFLAGS=-Wl,--as-needed \
		CC=musl-gcc PKG_CONFIG=none MAKEFLAGS="YAML_LIBS=$PWD/yaml/libyaml.a \
		YAML_CFLAGS=-I$real/src/libyaml/include" \
		sh -euc '. "$1" && cd "$builddir" && "$2"' - "$PWD/APKBUILD" "$1"
}

value() {
	env srcdir="$PWD/src" sh -euc '. "$1"; eval "echo \$$2"' - "$PWD/APKBUILD" "$1"
}

# Which subpackage a file goes to, by the directories that abuild's own functions take.
part_of() {
	case $1 in
	usr/share/man/*|usr/share/doc/*) echo ingot-os-doc ;;
	usr/share/bash-completion/completions/*) echo ingot-os-bash-completion ;;
	usr/share/zsh/site-functions/*) echo ingot-os-zsh-completion ;;
	usr/share/fish/vendor_completions.d/*) echo ingot-os-fish-completion ;;
	usr/bin/*|usr/share/ingot/*) echo ingot-os ;;
	*) echo "nowhere: $1" ;;
	esac
}

standin_begin Alpine "built by abuild, installed by apk"
t_ok "Alpine: libyaml's source is fetched" eval 'make_apt && fetch libyaml'
t_ok "Alpine: ... and compiled for musl" compile_yaml
standin_fill alpine/APKBUILD APKBUILD
t_ok "Alpine: no shell's mistakes" shellcheck --shell=dash --severity=warning \
	--exclude=SC2034,SC2154,SC2148 APKBUILD
for name in pkgname pkgver pkgrel pkgdesc url arch license depends makedepends source \
	builddir sha512sums; do
	t_ok "Alpine: $name is said" test -n "$(value $name)"
done
t_is "Alpine: the version" "$smoke_version" "$(value pkgver)"
t_is "Alpine: the archive's hash" \
	"$(sha512sum <"$standin_archive" | cut -d ' ' -f 1) ${standin_archive##*/}" \
	"$(value sha512sums | sed 's/^ *//')"
t_is "Alpine: a description of a line" "1 good" "$(value pkgdesc |
	awk '{ print NR, length <= 128 ? "good" : "long" }')"

mkdir -p src pkg
mv "$standin_source" "src/ingot-$smoke_version"
t_ok "Alpine: build" as_abuild build
t_has "Alpine: with musl" ld-musl "src/ingot-$smoke_version/build/ingot"
t_ok "Alpine: check" as_abuild check
t_ok "Alpine: package" as_abuild package
smoke_prefix=$PWD/pkg/usr
standin_files "$PWD/pkg/usr" "$PWD/pkg/usr/share/doc/ingot-os"
(cd pkg && find . -type f) | sed 's,^./,,' | while read -r file; do part_of "$file"; done |
	sort -u >parts
t_is "Alpine: each file has a package, and each package a file" \
	"$({ value pkgname; value subpackages; } | tr ' ' '\n' | sort)" "$(cat parts)"
standin_use "$PWD/pkg/usr"
smoke_all
t_done
