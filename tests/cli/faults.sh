#!/bin/sh
# Fault injection: calls of the host's fail one by one, or the command is ended at each
# of them (tests/faults/inject.c). Each time there is an error with its reason or all is
# well; nothing is half-written or left; the next ordinary run makes what it should.
#
# usage: tests/cli/faults.sh [all [NAMES [MODES]]]
#
# As a test it takes some of the calls, chosen by the day; `all` takes every place that
# calls something, each way to fail, and 200 random moments for kill -9. NAMES chooses
# runs, "new clean"; MODES ways, "fail,eintr".
. "$(dirname "$0")/../tap.sh"
t_need awk nm

how=${1:-some}
only=${2:-}
modes=${3:-}
if [ "$(uname -s)" != Linux ]; then
	t_skip "calls that fail" "only Linux hands orphans over (PR_SET_CHILD_SUBREAPER)"
	t_done
fi

# --- The programs ------------------------------------------------------------

tools=$t_root/build/tests/faults
flags='-std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -Wall -Wextra'
compiler=${HOST_CC:-cc}

# Whole ones only: another runner may be at the same.
make_program() {
	made=$tools/$1
	shift
	"$compiler" $flags -O1 -o "$made.$$" "$@" && mv -f "$made.$$" "$made"
}

# The command with every call wrapped, from frames that can be walked.
make_faulty() {
	objects=$tools/objects.$$
	yaml=$(sh scripts/library.sh cflags yaml-0.1 yaml)
	libraries=$(sh scripts/library.sh libs yaml-0.1 yaml)
	mkdir -p "$objects"
	for source in host/*/*.c tests/faults/inject.c; do
		echo "$source"
	done | xargs -P 2 -n 16 sh -c 'words=$1 objects=$2; shift 2
		for source; do
			$words -c -o "$objects/$(echo "$source" | tr / _).o" "$source" || exit 255
		done' sh \
		"$compiler $flags $yaml -U_FORTIFY_SOURCE -fno-omit-frame-pointer -O0 -I." \
		"$objects" &&
		wraps=$(nm "$objects"/*inject.c.o | sed -n 's/.* T __wrap_/-Wl,--wrap=/p') &&
		nm -u "$objects"/host_*.o | sed -n 's/^ *U //p' | sort -u >"$tools/undefined" &&
		nm "$objects"/host_*.o | sed -n 's/.* [A-Z] //p' | sort -u >"$tools/defined" &&
		make_program ingot "$objects"/*.o $wraps $libraries
	status=$?
	rm -rf "$objects"
	return $status
}

cd "$t_root" || exit 1
mkdir -p "$tools"
t_ok "the command is built with calls that can fail" make_faulty
t_ok "the harness is built" make_program sweep -I. tests/faults/sweep.c tests/faults/trial.c \
	tests/faults/tree.c
t_ok "stand-ins that remember are built" make_program memo tests/faults/memo.c
t_ok "a guest without a machine is built" make_program qemu -I. \
	tests/unit/host/fake_qemu_driver.c
INGOT_FAULTY=$tools/ingot
INGOT_ROOT=$t_root
export INGOT_FAULTY INGOT_ROOT

# What the command calls is wrapped, or cannot fail: a call that is new is one or other.
cat >"$t_state/infallible" <<'NAMES'
__assert_fail __ctype_b_loc __ctype_tolower_loc __errno_location __isoc99_sscanf
__isoc23_sscanf __isoc23_strtol __isoc23_strtoll __isoc23_strtoul __isoc23_strtoull
__stack_chk_fail __sysv_signal _exit abort atoi bsearch clearerr clock_gettime exit
ferror fprintf fputc fputs free fwrite getenv geteuid getpgrp getpid getppid
gnu_dev_major gmtime gnu_dev_makedev gnu_dev_minor localtime memchr memcmp memcpy
memmove memset printf putchar puts qsort raise sigaction sigaddset sigemptyset
sigfillset signal sigprocmask snprintf sscanf stderr stdin stdout strcasecmp strchr strcmp
strcpy strcspn strerror strlen strncmp strpbrk strrchr strsignal strspn strstr strtol
strtoll strtoul strtoull tolower toupper umask vsnprintf
_GLOBAL_OFFSET_TABLE_
NAMES
unknown() {
	nm "$INGOT_FAULTY" | sed -n 's/.* T __wrap_//p' >"$t_state/known"
	tr ' ' '\n' <"$t_state/infallible" >>"$t_state/known"
	grep -v -x -F -f "$t_state/known" "$tools/undefined" | grep -v -x -F -f "$tools/defined" |
		grep -v '^yaml_'
}
t_is "each call of the host's can fail here, or is known not to" "" "$(unknown)"

# --- What is run ---------------------------------------------------------------

cd "$t_state/work" || exit 1
"$INGOT" doctor >"$t_state/doctor" 2>&1
program() { awk -v name="$1" '$1 == name { print $NF; exit }' "$t_state/doctor"; }
bin=$t_state/bin
mkdir -p "$bin/kept"
remember() {
	cp "$tools/memo" "$bin/$1" && echo "$2" >"$bin/$1.is"
}
remember clang "$(awk '$1 == "clang" { print $4 }' "$t_state/doctor")"
for name in ld.lld llvm-ar llvm-objcopy llvm-symbolizer qemu-img; do
	remember $name "$(program $name)"
done
CC=$bin/clang
QEMU_IMG=$bin/qemu-img
QEMU=$tools/qemu
XDG_CACHE_HOME=$PWD/cache
export CC QEMU QEMU_IMG XDG_CACHE_HOME
unset LD

# A workspace above it, sources in several directories, a module.
"$INGOT" -q new hello
printf 'workspace: true\ndefines: [WORKSPACE=1]\n' >ingot.yaml
mkdir hello/near hello/far hello/src/deep hello/initrd
echo "some text" >hello/initrd/text
echo 'int deep(void); int deep(void) { return 1; }' >hello/src/deep/deep.c
echo '#define NAME "far"' >hello/far/name.h
printf 'include: [near, far]\nimage: {modules: [initrd]}\n' >>hello/ingot.yaml
sed -e 's|<stdio.h>|&\n#include "name.h"|' -e 's|Hello from|Hello from " NAME "|' \
	hello/src/main.c >main.a && cp main.a hello/src/main.c
sed 's|Hello|Good day|' main.a >main.b
t_ok "what is built is remembered" t_limit 600 "$INGOT" -C hello build

directory=hello/build/x86_64-os/debug
elf="$directory/hello.elf $directory/hello.stripped"
cp -Rp hello/build built
day=$(($(date +%s) / 86400))

# calls NAME ARGUMENTS...: what the command calls, one name a line.
calls() {
	rm -f "$1"
	t_file=$1
	shift
	INGOT_FAULT=count:p:0 INGOT_FAULT_LOG=$t_file t_ok "$t_file: calls are counted" \
		"$INGOT_FAULTY" "$@"
}
order() {
	awk '{ printf "%s ", $3 } END { print "" }' "$1"
}
calls nothing -C hello build
common=$(($(wc -l <nothing) - 100))	# what all begin with
calls image -C hello image -o out.img
order image >"$t_out"
t_has "an image: its bytes are on the disk, then it gets its name, then the directory has it" \
	"fsync close rename open fsync close"
cp main.b hello/src/main.c
calls something -C hello build
calls run -C hello run
calls direct -C hello run --direct
t_is "nobody waits for the disk in a build or a run" "" "$(cat something run direct | grep fsync)"
cp main.a hello/src/main.c && "$INGOT" -q -C hello build

# sweep NAME EVERY KEYS... -- ARGUMENTS...: EVERY is for the short form; "-": not in it.
sweep() {
	name=$1 every=$2
	shift 2
	case " ${only:-$name} " in *" $name "*) ;; *) return 0 ;; esac
	if [ "$how" = all ]; then
		set -- statuses="2 3 4 7" each=1 kills=200 "$@"
	elif [ "$every" = - ]; then
		return 0
	else
		set -- statuses="2 3 4 7" each=1 kills=2 every="$every" from="$day" \
			seed="$day" "$@"
	fi
	t_ok "$name: whatever fails" t_limit 9000 "$tools/sweep" name="$name" "$@"
	grep "^$name" "$t_out" | sed 's/^/# /'
}
modes=${modes:-fail,full,short,eintr,term-before,term-after,kill-before,kill-after,random-kill}

# A directory with ingot.yaml is whole; what is there without it is taken over.
again='[ ! -e new/ingot.yaml ] || rm -rf new; "$INGOT" -q new new'
sweep new 9 modes=$modes prepare="rm -rf new" made=new next="$again" -- new new
sweep new-here 9 modes=$modes prepare="rm -rf new; mkdir new" made=new next="$again" -- \
	new new
sweep new-whole 20 modes=fail,full,term-before,term-after prepare="rm -rf new" made=new \
	whole=new next="$again" -- new new

sweep build-nothing 50 modes=$modes made="$elf" -- -C hello build
change='cp main.a hello/src/main.c; "$INGOT" -q -C hello build; cp main.b hello/src/main.c'
sweep build-changed 60 modes=$modes made="$elf" prepare="$change" -- -C hello build

# What changes after the next run is noticed: nothing was forgotten.
cat >later <<'SCRIPT'
"$INGOT" -q -C hello build && cp $elf good &&
echo '#define NAME "later"' >hello/far/name.h && "$INGOT" -q -C hello build &&
! cmp -s $directory/hello.elf good/hello.elf &&
echo '#define NAME "far"' >hello/far/name.h && "$INGOT" -q -C hello build
SCRIPT
mkdir good
export elf directory
sweep build-later 90 modes=fail,random-kill made="$elf" next='sh ./later' \
	prepare="$change" -- -C hello build
sweep build-arrived 90 modes=fail,random-kill made="$elf" \
	prepare='rm -f hello/near/name.h; "$INGOT" -q -C hello build
		echo "#define NAME \"near\"" >hello/near/name.h' -- -C hello build
rm -f hello/near/name.h
sweep build-fresh 90 modes=$modes made="$elf" prepare='rm -rf hello/build' -- -C hello build
sweep build-all - modes=$modes every=20 from="$day" made="$elf" \
	prepare='rm -rf hello/build cache' -- -C hello build

"$INGOT" -q -C hello build
skip=0
for format in raw iso qcow2; do
	echo "an older one" >"hello/old.$format"
	[ $format = raw ] || skip=$common
	out=hello/out.$format
	sweep image-$format 60 modes=$modes skip=$skip made=$out whole=$out \
		prepare="cp hello/old.$format $out" -- -C hello image --format $format \
		-o out.$format
done
sweep run 30 modes=$modes skip=$common -- -C hello run --timeout 20
sweep run-direct 40 modes=fail,random-kill skip=$common -- -C hello run --direct --timeout 20
machine=$(program qemu-system-x86_64)
QEMU=$machine
sweep run-machine - modes=fail,term-before,kill-after,random-kill skip=$common -- \
	-C hello run --direct --timeout 60
QEMU=$tools/qemu
"$INGOT" -q -C hello test -- -fake pp >/dev/null
sweep test 30 modes=$modes prepare='rm -f hello/out.xml' next='"$INGOT" -C hello test \
	--tap --junit out.xml -- -fake pp && tail -n 1 hello/out.xml | grep -q "</testsuites>"' -- \
	-C hello test --tap --timeout 20 --junit out.xml -- -fake pp
sweep clean 30 modes=$modes made=hello/build \
	prepare='rm -rf hello/build; cp -Rp built hello/build' -- -C hello clean

t_done
