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

. tests/unit/steps.sh

# script PROGRAM TEXT
script() {
	printf '#!/bin/sh\n%s\n' "$2" >"$out/$1"
	chmod +x "$out/$1"
}

# --- Flags -------------------------------------------------------------------

if [ "${CROSS:-0}" = 1 ]; then
	SANITIZE=
elif [ -z "${SANITIZE+set}" ]; then
	SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all'
	if ! links "$SANITIZE"; then
		echo "# SKIP sanitizers: $CC cannot link $SANITIZE" >&2
		SANITIZE=
	fi
fi

optimize="-O1 -fno-omit-frame-pointer $SANITIZE"
main=tests/unit/unit.c
cmocka=cmocka
left_out=
if ! set_area "$area"; then
	echo "build.sh: say in steps.sh what area $area is of" >&2
	exit 2
fi
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

# Which sources of the directory are what.
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
