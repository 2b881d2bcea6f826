#!/bin/sh
# setup.sh: installs what Ingot needs and this host lacks.
#
# usage: scripts/setup.sh [--dry-run] [-y] [run|test|real|soak|site|windows|packages]
#
# `run` (the default) is what building and booting takes, `test` adds what the
# project's tests take, `real` what the programs of `make soak-real` take, and
# `soak` what the long tests of the runtime take: compilers for two other
# processors, and their emulation, where those are packages; `windows` is mingw-w64 and
# Wine, for `make windows`, `site` MkDocs, mandoc and a browser, for `make site`, `packages`
# what plays other systems' package managers, for `make packages`. Each
# thing is looked for where `ingot` looks for it; if all is there, nothing is printed, and no
# package manager is asked. Otherwise the commands are printed, then run, through
# sudo or doas only where they need root, and the result is checked.
#
# Where somebody can answer, on a terminal, it asks before it installs: not with -y, or
# where YES or CI is set in the environment and not empty.
#
# Exit status: 0 all is there; 2 usage; 4 something is missing and stays so.
#
# SETUP_ROOT names a directory that stands for / when well-known directories are
# searched: the tests set it.
set -u

here=$(dirname "$0")
root=${SETUP_ROOT-}
homebrew=${HOMEBREW_PREFIX:-$root/opt/homebrew}
# Users often lack the directories of sgdisk and fsck.fat in their PATH.
PATH=$PATH:$root/usr/sbin:$root/sbin:$homebrew/bin:$homebrew/sbin
export PATH

# What both this script and the command look for and install: one entry a line.
needs=$here/../host/toolchain/needs.def

# The numbers or texts of the entries of kind $1, one a line.
entries() {
	sed -n -e "s/^$1(\([0-9]*\)).*/\1/p" -e "s/^$1([^\"]*\"\([^\"]*\)\".*/\1/p" "$needs"
}

llvm_oldest=$(entries LLVM_OLDEST)
llvm_newest=$(entries LLVM_NEWEST)
llvm_tools="clang $(entries LLVM_TOOL | tr '\n' ' ')"
llvm_tools=${llvm_tools% }
llvm_folders=$(entries LLVM_FOLDER)

usage() {
	echo "usage: setup.sh [--dry-run] [-y] [run|test|real|soak|site|windows|packages]" >&2
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
	run|site|packages) has_yaml ;;
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

# The directory of a pattern, for LLVM's version $2.
llvm_folder() {
	case $1 in
	"~"*)	directory=$homebrew${1#"~"} ;;
	*)	directory=$root$1 ;;
	esac
	case $directory in
	*"#"*)	directory=${directory%%"#"*}$2${directory#*"#"} ;;
	esac
}

# Whether the tool $1 is here with LLVM's version $2 in its name or its directory's.
has_versioned() {
	has "$1-$2" && return 0
	for pattern in $llvm_folders; do
		case $pattern in
		*"#"*)	llvm_folder "$pattern" "$2"
			has "$directory/$1" && return 0 ;;
		esac
	done
	return 1
}

# The paths of the tool $1 without a version, one a line.
unversioned() {
	command -v "$1"
	for pattern in $llvm_folders; do
		case $pattern in
		*"#"*)	;;
		*)	llvm_folder "$pattern"
			command -v "$directory/$1" ;;
		esac
	done
}

# Whether the tool $1 is here without a version, and says that it is of LLVM $2.
says_version() {
	unversioned "$1" | while read -r path; do
		[ "$(llvm_major "$path")" != "$2" ] || echo yes
	done | grep -q yes
}

has_llvm_of_major() {
	for tool in $llvm_tools; do
		has_versioned "$tool" "$1" || says_version "$tool" "$1" || return 1
	done
}

# Looks by name first: asking a program for its version is slow.
has_llvm() {
	major=$llvm_newest
	while [ $major -ge $llvm_oldest ]; do
		has_versioned clang $major && has_llvm_of_major $major && return 0
		major=$((major - 1))
	done
	for major in $(unversioned clang | while read -r path; do llvm_major "$path"; done); do
		[ "$major" -ge $llvm_oldest ] && has_llvm_of_major "$major" && return 0
	done
	return 1
}

# The clang of the newest LLVM that is all here; nothing: none is.
find_clang() {
	major=$llvm_newest
	while [ $major -ge $llvm_oldest ]; do
		if has_versioned clang $major && has_llvm_of_major $major; then
			has_versioned clang $major
			command -v "clang-$major" || echo "$directory/clang"
			return
		fi
		major=$((major - 1))
	done
	unversioned clang | while read -r path; do
		major=$(llvm_major "$path")
		[ "${major:-0}" -lt $llvm_oldest ] || { echo "$path"; break; }
	done
}

# Whether it links with its own sanitizers, and libFuzzer is one of them; where it has
# sanitizers and no libFuzzer, no package would bring that.
has_fuzzer() {
	clang=$(find_clang)
	if [ -n "$clang" ]; then
		echo 'int main(void) { return 0; }' >"$scratch/probe.c"
		"$clang" -fsanitize=address,undefined -o "$scratch/probe" "$scratch/probe.c" \
			>/dev/null 2>&1 && return
	fi
	! is_packaged fuzzer
}

# Whether the tool $1 is here, of an LLVM that would do for builds.
has_checker() {
	major=$llvm_newest
	while [ $major -ge $llvm_oldest ]; do
		has_versioned "$1" $major && return 0
		major=$((major - 1))
	done
	for major in $(unversioned "$1" | while read -r path; do checker_major "$path"; done); do
		[ "$major" -ge $llvm_oldest ] && return 0
	done
	return 1
}

# clang-format says "clang-format version", clang-tidy "LLVM version".
checker_major() {
	"$1" --version 2>/dev/null | sed -n 's/.* version \([0-9][0-9]*\)\..*/\1/p'
}

has_ninja() { has "${NINJA:-ninja}"; }
has_qemu() { has "${QEMU:-qemu-system-x86_64}"; }
has_sgdisk() { has sgdisk; }
has_fsck() { has fsck.fat; }
has_mtools() { has mdir; }
has_file() { has file; }
# Only one part of a test needs it: not where it would have to be built.
has_bochs() { has "${BOCHS:-bochs}" || ! is_packaged bochs; }
# `make lint` skips what is not packaged, or of an LLVM that it does not know.
has_format() { has_checker clang-format || ! is_packaged format; }
has_tidy() { has_checker clang-tidy || ! is_packaged tidy; }
has_cppcheck() { has cppcheck || ! is_packaged cppcheck; }
has_shellcheck() { has shellcheck || ! is_packaged shellcheck; }
# Of whatever Python comes first, or of the system's.
has_schema() {
	for python in python3 "$root/usr/bin/python3"; do
		"$python" -c 'import jsonschema, yaml' >/dev/null 2>&1 && return
	done
	! is_packaged schema
}
has_jq() { has jq; }
has_openssl() { has openssl || ! is_packaged openssl; }
has_sbsign() { has sbsign || ! is_packaged sbsign; }
has_xorriso() { has xorriso; }
has_tclsh() { has tclsh || ! is_packaged tclsh; }
has_s390x() { has s390x-linux-gnu-gcc || ! is_packaged s390x; }
has_arm64() { has aarch64-linux-gnu-gcc || ! is_packaged arm64; }
has_qemu_user() { has qemu-s390x || ! is_packaged qemu_user; }
has_mingw() { has x86_64-w64-mingw32-gcc || ! is_packaged mingw; }
has_wine() { has wine64 || [ -x "$root/usr/lib/wine/wine64" ] || ! is_packaged wine; }
has_mkdocs() {
	has mkdocs && [ -d "$root/usr/share/mkdocs/themes/material" ] || ! is_packaged mkdocs
}
has_musl() { has musl-gcc || ! is_packaged musl; }
has_nix() { has nix || ! is_packaged nix; }
has_ruby() { has ruby || ! is_packaged ruby; }
has_mandoc() { has mandoc || ! is_packaged mandoc; }
has_chromium() { has "${BROWSER:-chromium}" || ! is_packaged chromium; }
has_nasm() { has "${NASM:-nasm}"; }
has_qemu_img() { has "${QEMU_IMG:-qemu-img}"; }

# In its own place, or in the share directory of QEMU, which may bring it along.
has_ovmf() {
	[ ! -f "${OVMF-}" ] || return 0
	for place in $(entries OVMF_PLACE); do
		[ ! -f "$root$place" ] || return 0
	done
	if qemu=$(command -v "${QEMU:-qemu-system-x86_64}"); then
		[ ! -f "${qemu%/*}/../share/qemu/edk2-x86_64-code.fd" ] || return 0
	fi
	! is_packaged ovmf
}

# Sets `missing` to the names of what is not there.
look() {
	missing=
	libraries='cc yaml'
	programs='llvm ninja qemu'
	case $level in
	run|windows) ;;
	site)	programs="$programs mkdocs mandoc chromium" ;;
	packages) programs="$programs musl nix ruby shellcheck mingw" ;;
	*)
		libraries="$libraries cmocka mpfr asan"
		programs="$programs sgdisk fsck mtools file bochs xorriso nasm qemu_img ovmf"
		programs="$programs jq openssl sbsign fuzzer format tidy cppcheck shellcheck"
		programs="$programs schema"
		;;
	esac
	[ "$level" != real ] || programs="$programs tclsh"
	[ "$level" != soak ] || programs="$programs s390x arm64 qemu_user"
	[ "$level" != windows ] || programs="$programs mingw wine"
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
	llvm)	echo "one LLVM >= $llvm_oldest with $llvm_tools" ;;
	*)	sed -n "s/^NEED($(entry_name "$1"), *\"\(.*\)\").*/\1/p" "$needs" ;;
	esac
}

# --- Which packages have it ------------------------------------------------

# qemu_img, apt-get: QEMU_IMG, APT_GET
entry_name() {
	echo "$1" | tr 'a-z-' 'A-Z_'
}

# The package manager of this host: a Mac's is Homebrew whatever else is there.
find_manager() {
	managers=$(entries MANAGER)
	[ "$(uname -s)" != Darwin ] || managers=brew
	for manager in $managers; do
		! has $manager || return 0
	done
	manager=
}

# Whether this host's package manager has packages of the need $1.
is_packaged() {
	find_manager
	[ -n "$manager" ] && [ -n "$(packages_for "$1")" ]
}

# The packages of the needs $*, in the table's order; what has none is left out.
packages_for() {
	wanted=" $(entry_name "$*") "
	case $wanted in *" LLVM "*) wanted="${wanted}CLANG LLD " ;; esac
	table=$(sed -n "s/^MANAGER(\([A-Z]*\), *\"$manager\".*/\1/p" "$needs")
	found=' '
	sed -n "s/^PACKAGE($table, *\([A-Z0-9_]*\), *\"\(.*\)\").*/\1 \2/p" "$needs" |
	while read -r need names; do
		case $wanted in *" $need "*) ;; *) continue ;; esac
		for name in $names; do
			case $found in *" $name "*) continue ;; esac
			found="$found$name "
			printf '%s ' "$name"
		done
	done | sed -e 's/ $//' -e "s/#/${llvm-}/g"
}

# Sets `llvm` to the version that fills the # of apt's names: one that is half
# installed is completed, else the newest on offer; empty: none.
choose_llvm() {
	llvm=
	[ $manager = apt-get ] || return 0
	offered=$(apt-cache search --names-only '^(clang|lld|llvm)-[0-9]+$' 2>/dev/null)
	major=$llvm_newest
	while [ $major -ge $llvm_oldest ]; do
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

# Whether the name of a missing package has LLVM's number in it.
wants_number() {
	for need in $missing; do
		grep -q "^PACKAGE(APT, *$(entry_name "$need"), .*#" "$needs" && return
	done
	return 1
}

# Never without a number: "clang-" would ask apt to remove clang. A dry run
# without lists says N for it.
apt_install() {
	if [ -z "$llvm" ] && wants_number; then
		$dry_run || return 1
		llvm=N
	fi
	apt_get install -y --no-install-recommends $(packages_for $missing)
}

apt_knows() {
	[ -n "$llvm" ] || ! wants_number || return 1
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

# Whether somebody has to be asked, and sees the question.
is_interactive() {
	! $dry_run && [ -z "$yes" ] && [ -t 0 ] && [ -t 1 ] && [ -t 2 ]
}

# Shows what an installation would run, and waits for an answer; Enter is a yes.
ask() {
	(dry_run=true; install)
	printf 'setup: run this? [Y/n] ' >&2
	read -r answer || { answer=n; echo >&2; }
	case $answer in
	""|[yY]|[yY][eE][sS]) ;;
	*)	fail "nothing was installed" ;;
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
	fail "none of $(echo $managers | sed 's/ /, /g') is here: install these by hand"
}

# What else a user can do when the packages do not suffice.
hint() {
	if is_missing llvm; then
		say "no LLVM >= $llvm_oldest in this system's packages;" \
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
	! is_interactive || ask
	install || { hint; fail "could not install it"; }
	$dry_run && return 0
	look
	[ -z "$missing" ] && say "everything is there" && return 0
	report_missing
	hint
	fail "still missing after the installation"
}

dry_run=false
yes=${YES-}${CI-}
level=run
for argument; do
	case $argument in
	--dry-run) dry_run=true ;;
	-y) yes=1 ;;
	run|test|real|soak|site|windows|packages) level=$argument ;;
	*) usage ;;
	esac
done

scratch=$(mktemp -d "${TMPDIR:-/tmp}/ingot-setup.XXXXXX") || exit 4
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
main
