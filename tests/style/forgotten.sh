#!/bin/sh
# What stands in tests/ runs: functions of scripts are called, scripts are run, and
# a unit test that is not entered, not named as one, or not there is a failure.
. "$(dirname "$0")/../tap.sh"
project=$(pwd)

cd "$t_root" || exit 1
scripts=$(find tests scripts bench site packaging -name '*.sh' | LC_ALL=C sort)
t_is "every function of a script is called" "" \
	"$(awk -f tests/style/uncalled.awk $scripts)"

# Those in tests/ that the runner does not find by their place, and that no other
# script and no target of make names.
orphans() {
	for script in $(find tests -name '*.sh' | LC_ALL=C sort); do
		case $script in
		tests/adopt/*/*) ;;
		tests/adopt/*) continue ;;
		tests/cli/*|tests/docs/*) continue ;;
		tests/fuzz/*.sh|tests/style/*|tests/unit/*/test_*) continue ;;
		esac
		grep -q "/${script##*/}" Makefile $(echo "$scripts" | grep -v -x -F "$script") ||
			echo "$script"
	done
}
t_is "every script is run or read by something" "" "$(orphans)"

# undriven: kernels in tests/adopt/ that no script of their name builds.
undriven() {
	for kernel in tests/adopt/*/; do
		[ -f "${kernel%/}.sh" ] || echo "$kernel"
	done
}
t_is "every kernel in tests/adopt/ has its script" "" "$(undriven)"

# --- Unit tests, in a project of their own ----------------------------------

cd "$project" || exit 1
mkdir -p host/base host/cli scripts tests/unit/host
cp "$t_root/scripts/library.sh" "$t_root/scripts/host_flags" scripts/
cp "$t_root"/tests/unit/*.sh "$t_root"/tests/unit/*.c "$t_root"/tests/unit/*.h tests/unit/
CMOCKA_MESSAGE_OUTPUT=TAP
export CMOCKA_MESSAGE_OUTPUT

echo 'int sum(int a, int b) { return a + b; }' >host/base/sum.c
begin() {
	cat >tests/unit/host/test_sum.c <<-'END'
		#include "tests/unit/unit.h"

		int sum(int a, int b);

		TEST(small_numbers) { assert_int_equal(sum(1, 2), 3); }
		TEST(and_large_ones) { assert_int_equal(sum(1 << 20, 1), 1 << 20 | 1); }
	END
}
build() {
	CC=${HOST_CC:-cc} sh tests/unit/build.sh host out || return 1
}

begin
t_ok "tests are built" build
t_ok "... and run" out/test_sum
t_has "... the first of the file first" "ok 1 - small_numbers"
t_has "... and the second" "ok 2 - and_large_ones"

echo 'TEST(wrong) { assert_int_equal(sum(1, 1), 3); }' >>tests/unit/host/test_sum.c
t_ok "one more needs to be written only" build
t_status "... to run, and fail" 1 out/test_sum
t_has "... under its name" "not ok 3 - wrong"

begin
echo 'static void forgotten(void) { assert_true(0); }' >>tests/unit/host/test_sum.c
t_status "one that is not entered does not build" 1 build
t_has "... and is named" forgotten "$t_err"
begin
echo 'void forgotten(void) { assert_true(0); }' >>tests/unit/host/test_sum.c
t_status "nor does one that is not static" 1 build
t_has "... it is named too" forgotten "$t_err"

begin
sed 's/TEST(small/TEST(other_small/' tests/unit/host/test_sum.c >tests/unit/host/sum_test.c
t_status "nor one in a file with another name" 1 build
t_has "... which says why" "a file with tests is named test_*.c" "$t_err"
rm tests/unit/host/sum_test.c

mkdir tests/unit/host/more
cp tests/unit/host/test_sum.c tests/unit/host/more/
t_status "nor two files with one name" 1 build
t_has "... which is said" "two tests are called test_sum" "$t_err"
mv tests/unit/host/more/test_sum.c tests/unit/host/more/test_more.c
t_ok "a directory inside the area is looked at" build
t_ok "... and its tests run" out/test_more

echo '#include "tests/unit/unit.h"' >tests/unit/host/test_nothing.c
t_ok "a file without tests is built" build
t_status "... but is a failure" 1 out/test_nothing
t_has "... that says so" "Bail out! out/test_nothing has no tests"

t_status "an area must be known" 2 sh tests/unit/build.sh elsewhere out
t_has "... is asked for" "elsewhere" "$t_err"
t_done
