#!/bin/sh
# The set-up, on hosts that are directories of fake programs: a PATH with a shell's
# usual tools, a package manager that writes down what it was told, and nothing
# else. An installation makes the fake tools appear.
. "$(dirname "$0")/../tap.sh"

DISPLAY=
COMPILER=
LLVM_TOOLS='clang ld.lld llvm-objcopy llvm-ar llvm-symbolizer'
OTHER_TOOLS='ninja qemu-system-x86_64 qemu-img sgdisk fsck.fat mdir file bochs xorriso nasm jq
	openssl sbsign cppcheck shellcheck python3'
# These say which LLVM they are of, but no build needs them.
LLVM_CHECKERS='clang-format clang-tidy'

# fake NAME: a program in the host's PATH from standard input.
fake() {
	{ echo "#!/bin/sh"; cat; } >"host/bin/$1"
	chmod +x "host/bin/$1"
}

# tool NAME...: programs that are only looked for.
tool() {
	for name; do fake "$name" </dev/null; done
}

# llvm VERSION: the tools without a version in their names, saying it.
llvm() {
	for name in $LLVM_TOOLS $LLVM_CHECKERS; do
		echo "echo 'LLVM version $1'" | fake "$name"
	done
}

# Where the program $1 is; a shell may have one of the same name built in.
find_program() {
	echo "$PATH" | tr : '\n' | while read -r directory; do
		[ ! -x "$directory/$1" ] || { echo "$directory/$1"; break; }
	done
}

# A host where nothing is installed and user $1 works: 0 is root. Its compiler
# finds the headers that the directory host/headers names.
new_host() {
	rm -rf host
	mkdir -p host/bin host/headers
	for name in cat cp chmod dirname env grep ls mkdir mktemp printf rm sed sh sort tr; do
		ln -s "$(find_program $name)" "host/bin/$name"
	done
	echo "echo $1" | fake id
	echo "echo ${2:-Linux}" | fake uname
	echo 'exec "$@"' | fake sudo
	fake cc <<'END'
for word; do
	case $word in *.c) source=$word ;; esac
done
for header in yaml cmocka mpfr; do
	! grep -q "<$header.h>" "$source" || [ -e "$HOST/headers/$header" ] || exit 1
done
END
}

# What an installation leads to: the files of the directory host/packages.
installer() {
	fake "$1" <<'END'
echo "${0##*/} $*" >>"$HOST/told"
case " $* " in
*" install "*|*" add "*|*" -S "*|*" -Sy "*)
	cp "$HOST"/packages/bin/* "$HOST/bin/" 2>/dev/null
	cp "$HOST"/packages/headers/* "$HOST/headers/" 2>/dev/null
	mkdir -p "$HOST/usr/share/OVMF" && : >"$HOST/usr/share/OVMF/OVMF_CODE.fd" ;;
esac
exit 0
END
}

# Everything that can be installed, and no compiler before that.
fill_packages() {
	mkdir -p host/packages/bin host/packages/headers
	mv host/bin/cc host/packages/bin/
	for name in $LLVM_TOOLS $LLVM_CHECKERS; do
		printf '#!/bin/sh\necho "LLVM version 20.1.2"\n' >host/packages/bin/$name
	done
	for name in $OTHER_TOOLS; do echo '#!/bin/sh' >host/packages/bin/$name; done
	chmod +x host/packages/bin/*
	: >host/packages/headers/yaml
	: >host/packages/headers/cmocka
	: >host/packages/headers/mpfr
}

setup() {
	env -i HOST="$PWD/host" SETUP_ROOT="$PWD/host" HOMEBREW_PREFIX="$PWD/host/homebrew" \
		TMPDIR="$t_state" PATH="$PWD/host/bin" ${COMPILER:+CC="$COMPILER"} \
		DISPLAY="${DISPLAY-}" \
		sh "$t_root/scripts/setup.sh" "$@"
}

setup_on_desktop() {
	DISPLAY=:0
	setup "$@"
}

# Installs everything with manager $1, as user $2 of system $3.
check_manager() {
	new_host "$2" "${3:-Linux}"
	installer "$1"
	fill_packages
	[ "$1" != brew ] || mv host/packages/bin/cc host/bin/	# a Mac's own
	t_ok "$1: everything is installed" setup test
	t_golden "$1: what it says" "golden/setup_$1" "$t_err"
	t_is "$1: nothing on standard output" "" "$(cat "$t_out")"
	cp host/told told
	t_ok "$1: a second time there is nothing to do" setup test
	t_is "$1: ... or to say" "" "$(cat "$t_out" "$t_err")"
	t_ok "$1: ... and no package manager is asked" cmp host/told told
}

check_manager dnf 1000
check_manager pacman 1000
check_manager zypper 0
check_manager apk 0
check_manager brew 501 Darwin

# apt's lists: "host/offered" is what apt-cache finds, "host/server" what it
# finds after an update; an install fails until then if "host/old" exists.
new_apt_host() {
	new_host "${1:-0}"
	fill_packages
	echo 'cat "$HOST/offered" 2>/dev/null || :' | fake apt-cache
	installer apt-get
	mv host/bin/apt-get host/bin/install-packages
	fake apt-get <<'END'
echo "apt-get $*" >>"$HOST/told"
case " $* " in
*" update "*) cp "$HOST/server" "$HOST/offered"; rm -f "$HOST/old" ;;
*" -s "*) [ -e "$HOST/offered" ] ;;
*) [ ! -e "$HOST/old" ] && install-packages "$@" ;;
esac
END
	offer 14 17 19 20
	cp host/server host/offered
}

offer() {
	for major; do
		for name in clang lld llvm; do echo "$name-$major - LLVM's $name"; done
	done >host/server
}

new_apt_host
t_ok "apt-get: everything is installed" setup test
t_golden "apt-get: what it says" golden/setup_apt "$t_err"
t_ok "apt-get: a second time there is nothing to do" setup test
t_is "apt-get: ... or to say" "" "$(cat "$t_out" "$t_err")"

t_ok "apt-get: for the packages of other systems" setup --dry-run packages
t_has "apt-get: ... what plays their package managers" " nix-bin ruby" "$t_err"
t_ok "apt-get: for the tests" setup --dry-run test
t_lacks "apt-get: ... it is not installed" " nix-bin" "$t_err"

tool s390x-linux-gnu-gcc
t_ok "apt-get: the long tests" setup --dry-run soak
t_has "apt-get: ... take a compiler for arm64 and an emulation, where that for s390x is here" \
	" gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user" "$t_err"
t_lacks "apt-get: ... and no other for s390x" gcc-s390x "$t_err"

new_apt_host
rm host/offered
t_ok "apt-get: missing lists are fetched first" setup run
t_golden "apt-get: ... and it says so" golden/setup_apt_no_lists "$t_err"

new_apt_host 1000
: >host/old
t_ok "apt-get: old lists are fetched when the installation fails" setup run
t_golden "apt-get: ... and it says so, through sudo" golden/setup_apt_old_lists "$t_err"

new_apt_host
tool clang-19
t_ok "apt-get: a dry run" setup --dry-run
t_has "apt-get: ... completes the LLVM that is half there" " clang-19 lld-19 llvm-19 " "$t_err"
t_run grep -v -e ' -s ' host/told
t_is "apt-get: ... and installs nothing" "" "$(cat "$t_out")"

new_apt_host
offer 14 15
cp host/server host/offered
t_status "apt-get: an old system has no LLVM" 4 setup run
t_golden "apt-get: ... and it says where one is" golden/setup_apt_no_llvm "$t_err"

new_apt_host 1000
rm host/offered
t_ok "apt-get: a dry run without lists" setup --dry-run
t_golden "apt-get: ... says N for LLVM's version" golden/setup_apt_dry_run "$t_err"

new_apt_host
t_ok "apt-get: on a desktop" setup_on_desktop --dry-run
t_has "apt-get: ... QEMU's window too" " qemu-system-x86 qemu-system-gui " "$t_err"

new_apt_host
t_ok "apt-get: for the programs of the real world" setup --dry-run real
t_has "apt-get: ... what makes SQLite too" " bochs bochsbios vgabios tcl" "$t_err"
t_ok "apt-get: for the tests" setup --dry-run test
t_lacks "apt-get: ... it is not installed" " tcl" "$t_err"

# The packages of a set-up's command, one a line: what stands behind its last option.
packages_of_setup() {
	awk '/^\+ / {
		for (i = 1; i <= NF; i++)
			if ($i ~ /^-/ || $i == "install" || $i == "add")
				first = i + 1
		for (i = first; i <= NF; i++)
			print $i
	}' "$t_err" | sort -u
}

# What the command says of this host, whose real tools it must not find.
packages_of_doctor() {
	env -i HOST="$PWD/host" XDG_CACHE_HOME="$PWD/host/cache" PATH="$PWD/host/bin" \
		DISPLAY="$DISPLAY" CC=/none/clang OVMF=/none/OVMF.fd "$INGOT" doctor >doctor
	sed -n -e '/^all required\|^[0-9]* required/q' \
		-e ':more' -e '/ \\$/{N;s/ \\\n */ /;b more' -e '}' \
		-e 's/^ *install with: //p' doctor |
		sed -e 's/^sudo //' -e 's/^[a-z-]* [a-zA-Z-]* //' | tr ' ' '\n' | sort -u
}

# What a clang brings along that is new, for tests only: doctor does not ask for it.
packages_of_fuzzer() {
	needs=$t_root/host/toolchain/needs.def
	table=$(sed -n "s/^MANAGER(\([A-Z]*\), *\"$1\".*/\1/p" "$needs")
	sed -n "s/^PACKAGE($table, FUZZER, *\"\(.*\)\").*/\1/p" "$needs" | sed 's/#/20/'
}

# A host of manager $1 that lacks what doctor looks for, and nothing else.
check_doctor() {
	if [ "$1" = apt-get ]; then
		new_apt_host
		cp host/packages/bin/cc host/bin/
	else
		new_host 0
		installer "$1"
	fi
	tool gdb $(echo " $OTHER_TOOLS " | sed -e 's/ ninja / /' -e 's/ qemu[^ ]*//g')
	: >host/headers/yaml
	: >host/headers/cmocka
	: >host/headers/mpfr
	for name in $LLVM_CHECKERS; do echo "echo 'LLVM version 20.1.2'" | fake $name; done
	for DISPLAY in "" :0; do
		t_ok "$1: a dry run${DISPLAY:+ on a desktop}" setup --dry-run test
		t_is "$1: 'ingot doctor' names the same packages" "$(packages_of_setup)" \
			"$({ packages_of_doctor; packages_of_fuzzer "$1"; } | sort -u)"
	done
	DISPLAY=
}

for name in apt-get dnf pacman zypper apk brew; do check_doctor $name; done

# Where tools are found.
new_host 0
t_status "no package manager" 4 setup run
t_golden "no package manager: what is missing" golden/setup_no_manager "$t_err"

new_host 1000 Darwin
t_status "a Mac without Homebrew" 4 setup run
t_has "a Mac without Homebrew: where it is" "https://brew.sh" "$t_err"

new_host 1000
installer dnf
rm host/bin/sudo
t_status "neither root nor sudo" 4 setup run
t_has "neither root nor sudo: the command to run" "as root, run: dnf install -y " "$t_err"

# A host that lacks only LLVM.
new_almost_complete_host() {
	new_host 0
	tool $OTHER_TOOLS
	: >host/headers/yaml
	: >host/headers/cmocka
	: >host/headers/mpfr
}

new_almost_complete_host
llvm 17.0.6
t_status "an LLVM that is too old" 4 setup run
llvm 18.1.3
t_ok "the oldest LLVM that will do" setup run
echo 'echo "LLD 19.1.0 (compatible with GNU linkers)"' | fake ld.lld
t_status "a linker of another LLVM" 4 setup run

new_almost_complete_host
for name in $LLVM_TOOLS; do tool $name-19; done
t_ok "LLVM with its version in the names" setup run
rm host/bin/llvm-symbolizer-19
t_status "... one tool of it missing" 4 setup run
t_has "... is told" "one LLVM >= 18" "$t_err"

# Moves the LLVM tools from the PATH to the directory $1; $2: the linker's.
move_llvm() {
	mkdir -p "host/$1" "host/$2"
	for name in $LLVM_TOOLS; do mv "host/bin/$name" "host/$1/"; done
	[ "$1" = "$2" ] || mv "host/$1/ld.lld" "host/$2/"
}

check_llvm_in() {
	new_almost_complete_host
	llvm 19.1.7
	move_llvm "$1" "$2"
	t_ok "LLVM in $1 and $2" setup run
}

check_llvm_in usr/lib/llvm-19/bin usr/lib/llvm-19/bin
check_llvm_in usr/lib/llvm19/bin bin
check_llvm_in usr/lib64/llvm19/bin bin
check_llvm_in homebrew/opt/llvm/bin homebrew/opt/lld/bin
check_llvm_in homebrew/opt/llvm@19/bin homebrew/opt/lld@19/bin
check_llvm_in usr/local/opt/llvm/bin usr/local/opt/lld/bin

new_almost_complete_host
llvm 19.1.7
move_llvm homebrew/opt/llvm/bin homebrew/opt/lld/bin
echo 'echo "Apple clang version 19.0.0 (clang-1900.0.1)"' | fake clang
t_ok "Apple's clang before Homebrew's" setup run
rm -r host/homebrew
t_status "Apple's clang alone is no LLVM" 4 setup run

new_almost_complete_host
llvm 19.1.7
mkdir -p host/usr/sbin
mv host/bin/sgdisk host/bin/fsck.fat host/usr/sbin/
t_ok "tools in /usr/sbin, which is not in the PATH" setup test

# libFuzzer is the clang's own, and its version counts.
echo 'echo "LLVM version 19.1.7"; case "$*" in *-fsanitize=*) exit 1 ;; esac' | fake clang
t_ok "a clang without sanitizers, where none are packaged" setup test
installer dnf
t_ok "... and where they are" setup --dry-run test
t_has "... they are missing" "libFuzzer and the sanitizers of that clang" "$t_err"
t_ok "... but for tests only" setup run
rm host/bin/dnf
echo 'echo "LLVM version 19.1.7"' | fake clang

mv host/bin/cc host/bin/mycc
COMPILER='mycc -m64'
t_ok "a compiler chosen with CC, with an argument" setup test
COMPILER=
t_status "no compiler" 4 setup run
t_has "no compiler: told" "a C compiler" "$t_err"

# setup_at_terminal ANSWER [NAME=VALUE] OPTION...: the set-up on a terminal, where ANSWER
# is typed; what is seen there is in the file seen. "": nobody answers, and the terminal ends.
setup_at_terminal() {
	answer=$1
	shift
	{ [ -z "$answer" ] || echo "$answer"; } | t_limit 60 script -qec "env -i HOST='$PWD/host' \
		SETUP_ROOT='$PWD/host' HOMEBREW_PREFIX='$PWD/host/homebrew' TMPDIR='$t_state' \
		PATH='$PWD/host/bin' DISPLAY= $*" /dev/null >seen 2>&1
}

set_up="sh '$t_root/scripts/setup.sh'"
question="setup: run this? [Y/n]"
new_dnf_host() {
	new_host 1000
	installer dnf
	fill_packages
}
if command -v script >/dev/null && script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
	new_dnf_host
	t_status "a user who says no" 4 setup_at_terminal n "$set_up" run
	t_has "... was asked" "$question" seen
	t_has "... knowing what would be run" "+ sudo dnf install -y " seen
	t_ok "... and nothing was installed" test ! -e host/told
	t_status "a terminal that ends" 4 setup_at_terminal "" "$set_up" run
	t_ok "... is no yes" test ! -e host/told
	t_ok "a user who says yes" setup_at_terminal y "$set_up" run
	t_has "... was asked too" "$question" seen
	t_has "... and all is there" "setup: everything is there" seen
	t_ok "a second time" setup_at_terminal n "$set_up" run
	t_lacks "... there is no question" "setup:" seen
	for way in "$set_up -y run" "YES=1 $set_up run" "CI=true $set_up run"; do
		new_dnf_host
		t_ok "at a terminal: ${way#"$set_up "}" setup_at_terminal "" "$way"
		t_lacks "... asks nothing" "$question" seen
	done
	new_dnf_host
	t_ok "output that goes into a file" setup_at_terminal "" "$set_up run 2>log"
	t_lacks "... has no question" "$question" log
else
	t_skip "what is asked at a terminal" "script(1) of util-linux is missing"
fi

t_status "a wrong level" 2 setup everything
t_done
