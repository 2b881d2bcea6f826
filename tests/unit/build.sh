#!/bin/sh
# build.sh AREA OUTDIR: builds the unit tests of tests/unit/AREA. No file is listed
# by hand:
#
#	test_*.c    a program, OUTDIR/test_*
#	test_*.sh   one that is a script
#	*_driver.c  a program for tests to call, OUTDIR/*_driver
#	other *.c   parts of all programs that are tests: fixtures, fakes
#
# A program is linked from its own object, the parts, and an archive of the modules
# under test, of which it takes what is still missing: a test or a part replaces
# a module by defining its functions. A test that says "Runs on x86_64 alone" is
# skipped elsewhere.
#
# Honours CC (default cc), NM, AR, CFLAGS, LDFLAGS, and SANITIZE: flags, else address
# and undefined where the compiler has them. CROSS=1: CC makes programs for another
# processor, for which there are neither sanitizers nor MPFR.
set -eu

[ $# -eq 2 ] || { echo "usage: build.sh AREA OUTDIR" >&2; exit 2; }
area=$1
mkdir -p "$2/objects"
out=$(cd "$2" && pwd -P)
cd "$(dirname "$0")/../.."
CC=${CC:-cc}
LDFLAGS=${LDFLAGS:-}
export CC LDFLAGS out

# --- The steps ---------------------------------------------------------------

# Whether the compiler makes programs with FLAGS.
links() {
	echo 'int main(void) { return 0; }' >"$out/objects/probe.c"
	$CC $1 "$out/objects/probe.c" -o "$out/objects/probe" 2>/dev/null
}

# compile FOLDER FLAGS SOURCE...: objects in objects/FOLDER, two at a time, and no
# others; one that is newer than all that it was made of stays.
compile() {
	folder=$out/objects/$1
	flags=$(printf '%s ' $2 ${CFLAGS:-})	# in one line
	shift 2
	mkdir -p "$folder"
	if [ "$CC $flags" != "$(cat "$folder/flags" 2>/dev/null)" ]; then
		rm -f "$folder"/*.o
		echo "$CC $flags" >"$folder/flags"
	fi
	wanted=" $(printf '%s.o ' "$@" | tr / _)"
	for object in "$folder"/*.o; do
		case $wanted in *" ${object##*/} "*) ;; *) rm -f "$object" ;; esac
	done
	export flags folder
	[ $# = 0 ] || printf '%s\n' "$@" | xargs -n 1 -P 2 sh -c '
		object=$folder/$(echo "$0" | tr / _).o
		if [ -f "$object" ]; then
			made_of=$(sed -e "s/^[^:]*://" -e "s/\\\\$//" "$object.d")
			[ -n "$(find $made_of -newer "$object" 2>&1)" ] || exit 0
		fi
		set -- $CC $flags ${prefix_header:+-include "$prefix_header"} \
			-MMD -MF "$object.d" -c "$0" -o "$object"
		[ -n "$may_fail" ] || exec "$@"
		"$@" 2>"$object.why" || sed -n "/rror:/{ s/^/left out: /p; q; }" "$object.why" >&2'
}

# archive NAME FLAGS SOURCE...: objects/NAME.a
archive() {
	compile "$@"
	rm -f "$folder.a"
	${AR:-ar} rcs "$folder.a" "$folder"/*.o
}

# programs FOLDER FLAGS PARTS SOURCE...: OUTDIR/NAME of each NAME.c, with the objects
# in objects/PARTS. An archive of its own, objects/NAME.a, is searched first.
programs() {
	parts=$3
	compile "$1" "$2" $(shift 3; echo "$@")
	shift 3
	export parts libraries
	[ $# = 0 ] || printf '%s\n' "$@" | xargs -n 1 -P 2 sh -c '
		name=$(basename "$0" .c)
		objects=$out/objects
		set -- "$folder/$(echo "$0" | tr / _).o"
		[ -z "$parts" ] || set -- "$@" "$objects/$parts"/*.o
		[ ! -f "$objects/$name.a" ] || set -- "$@" "$objects/$name.a"
		$CC $flags $LDFLAGS "$@" "$objects/modules.a" $libraries -o "$out/$name"'
}

# Whether a test cannot run on the processor that CC makes programs for.
is_for_other_processors() {
	case $($CC -dumpmachine) in
	x86_64*|amd64*) return 1 ;;
	esac
	grep -q 'Runs on x86_64 alone' "$1"
}

# script PROGRAM TEXT
script() {
	printf '#!/bin/sh\n%s\n' "$2" >"$out/$1"
	chmod +x "$out/$1"
}

# --- What areas differ in ----------------------------------------------------

if [ "${CROSS:-0}" = 1 ]; then
	SANITIZE=
elif [ -z "${SANITIZE+set}" ]; then
	SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all'
	if ! links "$SANITIZE"; then
		echo "# SKIP sanitizers: $CC cannot link $SANITIZE" >&2
		SANITIZE=
	fi
fi

language="$(cat scripts/host_flags) -g"
optimize="-O1 -fno-omit-frame-pointer $SANITIZE"
# A test that is not entered is a function that nobody calls.
test_flags='-I. -Werror=unused-function -Werror=missing-prototypes'
# Whoever builds the modules for use looks at their warnings.
module_flags='-I. -w'
main=tests/unit/unit.c
cmocka=cmocka
libraries='-lm -pthread'
prefix_header=	# which modules include before all else
may_fail=	# what this host cannot compile is not tested here
left_out=
case $area in
host)
	modules=$(find host -name '*.c' ! -path host/cli/main.c)
	module_flags="$module_flags $(sh scripts/library.sh cflags yaml-0.1 yaml)"
	libraries="$libraries $(sh scripts/library.sh libs yaml-0.1 yaml)" ;;
boot)
	modules=$(find boot -name '*.c')
	may_fail=yes ;;
kit)	# Ports and counters are the test's.
	modules=$(find kit -name '*.c')
	language="$language -Itests/unit/kit/fake -Ikit/include"
	may_fail=yes ;;
runtime|soak)
	modules=$(find runtime -path runtime/sanitize -prune -o -name '*.[cS]' -print)
	module_flags='-w -ffreestanding -fno-builtin -isystem runtime/include -DRT_NATIVE'
	prefix_header=$out/objects/rt_names.h
	sh tests/unit/rt_names.sh "$prefix_header" ;;
*)	echo "build.sh: say here what area $area is of" >&2
	exit 2 ;;
esac
case $area in
runtime)
	module_flags="$module_flags -DHEAP_CHECKS=1" ;;
soak)	# As fast as it gets, and without cmocka.
	optimize='-O2 -ffp-contract=off'
	main=
	cmocka=
	if [ "${CROSS:-0}" = 1 ]; then
		left_out=test_math
	else
		test_flags="$test_flags $(sh scripts/library.sh cflags mpfr mpfr)"
		libraries="$libraries $(sh scripts/library.sh libs mpfr mpfr)
			$(sh scripts/library.sh libs gmp gmp)"
	fi ;;
esac
if [ -n "$cmocka" ]; then
	test_flags="$test_flags $(sh scripts/library.sh cflags cmocka cmocka)"
	libraries="$(sh scripts/library.sh libs cmocka cmocka) $libraries"
fi

# --- The programs ------------------------------------------------------------

# Which sources of the folder are what.
sources=$(find tests/unit/$area -name 'test_*.c' | LC_ALL=C sort)
for name in $(printf '%s\n' $sources | sed 's|.*/||; s|\.c$||' | sort | uniq -d); do
	echo "build.sh: two tests are called $name" >&2
	exit 1
done
tests='' checked='' drivers='' parts=''
for source in $sources; do
	name=$(basename "$source" .c)
	if is_for_other_processors "$source"; then
		script "$name" 'echo "1..0 # SKIP it runs on x86_64 alone"'
	elif [ "$area/$name" = soak/test_heap ]; then
		checked=$source
	elif [ "$name" != "$left_out" ]; then
		tests="$tests $source"
	fi
done
for source in tests/unit/$area/*.c; do
	case $source in
	*/test_*.c) ;;
	*_driver.c) drivers="$drivers $source" ;;
	*)	parts="$parts $source" ;;
	esac
done

export prefix_header may_fail
archive modules "$language $optimize $module_flags" $modules
if [ $area = soak ]; then	# the heap of debug builds, and one that counts its steps
	heap=$(find runtime/alloc -name '*.c')
	archive test_heap "$language $optimize $module_flags -DHEAP_CHECKS=1 $SANITIZE" $heap
	archive test_heap_steps "$language $optimize $module_flags \
		-fsanitize-coverage=trace-pc" $heap
fi
prefix_header='' may_fail=''
compile parts "$language $optimize $test_flags -DUNIT_PART" tests/unit/registry.c $main $parts
programs drivers "$language $optimize $test_flags" '' $drivers
programs tests "$language $optimize $test_flags" parts $tests
programs checked "$language $optimize $test_flags $SANITIZE" parts $checked

for source in tests/unit/$area/test_*.sh; do
	[ ! -f "$source" ] || script "$(basename "$source" .sh)" "exec sh '$(pwd -P)/$source'"
done
