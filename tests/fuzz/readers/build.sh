#!/bin/sh
# build.sh OUTDIR [AREA...]: builds the fuzz targets of tests/fuzz/readers/AREA, which
# are OUTDIR/AREA/fuzz_NAME, with libFuzzer and the address and undefined-behaviour
# sanitizers. No file is listed by hand; how modules are compiled for the host is said
# in tests/unit/steps.sh. A target that says "Runs on x86_64 alone" is left out
# elsewhere.
#
# Honours CC, which must be clang (default: that of `ingot`), NM, AR, LDFLAGS. Exit status
# 3, and a sentence: this clang has no libFuzzer.
set -eu

[ $# -ge 1 ] || { echo "usage: build.sh OUTDIR [AREA...]" >&2; exit 2; }
mkdir -p "$1"
base=$(cd "$1" && pwd -P)
shift
cd "$(dirname "$0")/../../.."
areas=${*:-$(cd tests/fuzz/readers && ls -d */ | tr -d /)}
CC=${CC:-$(sh scripts/llvm.sh clang)}
LDFLAGS="${LDFLAGS:-} -fsanitize=fuzzer"
SANITIZE='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all'
export CC LDFLAGS
. tests/unit/steps.sh

out=$base
export out
mkdir -p "$out/objects"
cat >"$out/objects/one.c" <<'END'
int LLVMFuzzerTestOneInput(const unsigned char *data, unsigned long size);
int LLVMFuzzerTestOneInput(const unsigned char *data, unsigned long size)
{
	return data && size ? 0 : 0;
}
END
if ! $CC $SANITIZE $LDFLAGS "$out/objects/one.c" -o "$out/objects/one" 2>/dev/null; then
	echo "$CC cannot link -fsanitize=fuzzer: no libFuzzer of its version is here" >&2
	exit 3
fi

# In a shell of its own: what an area sets is not another's.
build_area() {
	out=$base/$1
	export out
	mkdir -p "$out/objects"
	set_area "$1" || exit 2
	[ "$1" != runtime ] || module_flags="$module_flags -DHEAP_CHECKS=1"
	optimize="-O1 -fno-omit-frame-pointer $SANITIZE"
	test_flags="$test_flags $(sh scripts/library.sh cflags cmocka cmocka)"
	targets='' parts=tests/fuzz/readers/fuzz.c
	for source in tests/fuzz/readers/"$1"/*.c; do
		case $source in
		*/fuzz_*)
			is_for_other_processors "$source" || targets="$targets $source" ;;
		*)	parts="$parts $source" ;;
		esac
	done
	if [ "$1" = boot ]; then
		parts="$parts tests/unit/boot/fake.c"
		libraries="$(sh scripts/library.sh libs cmocka cmocka) $libraries"
	fi
	export prefix_header may_fail
	# What of the kit is for a machine only is no surprise.
	if [ -n "$may_fail" ]; then exec 3>"$out/left_out"; else exec 3>&2; fi
	archive modules "$language $optimize $module_flags" $modules 2>&3
	prefix_header='' may_fail=''
	compile parts "$language $optimize $test_flags -DUNIT_PART" $parts
	for program in "$out"/fuzz_*; do	# one whose source is gone must not run
		name=${program##*/}
		[ -f "tests/fuzz/readers/$1/$name.c" ] || rm -f "$program"
	done
	programs targets "$language $optimize $test_flags" parts $targets
}

for area in $areas; do (build_area "$area"); done
