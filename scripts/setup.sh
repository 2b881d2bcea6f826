#!/bin/sh
# setup.sh: installs what Ingot needs and this host lacks.
#
# usage: scripts/setup.sh [--dry-run] [run|test|real|soak]
#
# `run` (the default) is what building and booting takes, `test` adds what the
# project's tests take, `real` what the programs of `make soak-real` take, and
# `soak` what the long tests of the runtime take: compilers for two other
# processors, and their emulation, where those are packages. Each thing is looked
# for where `ingot` looks for it; if all is there, nothing is printed, and no
# package manager is asked. Otherwise the commands are printed, then run, through
# sudo or doas only where they need root, and the result is checked.
#
# Exit status: 0 all is there; 2 usage; 4 something is missing and stays so.
#
# SETUP_ROOT names a folder that stands for / when well-known folders are
# searched: the tests set it.
set -u

LLVM_MAJOR_MIN=18
LLVM_MAJOR_MAX=29
LLVM_TOOLS='clang ld.lld llvm-objcopy llvm-ar llvm-symbolizer llc'

here=$(dirname "$0")
root=${SETUP_ROOT-}
homebrew=${HOMEBREW_PREFIX:-$root/opt/homebrew}
# Users often lack the folders of sgdisk and fsck.fat in their PATH.
PATH=$PATH:$root/usr/sbin:$root/sbin:$homebrew/bin:$homebrew/sbin
export PATH

usage() {
	echo "usage: setup.sh [--dry-run] [run|test|real|soak]" >&2
	exit 2
}

say() {
	echo "setup: $*" >&2
}

fail() {
	say "$@"
	exit 4
}

# --- What is missing -------------------------------------------------------

has() {
	command -v "$1" >/dev/null 2>&1
}

# Whether a program of $1 (preprocessor lines) links with the rest as flags.
# One file, not a pipe: `CC` may be two words, such as "ccache cc".
links() {
	printf '%s\nint main(void) { return 0; }\n' "$1" >"$scratch/probe.c"
	shift
	${CC:-cc} -o "$scratch/probe" "$scratch/probe.c" ${1+"$@"} >/dev/null 2>&1
}

YAML_LINES='#include <yaml.h>'
CMOCKA_LINES='#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>'
MPFR_LINES='#include <mpfr.h>'

# The flags may be several words each.
library() {
	sh "$here/library.sh" cflags "$1" "$2"
	sh "$here/library.sh" libs "$1" "$2"
}

has_cc() { links ''; }
has_yaml() { links "$YAML_LINES" $(library yaml-0.1 yaml); }
has_cmocka() { links "$CMOCKA_LINES" $(library cmocka cmocka); }
has_mpfr() { links "$MPFR_LINES" $(library mpfr mpfr) $(library gmp gmp); }
has_asan() { links '' -fsanitize=address,undefined; }

# All libraries at once: when nothing is missing, one link says so.
has_libraries() {
	case $level in
	run)	has_yaml ;;
	*)	links "$YAML_LINES
$CMOCKA_LINES
$MPFR_LINES" -fsanitize=address,undefined $(library yaml-0.1 yaml) $(library cmocka cmocka) \
		$(library mpfr mpfr) $(library gmp gmp) ;;
	esac
}

# The major version that the LLVM program $1 says it has; nothing for Apple's,
# whose numbers are not LLVM's.
llvm_major() {
	"$1" --version 2>/dev/null | sed -n \
		-e '/Apple/q' \
		-e 's/^.*clang version \([0-9][0-9]*\)\..*/\1/p' \
		-e 's/^.*LLD \([0-9][0-9]*\)\..*/\1/p' \
		-e 's/^ *LLVM version \([0-9][0-9]*\)\..*/\1/p'
}

# Whether the tool $1 is here with LLVM's version $2 in its name or its folder's.
has_versioned() {
	for candidate in "$1-$2" \
		"$root/usr/lib/llvm-$2/bin/$1" \
		"$root/usr/lib/llvm$2/bin/$1" \
		"$root/usr/lib64/llvm$2/bin/$1" \
		"$homebrew/opt/llvm@$2/bin/$1" \
		"$homebrew/opt/lld@$2/bin/$1" \
		"$root/usr/local/opt/llvm@$2/bin/$1" \
		"$root/usr/local/opt/lld@$2/bin/$1"
	do
		has "$candidate" && return 0
	done
	return 1
}

# The paths of the tool $1 without a version, one a line.
unversioned() {
	for candidate in "$1" \
		"$homebrew/opt/llvm/bin/$1" "$homebrew/opt/lld/bin/$1" \
		"$root/usr/local/opt/llvm/bin/$1" "$root/usr/local/opt/lld/bin/$1"
	do
		command -v "$candidate"
	done
}

# Whether the tool $1 is here without a version, and says that it is of LLVM $2.
says_version() {
	unversioned "$1" | while read -r path; do
		[ "$(llvm_major "$path")" != "$2" ] || echo yes
	done | grep -q yes
}

has_llvm_of_major() {
	for tool in $LLVM_TOOLS; do
		has_versioned "$tool" "$1" || says_version "$tool" "$1" || return 1
	done
}

# Looks by name first: asking a program for its version is slow.
has_llvm() {
	major=$LLVM_MAJOR_MAX
	while [ $major -ge $LLVM_MAJOR_MIN ]; do
		has_versioned clang $major && has_llvm_of_major $major && return 0
		major=$((major - 1))
	done
	for major in $(unversioned clang | while read -r path; do llvm_major "$path"; done); do
		[ "$major" -ge $LLVM_MAJOR_MIN ] && has_llvm_of_major "$major" && return 0
	done
	return 1
}

has_ninja() { has "${NINJA:-ninja}" || has ninja-build || has samu; }
has_qemu() { has "${QEMU:-qemu-system-x86_64}"; }
has_sgdisk() { has sgdisk; }
has_fsck() { has fsck.fat; }
has_mtools() { has mdir; }
has_file() { has file; }
# Only one part of a test needs it: not where it would have to be built.
has_bochs() { has "${BOCHS:-bochs}" || ! is_packaged bochs; }
has_openssl() { has openssl || ! is_packaged openssl; }
has_sbsign() { has sbsign || ! is_packaged sbsign; }
has_xorriso() { has xorriso; }
has_tclsh() { has tclsh || ! is_packaged tclsh; }
has_s390x() { has s390x-linux-gnu-gcc || ! is_packaged s390x; }
has_arm64() { has aarch64-linux-gnu-gcc || ! is_packaged arm64; }
has_qemu_user() { has qemu-s390x || ! is_packaged qemu_user; }
has_qemu_img() { has "${QEMU_IMG:-qemu-img}"; }

# QEMU may bring it along: then it is no package.
has_ovmf() {
	is_packaged ovmf || return 0
	for file in "${OVMF-}" /usr/share/OVMF/OVMF_CODE_4M.fd /usr/share/OVMF/OVMF_CODE.fd \
		/usr/share/edk2/ovmf/OVMF_CODE.fd /usr/share/edk2/x64/OVMF_CODE.4m.fd \
		/usr/share/edk2-ovmf/x64/OVMF_CODE.fd /usr/share/qemu/ovmf-x86_64-code.bin \
		/usr/share/OVMF/OVMF.fd /usr/share/ovmf/OVMF.fd \
		/usr/share/qemu/edk2-x86_64-code.fd; do
		[ ! -f "${SETUP_ROOT-}$file" ] || return 0
	done
	return 1
}

# Sets `missing` to the names of what is not there.
look() {
	missing=
	libraries='cc yaml'
	programs='llvm ninja qemu'
	if [ "$level" != run ]; then
		libraries="$libraries cmocka mpfr asan"
		programs="$programs sgdisk fsck mtools file bochs xorriso qemu_img ovmf openssl sbsign"
	fi
	[ "$level" != real ] || programs="$programs tclsh"
	[ "$level" != soak ] || programs="$programs s390x arm64 qemu_user"
	has_libraries && libraries=
	for need in $libraries $programs; do
		"has_$need" || missing="$missing $need"
	done
	missing=${missing# }
	add_window
}

# On a desktop a QEMU that is installed now shall open a window, which several
# systems package apart.
add_window() {
	is_missing qemu || return 0
	[ -z "${DISPLAY-}${WAYLAND_DISPLAY-}" ] || missing="$missing window"
}

is_missing() {
	case " $missing " in *" $1 "*) return 0 ;; *) return 1 ;; esac
}

describe() {
	case $1 in
	cc)	echo "a C compiler that links programs (${CC:-cc})" ;;
	llvm)	echo "one LLVM >= $LLVM_MAJOR_MIN with $LLVM_TOOLS" ;;
	ninja)	echo "ninja" ;;
	qemu)	echo "qemu-system-x86_64" ;;
	yaml)	echo "libyaml and its header" ;;
	cmocka)	echo "cmocka and its header" ;;
	mpfr)	echo "MPFR and its header" ;;
	asan)	echo "the compiler's address and undefined-behaviour sanitizers" ;;
	window)	echo "QEMU's window" ;;
	fsck)	echo "fsck.fat" ;;
	qemu_img)	echo "qemu-img" ;;
	ovmf)	echo "OVMF, the UEFI firmware for QEMU" ;;
	*)	echo "$1" ;;
	esac
}

# --- Which packages have it ------------------------------------------------

# A line for each need: its name, then packages; @ is the LLVM version. What a
# system's compiler or base has anyway has no line.
packages_apt='
cc      gcc libc6-dev
llvm    clang-@ lld-@ llvm-@
ninja   ninja-build
qemu    qemu-system-x86
window  qemu-system-gui
yaml    libyaml-dev
cmocka  libcmocka-dev
mpfr    libmpfr-dev
sgdisk  gdisk
fsck    dosfstools
mtools  mtools
file    file
xorriso xorriso
qemu_img qemu-utils
ovmf    ovmf
openssl openssl
sbsign  sbsigntool
bochs   bochs bochsbios vgabios
tclsh   tcl
s390x   gcc-s390x-linux-gnu libc6-dev-s390x-cross
arm64   gcc-aarch64-linux-gnu libc6-dev-arm64-cross
qemu_user qemu-user'

packages_dnf='
cc      gcc glibc-devel
llvm    clang lld llvm
ninja   ninja-build
qemu    qemu-system-x86-core
window  qemu-ui-gtk
yaml    libyaml-devel
cmocka  libcmocka-devel
mpfr    mpfr-devel
asan    libasan libubsan
sgdisk  gdisk
fsck    dosfstools
mtools  mtools
file    file
xorriso xorriso
qemu_img qemu-img
ovmf    edk2-ovmf
openssl openssl
sbsign  sbsigntools
bochs   bochs'

packages_pacman='
cc      gcc
llvm    clang lld llvm
ninja   ninja
qemu    qemu-system-x86
window  qemu-ui-gtk
yaml    libyaml
cmocka  cmocka
mpfr    mpfr
sgdisk  gptfdisk
fsck    dosfstools
mtools  mtools
file    file
xorriso libisoburn
qemu_img qemu-img
ovmf    edk2-ovmf
openssl openssl
sbsign  sbsigntools
bochs   bochs'

packages_zypper='
cc      gcc glibc-devel
llvm    clang lld llvm
ninja   ninja
qemu    qemu-x86 qemu-seabios qemu-vgabios
window  qemu-ui-gtk
yaml    libyaml-devel
cmocka  libcmocka-devel
mpfr    mpfr-devel
sgdisk  gptfdisk
fsck    dosfstools
mtools  mtools
file    file
xorriso xorriso
qemu_img qemu-img
ovmf    qemu-ovmf-x86_64
openssl openssl
sbsign  sbsigntools'

packages_apk='
cc      gcc musl-dev
llvm    clang lld llvm
ninja   ninja-is-really-ninja
qemu    qemu-system-x86_64
window  qemu-ui-gtk
yaml    yaml-dev
cmocka  cmocka-dev
mpfr    mpfr-dev
sgdisk  sgdisk
fsck    dosfstools
mtools  mtools
file    file
xorriso xorriso
qemu_img qemu-img
ovmf    ovmf
openssl openssl
sbsign  sbsigntool'

packages_brew='
llvm    llvm lld
ninja   ninja
qemu    qemu
yaml    libyaml
cmocka  cmocka
mpfr    mpfr
sgdisk  gptfdisk
fsck    dosfstools
mtools  mtools
xorriso xorriso
bochs   bochs'

# The package manager of this host: a Mac's is Homebrew whatever else is there.
find_manager() {
	manager=
	if [ "$(uname -s)" != Darwin ]; then
		for candidate in apt-get dnf pacman zypper apk; do
			has $candidate && manager=$candidate && return
		done
	fi
	if has brew; then manager=brew; fi
}

# Whether this host's package manager has packages of the need $1.
is_packaged() {
	find_manager
	[ -n "$manager" ] && [ -n "$(packages_for "$1")" ]
}

# The packages of the needs $*, in the table's order; what has none is left out.
packages_for() {
	eval "table=\$packages_${manager%-get}"
	echo "$table" | while read -r need names; do
		case " $* " in
		*" $need "*) [ -z "$need" ] || printf '%s ' "$names" ;;
		esac
	done | sed -e 's/ $//' -e "s/@/${llvm-}/g"
}

# Sets `llvm` to the version that fills the @ of apt's table: one that is half
# installed is completed, else the newest on offer; empty: none.
choose_llvm() {
	llvm=
	[ $manager = apt-get ] || return 0
	offered=$(apt-cache search --names-only '^(clang|lld|llvm)-[0-9]+$' 2>/dev/null)
	major=$LLVM_MAJOR_MAX
	while [ $major -ge $LLVM_MAJOR_MIN ]; do
		if apt_offers_llvm $major; then
			[ -n "$llvm" ] || llvm=$major
			if has "clang-$major"; then llvm=$major; return; fi
		fi
		major=$((major - 1))
	done
}

# Whether `offered` ("name - description" lines) has all packages of LLVM $1.
apt_offers_llvm() {
	[ "$(echo "$offered" | sed 's/ .*//' | sort -u |
		grep -c -x -e "clang-$1" -e "lld-$1" -e "llvm-$1")" = 3 ]
}

# --- Installing ------------------------------------------------------------

# What stands before a command that needs root; empty for root.
find_root_command() {
	as_root=
	[ "$(id -u)" != 0 ] || return 0
	if has sudo; then as_root=sudo; elif has doas; then as_root=doas; else as_root=none; fi
}

# Prints a command, and runs it unless this is a dry run. Its output goes to
# standard error: what the caller prints on standard output stays clean.
run() {
	echo "+ $*" >&2
	$dry_run || "$@" >&2
}

run_as_root() {
	if [ "$as_root" = none ] && ! $dry_run; then
		fail "not root, and neither sudo nor doas is here; as root, run: $*"
	fi
	if [ "$as_root" = none ]; then
		run "$@"
	else
		run $as_root "$@"
	fi
}

apt_get() {
	run_as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 "$@"
}

# Package lists that are missing or old have no candidate, or one that the
# server has replaced since: both end by asking for new lists.
install_apt() {
	fresh=false
	if ! apt_knows; then
		apt_get update || return 1
		fresh=true
		choose_llvm
	fi
	apt_install && return 0
	$fresh && return 1
	apt_get update && choose_llvm && apt_install
}

# Never without a number: "clang-" would ask apt to remove clang. A dry run
# without lists says N for it.
apt_install() {
	if [ -z "$llvm" ] && is_missing llvm; then
		$dry_run || return 1
		llvm=N
	fi
	apt_get install -y --no-install-recommends $(packages_for $missing)
}

apt_knows() {
	[ -n "$llvm" ] || ! is_missing llvm || return 1
	apt-get -s --no-install-recommends install $(packages_for $missing) >/dev/null 2>&1
}

# A first `pacman -S` has no lists. Those that are there are not refreshed:
# that would be half an upgrade of the system.
install_pacman() {
	lists=-S
	ls "$root"/var/lib/pacman/sync/*.db >/dev/null 2>&1 || lists=-Sy
	run_as_root pacman $lists --needed --noconfirm $packages && return 0
	say "if pacman's lists are old, upgrade the system with: pacman -Syu"
	return 1
}

install() {
	packages=$(packages_for $missing)
	[ -n "$packages" ] || return 1
	case $manager in
	apt-get) install_apt ;;
	dnf)	run_as_root dnf install -y --setopt=install_weak_deps=False $packages ;;
	pacman)	install_pacman ;;
	zypper)	run_as_root zypper --non-interactive install --no-recommends $packages ;;
	apk)	run_as_root apk add --update-cache $packages ;;
	brew)	run brew install $packages ;;
	esac
}

report_missing() {
	say "missing:"
	for need in $missing; do
		echo "  $(describe "$need")" >&2
	done
}

no_manager() {
	if [ "$(uname -s)" = Darwin ]; then
		fail "install Homebrew (https://brew.sh) and run this again"
	fi
	fail "none of apt-get, dnf, pacman, zypper, apk, brew is here: install these by hand"
}

# What else a user can do when the packages do not suffice.
hint() {
	if is_missing llvm; then
		say "no LLVM >= $LLVM_MAJOR_MIN in this system's packages;" \
			"the LLVM project offers its own"
	fi
	if is_missing cc && [ "$(uname -s)" = Darwin ]; then
		say "for a C compiler run: xcode-select --install"
	fi
}

main() {
	look
	[ -n "$missing" ] || return 0
	report_missing
	find_manager
	[ -n "$manager" ] || no_manager
	find_root_command
	choose_llvm
	install || { hint; fail "could not install it"; }
	$dry_run && return 0
	look
	[ -z "$missing" ] && say "everything is there" && return 0
	report_missing
	hint
	fail "still missing after the installation"
}

dry_run=false
level=run
for argument; do
	case $argument in
	--dry-run) dry_run=true ;;
	run|test|real|soak) level=$argument ;;
	*) usage ;;
	esac
done

scratch=$(mktemp -d "${TMPDIR:-/tmp}/ingot-setup.XXXXXX") || exit 4
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
main
