#!/bin/sh
# static.sh: archives of an installed Ingot for any Linux: the command needs nothing
# of the system that it runs on.
#
# usage: scripts/static.sh [x86_64|arm64]...
#
# For each processor (by default both) build/static/ingot-VERSION-linux-PROCESSOR.tar.gz
# contains what `make install` installs, and the command is a static program: musl and
# libyaml are inside. SHA256SUMS has the hashes. The bytes shall follow from the sources
# and from clang's and lld's version alone: no path of this host is in them, names are
# sorted, times are SOURCE_DATE_EPOCH or a fixed one, owners are 0.
#
# musl, libgcc and the sources of libyaml come from Debian, by apt, into
# build/static/parts; their SHA-256 are below. Where that directory is there, copied
# from elsewhere, no network and no Debian is needed, only LLVM and GNU tar.
#
# Environment: MAKE; COMMIT, what `ingot --version -v` names; SOURCE_DATE_EPOCH.
set -eu

SUITE=trixie
MUSL='musl-dev'
LIBGCC='libgcc-14-dev'
YAML_MAJOR=0 YAML_MINOR=2 YAML_PATCH=5
OLD_TIME=946684800	# 2000-01-01; ninja takes the time 0 for a file that is not there

# What is linked in: a change there changes the archives, and is wanted.
PARTS='
a3f7d47e452129bb65aae201d6c115abf4d5d3efb136b38b7c6b4fa03ec065e9  musl-dev_amd64.deb
384ea029e3694baac696d3993d93246f9a4b3741c493697e1ceb7256d8820748  musl-dev_arm64.deb
ca6f2d36d96b19b3eb71405b0b80134d8c89380b02204a2512e5c58ceb090628  libgcc-14-dev_amd64.deb
64b8ebc7182a69aa9525df6eab5e7eb849b947e350d821549f8a8a3e9b19e5ba  libgcc-14-dev_arm64.deb
fa240dbf262be053f3898006d502d514936c818e422afdcf33921c63bed9bf2e  libyaml.tar.gz
'

fail() {
	echo "static: $*" >&2
	exit 1
}

# --- Parts -----------------------------------------------------------------

fetch_package() {
	debian_unpack_only "$2" "$parts/$1-$2" "$1" || fail "$1 for $2 cannot be fetched"
	mv "$parts/$1-$2"/debs/*.deb "$parts/$1_$2.deb"
}

# Its sources, as their authors released them.
fetch_yaml() {
	apt=$hosts/apt/$suite-source
	mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$parts/libyaml" || return
	: >"$apt/status"
	echo "deb-src [signed-by=$keyring] $mirror $suite main" >"$apt/sources.list"
	debian_apt source update &&
		(cd "$parts/libyaml" && debian_apt source source --download-only libyaml >&2) &&
		tar -C "$parts/libyaml" --strip-components=1 -xf "$parts"/libyaml/*.orig.tar.gz &&
		mv "$parts"/libyaml/*.orig.tar.gz "$parts/libyaml.tar.gz"
}

# Sets of packages of their own: what other Debians in build/hosts have stays.
fetch_parts() (
	HOSTS_SUITE=$SUITE
	. tests/hosts/debian.sh
	debian_check
	mkdir -p "$parts"
	for arch in amd64 arm64; do
		fetch_package $MUSL $arch
		fetch_package $LIBGCC $arch
	done
	dpkg-deb --fsys-tarfile "$parts/${MUSL}_amd64.deb" |
		tar -xOf - ./usr/share/doc/$MUSL/copyright >"$parts/musl-licence"
	fetch_yaml || fail "libyaml cannot be fetched"
)

prepare_parts() {
	[ -f "$parts/libyaml.tar.gz" ] || fetch_parts
	printf '%s' "$PARTS" | sed '/^$/d' >"$output/parts.sha256"
	(cd "$parts" && sha256sum --quiet -c ../parts.sha256) || fail "these are other parts" \
		"than scripts/static.sh names: rm -r build/static/parts"
}

# --- The command -----------------------------------------------------------

# Others' names of a processor: $arch is Debian's, $triple LLVM's.
choose_processor() {
	case $1 in
	x86_64) arch=amd64 triple=x86_64-linux-musl gcc=x86_64-linux-gnu ;;
	arm64) arch=arm64 triple=aarch64-linux-musl gcc=aarch64-linux-gnu ;;
	*)
		echo "usage: static.sh [x86_64|arm64]..." >&2
		exit 2
		;;
	esac
	musl=$near/$MUSL-$arch/usr
	libgcc=$near/$LIBGCC-$arch/usr/lib/gcc/$gcc/14/libgcc.a
	compiler="clang-$llvm --target=$triple -nostdlibinc -isystem $musl/include/$triple"
}

# The sources, where no build of this host's own command is in the way.
copy_sources() {
	rm -rf "$copy"
	mkdir -p "$copy"
	sed 's,^/\(.*\)/$,./\1,' .gitignore >"$work/ignored"
	tar -cf - --exclude-from="$work/ignored" --exclude=./.git . | tar -xf - -C "$copy"
}

# libyaml's own build only finds out what any C library has.
compile_yaml() (
	cd "$parts/libyaml"
	mkdir -p "$work/yaml"
	for file in src/*.c; do
		name=${file#src/}
		$compiler -O2 -Iinclude -DYAML_VERSION_MAJOR=$YAML_MAJOR \
			-DYAML_VERSION_MINOR=$YAML_MINOR -DYAML_VERSION_PATCH=$YAML_PATCH \
			-DYAML_VERSION_STRING="\"$YAML_MAJOR.$YAML_MINOR.$YAML_PATCH\"" \
			-ffunction-sections -c -o "$work/yaml/${name%.c}.o" "$file"
	done
)

# The copy's own Makefile, told of another C library.
compile_command() {
	libraries=$musl/lib/$triple
	"${MAKE:-make}" -s -C "$copy" SETUP=: CC="$compiler" \
		COMMIT="${COMMIT-$(sh scripts/commit.sh)}" \
		CFLAGS='-O2 -fno-pie -ffunction-sections -fdata-sections' CPPFLAGS= LIBS= \
		YAML_CFLAGS="-I$near/libyaml/include" \
		LDFLAGS="-static -nostdlib --ld-path=$(command -v ld.lld-$llvm) \
			-Wl,--gc-sections -Wl,--build-id=none \
			$libraries/crt1.o $libraries/crti.o" \
		YAML_LIBS="../yaml/*.o -Wl,--start-group $libraries/libc.a $libgcc \
			-Wl,--end-group $libraries/crtn.o" \
		${JOBS:+-j"$JOBS"} build/ingot
	# Names and versions of the tools' packagers are no part of the program.
	llvm-objcopy-$llvm --strip-all --remove-section=.comment "$copy/build/ingot"
}

# --- The archive -----------------------------------------------------------

install_copy() {
	"${MAKE:-make}" -s -C "$copy" SETUP=: OBSERVER= -o build/ingot DESTDIR="$work/root" \
		PREFIX="/$name" CC="$compiler" install
	licences=$work/root/$name/share/doc/ingot/licences
	mkdir -p "$licences"
	cp "$parts/libyaml/License" "$licences/libyaml"
	cp "$parts/musl-licence" "$licences/musl"
	chmod 644 "$licences"/*
}

pack() {
	LC_ALL=C tar -C "$work/root" --format=ustar --sort=name \
		--mtime="@${SOURCE_DATE_EPOCH:-$OLD_TIME}" --owner=0 --group=0 --numeric-owner \
		--mode=u+rwX,go+rX,go-w -cf "$work/tar" "$name"
	gzip -n -9 <"$work/tar" >"$work/gz"
	mv "$work/gz" "$output/$name.tar.gz"
}

make_archive() {
	choose_processor "$1"
	name=ingot-$version-linux-$1
	work=$output/$1
	copy=$work/project
	copy_sources
	compile_yaml
	compile_command
	rm -rf "$work/root"
	install_copy
	pack
}

cd "$(dirname "$0")/.."
umask 022
unset GZIP
llvm=$(sed -n 's/^LLVM_USUAL(\([0-9]*\)).*/\1/p' host/toolchain/needs.def)
version=$(sed -n 's/^#define INGOT_VERSION "\(.*\)"$/\1/p' abi/version.h)
output=$PWD/build/static
parts=$output/parts
# As seen from the copy and from libyaml's sources: flags are words, and no path that this
# tree may lie at, which may have blanks.
near=../../parts
for program in clang-$llvm ld.lld-$llvm llvm-objcopy-$llvm sha256sum gzip tar; do
	command -v $program >/dev/null 2>&1 || fail "$program is missing"
done
[ $# -gt 0 ] || set -- x86_64 arm64
for processor; do
	choose_processor "$processor"
done
mkdir -p "$output"
prepare_parts
for processor; do
	make_archive "$processor"
done
(cd "$output" && LC_ALL=C sha256sum ingot-"$version"-linux-*.tar.gz | tee SHA256SUMS)
