#!/bin/sh
# ingot test --coverage: counts that are known by construction, of kernels in several forms;
# of machines that crashed, too. What keeps it from measuring is said.
. "$(dirname "$0")/../tap.sh"
t_need nm

"$INGOT" -q new p && cd p && rm tests/*.c || exit 1
cat >src/count.h <<'END'
int loop(int turns);
int choose(int way);
int crash(volatile int *at);
int never(int x);
extern int calls;
END
cat >src/count.c <<'END'
#include "count.h"
int calls;
int loop(int turns)
{
	int sum = 0;
	for (int i = 0; i < turns; i++)
		sum += i * turns;
	return sum;
}
int choose(int way)
{
	calls++;
	if (way)
		return loop(way);
	calls += 2;
	return -1;
}
int crash(volatile int *at)
{
	calls++;
	*at = 1;
	calls++;
	return calls;
}
int never(int x)
{
	return x * loop(x);
}
END
cat >tests/count.c <<'END'
#include <ingot/test.h>
#include "../src/count.h"
TEST(chooses)
{
	for (int i = 1; i <= 7; i++)
		CHECK(choose(100) == 495000);
}
TEST(crashes) { crash((volatile int *)16); }
TEST(again) { CHECK(choose(10) == 450 && calls == 1); }
END

# counts: "LINE,COUNT..." of src/count.c in the tracefile.
counts() {
	awk -F : '/^SF:/ { is_it = /src\/count.c$/ } is_it && /^DA:/ { printf "%s ", $2 }' \
		"build/x86_64-os/$1/coverage.info"
}
# known PROFILE: whether the counts are those of the source. A compiler may merge lines.
known() {
	counts "$1" | tr ' ' '\n' | awk -F , '
		BEGIN { want[7] = 710; want[12] = 8; want[13] = 8; want[20] = 1; want[21] = 1 }
		{ has[$1] = $2 }
		END {
			for (line in want)
				if (line in has && has[line] != want[line]) {
					print "line " line " ran " has[line] " times"
					bad = 1
				} else if (line in has)
					found++
			if (has[15] + has[22] + has[23] + has[26]) {
				print "lines that cannot run did"
				bad = 1
			}
			exit bad || found < 3
		}'
}

# measure OPTION...: what an earlier run has written is no answer.
measure() {
	rm -f build/x86_64-os/*/coverage.info
	"$INGOT" test --coverage "$@" >/dev/null 2>&1
}

t_run "$INGOT" test --direct --coverage
t_is "a crash fails the run" 1 "$t_status"
t_has "the table has the file" "src/count.c "
t_has "... and what did not run" "15, 22-27"
t_lacks "tests are not in it" "tests/count.c "
t_ok "each line has its count" known test
t_has "so has each function" "FNDA:8,choose" build/x86_64-os/test/coverage.info
t_is "sums agree with what they sum up" "" "$(awk -F '[:,]' '
	/^SF/ { lines = run = 0 } /^DA/ { lines++; run += $3 > 0 }
	/^LF/ && $2 != lines || /^LH/ && $2 != run' build/x86_64-os/test/coverage.info)"
counts test >once
measure --direct -j 2
t_is "two machines have the same sums" "$(cat once)" "$(counts test)"
measure --smp 4
t_is "so have four CPUs, by BIOS" "$(cat once)" "$(counts test)"
measure --direct --release
t_ok "an optimized kernel has the counts of its lines" known test-release
echo 'cflags: [-gdwarf-4]' >>ingot.yaml
measure --direct
t_is "an older line table says the same" "$(cat once)" "$(counts test)"
sed '/^cflags/d' ingot.yaml >plain.yaml && cp plain.yaml ingot.yaml
sed 's/"panic-strategy"/"relocation-model": "pic",\
    "position-independent-executables": true, "panic-strategy"/' "$t_root/x86_64-os.json" \
	>x86_64-os.json
echo 'target: x86_64-os.json' >>ingot.yaml
cat >src/place.c <<'END'
#include <ingot/boot.h>
BOOT_CONFIG(.kaslr = BOOT_KASLR)
END
rm -rf build
measure --direct
t_is "a kernel that the loader has moved, too" "$(cat once)" "$(counts test)"
t_run "$INGOT" test --direct --backtrace=full crashes
t_is "... it was" moved "$(nm build/x86_64-os/test/p.elf | awk -v at="$(
	sed -n 's/.*#0  0x\([0-9a-f]*\)  *crash .*/\1/p' "$t_out")" '
	$3 == "crash" { print substr($1, 1, 13) == substr(at, 1, 13) ? "as linked" : "moved" }')"
cp plain.yaml ingot.yaml && rm src/place.c

t_run "$INGOT" test --direct --coverage --fail-under 90 chooses
t_is "too few lines fail a run whose tests pass" 1 "$t_status"
t_has "... with a sentence" "lines ran, fewer than 90 %" "$t_err"
t_ok "enough do not" "$INGOT" test --direct --coverage --fail-under 20 chooses
t_ok "TAP" "$INGOT" test --direct --coverage --tap chooses
t_lacks "... has no table in it" "lines that ran"

# --- What keeps it from measuring ------------------------------------------------

t_status "--fail-under alone" 2 "$INGOT" test --fail-under 50
t_has "... says what it lacks" "without --coverage" "$t_err"
t_status "an accelerator" 2 "$INGOT" test --coverage --accel kvm
t_has "... cannot be watched" "only an emulated CPU can be watched" "$t_err"
cat >qemu <<END
#!/bin/sh
for word; do
	[ "\$word" != -plugin ] || { echo "qemu: -plugin: invalid option" >&2; exit 1; }
done
exec ${QEMU:-qemu-system-x86_64} "\$@"
END
chmod +x qemu
t_status "a QEMU without plugins" 4 env QEMU="$PWD/qemu" "$INGOT" test --coverage
t_has "... is named, with its words" "cannot be watched: -plugin: invalid option" "$t_err"
t_run env QEMU="$PWD/qemu" "$INGOT" doctor
t_has "the doctor says so, too" "this QEMU cannot be watched: -plugin: invalid option"
mkdir bin && cp "$INGOT" bin/ingot
t_status "a command without its plugin" 4 env INGOT_ROOT="$t_root" bin/ingot test --coverage
t_has "... says what is missing" "observe.so is not beside the command" "$t_err"
t_ok "without it all else works" env INGOT_ROOT="$t_root" bin/ingot test --direct chooses
cat >>ingot.yaml <<END
run:
  command: [qemu-system-x86_64, "{}"]
END
t_status "a command of the project's own" 2 "$INGOT" test --coverage
t_has "... cannot be watched" "--coverage: the project runs a command of its own" "$t_err"
t_done
