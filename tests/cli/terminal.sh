#!/bin/sh
# What a user sees on a terminal of 80 columns: no line of the reports of tests and
# crashes is wider, verdicts have colours there, and nowhere else unless that is wanted.
. "$(dirname "$0")/../tap.sh"
t_need script stty

esc=$(printf '\033')
t_copy examples/failing
t_copy examples/crashes
for project in failing crashes; do
	t_limit 120 "$INGOT" -q -C examples/$project test --list >/dev/null 2>&1 || exit 1
done

# on_terminal COMMAND: what it shows on a terminal of 80 columns, in `screen`.
on_terminal() {
	echo "stty rows 24 cols 80; $1" >session.sh
	if script --version >/dev/null 2>&1; then
		t_limit 300 env -u NO_COLOR -u COLUMNS TERM=xterm \
			script -q -c "sh session.sh" screen >/dev/null 2>&1 </dev/null
	else
		t_limit 300 env -u NO_COLOR -u COLUMNS TERM=xterm \
			script -q screen sh session.sh >/dev/null 2>&1 </dev/null
	fi
	grep -v '^Script ' screen | tr -d '\r' >shown
	sed "s/$esc\[[0-9;]*m//g" shown >plain
}

# wide: the lines of `plain` that are wider than 80 columns. What a command may be
# copied from stays whole.
wide() {
	awk '/^  rerun: / { next } length > 80 { print length ": " $0 }' plain
}

# --- Tests -------------------------------------------------------------------

on_terminal "'$INGOT' -C examples/failing test --timeout 5"
t_has "the tests have run" "8 tests run: 2 passed, 2 failed, 3 crashed, 1 timed out" plain
t_is "no line of failing tests is too wide" "" "$(wide)"
t_has "a pass is green" "${esc}[1;32m        PASS${esc}[0m" shown
t_has "a failure is red" "${esc}[1;31m        FAIL${esc}[0m" shown
t_has "a place has its colour" "${esc}[1;36mexamples/failing/tests/failing.c:17${esc}[0m: " shown
t_ok "and leads to the file from here" test -f \
	"$(sed -n 's/^  \([^:]*\):17: CHECK.*/\1/p' plain)"

on_terminal "'$INGOT' -C examples/crashes test --smp 2 -j 2 crashes.c"
t_has "the crashes have run" "40 tests run: 0 passed, 40 crashed" plain
t_is "no line of crashes is too wide" "" "$(wide)"
on_terminal "'$INGOT' -C examples/crashes test --backtrace=full null_pointer"
t_has "registers are there if they are wanted" "    rip 0x" plain
t_is "and are not too wide" "" "$(wide)"

t_kernel writes <<'END'
#include <ingot/boot.h>

static void kernel_main(const struct boot_info *boot)
{
	volatile int *nowhere = (volatile int *)16;

	(void)boot;
	*nowhere = 1;
}
ENTRY_POINT(kernel_main)
END
on_terminal "'$INGOT' -C writes run --direct"
t_has "a run ends with what happened" "ingot: error: the kernel crashed (exit status 6)" plain
t_lacks "registers are not in the way" "  rip 0x" plain
t_has "which is said" "24 registers left out: --backtrace=full" plain
on_terminal "'$INGOT' -C writes run --direct --backtrace=full"
t_is "if they are wanted, the guest's are there, and the report's" 2 \
	"$(grep -c '^ *rip 0x' plain)"
t_run t_limit 60 "$INGOT" -C writes run --direct
t_has "what is piped has all that the guest says" "  rip 0x"

# --- Elsewhere -----------------------------------------------------------------

fails() {	# OPTIONS: the output of a failing test, both streams
	t_limit 60 "$INGOT" -C examples/failing test "$@" fails_twice >both 2>&1
}
unset NO_COLOR
fails
t_lacks "what is piped has no colours" "$esc" both
fails --color=always
t_has "but if they are wanted" "${esc}[1;31m        FAIL${esc}[0m" both
NO_COLOR=1 fails --color=always
t_has "even with NO_COLOR" "${esc}[1;31m        FAIL${esc}[0m" both
on_terminal "NO_COLOR=1 '$INGOT' -C examples/failing test fails_twice"
t_lacks "a terminal with NO_COLOR has none" "${esc}[" shown
on_terminal "TERM=dumb '$INGOT' -C examples/failing test fails_twice"
t_lacks "nor has one that is dumb" "${esc}[" shown
on_terminal "'$INGOT' -C examples/failing test --color=never fails_twice"
t_lacks "nor if none are wanted" "${esc}[" shown
t_status "--backtrace takes two words" 2 "$INGOT" -C examples/failing test --backtrace=long
t_has "which are said" '--backtrace takes short or full, not "long"' "$t_err"

# --- A bar while something is built -----------------------------------------------

"$INGOT" -q new bars && "$INGOT" -q -C bars build || exit 1

# pieces: what `screen` showed, each that overwrote another as a line.
pieces() {
	grep -v '^Script ' screen | tr '\r' '\n' | sed "s/$esc\[K//"
}

on_terminal "'$INGOT' -C bars build --build-dir one"
pieces >plain
t_has "a bar says how far a build is" "   Compiling${esc}[0m bars [" plain
t_has "to its end" "[====================] " plain
sed "s/$esc\[[0-9;]*m//g" plain >plain.text && mv plain.text plain
t_is "no wider than the terminal" "" "$(wide)"
t_has "and is gone when it ends" "${esc}[K${esc}[1;32m    Finished" shown
on_terminal "NO_COLOR=1 '$INGOT' -C bars build --build-dir two"
t_has "without colours, if none are wanted" "   Compiling bars [" shown
t_lacks "not one" "${esc}[1;32m" shown
on_terminal "TERM=dumb '$INGOT' -C bars build --build-dir three"
t_lacks "a dumb terminal has none" "$esc" shown
t_lacks "nor a line for so little" Compiling shown

# --- Keys that end a machine -----------------------------------------------------

"$INGOT" -q new keys || exit 1
cat >keys/src/main.c <<'END'
#include <ingot/boot.h>
#include <ingot/serial.h>
#include <stdio.h>

static struct serial port;

static void kernel_main(const struct boot_info *boot)
{
	char c = 0;

	(void)boot;
	(void)serial_open(&port, SERIAL_COM1);
	puts("ready");
	while (c != '.')
		if (serial_read(&port, &c, 1) == 1)
			printf("key %d\n", c);
}
ENTRY_POINT(kernel_main)
END
"$INGOT" -q -C keys build || exit 1

# pressed KEYS: what the terminal shows when these keys are pressed in the guest.
pressed() {
	rm -f screen
	echo "'$INGOT' -C keys run --direct; echo status \$?" >session.sh
	{
		until grep -q ready screen 2>/dev/null; do
			sleep 0.1
		done
		printf %b "$1"
		until grep -q "^status" screen 2>/dev/null; do
			sleep 0.1
		done
	} | t_limit 120 script -q -f -c "sh session.sh" screen >/dev/null 2>&1
	tr -d '\r' <screen >shown
}
if script --version >/dev/null 2>&1; then
	pressed '\0003'
	t_has "Ctrl-C ends the machine" "status 130" shown
	t_has "and how it reaches the guest is said" \
		"ended by Ctrl-C (exit status 130); Ctrl-A c sends one to the guest" shown
	pressed '\0001x'
	t_has "Ctrl-A x ends it, too" "status 0" shown
	t_lacks "without a word" "ended by" shown
	pressed '\0001c.'
	t_has "Ctrl-A c is a Ctrl-C of the guest's" "key 3" shown
	t_has "which goes on until it ends" "status 0" shown

	# A bar is taken away. The second step waits for ever.
	cat >bars/ingot.yaml <<-'END'
	name: bars
	steps:
	  - { outputs: [first.h], run: [touch, "{out}"] }
	  - { inputs: ["{gen}/first.h"], outputs: [second.h], run: [sleep, "1000"] }
	END
	rm -f screen
	echo "trap : INT; '$INGOT' -C bars build --build-dir four; echo status \$?" >session.sh
	{
		until grep -q "bars \[" screen 2>/dev/null; do
			sleep 0.1
		done
		printf '\003'
		until grep -q "status 130" screen 2>/dev/null; do
			sleep 0.1
		done
	} | t_limit 120 env TERM=xterm script -q -f -c "sh session.sh" screen >/dev/null 2>&1
	t_has "Ctrl-C takes a bar away" "${esc}[Kstatus 130" screen
else
	t_skip "keys that end a machine" "this script(1) has no -c"
fi

# --- A source that has changed -------------------------------------------------

# The kernel that is run is older than what would be quoted.
cat >qemu <<END
#!/bin/sh
case "\$*" in
*-serial*) sleep 1; touch "$PWD/examples/failing/tests/failing.c" ;;
esac
exec ${QEMU:-qemu-system-x86_64} "\$@"
END
chmod +x qemu
t_status "a source is edited while the test runs" 1 t_limit 60 \
	env QEMU="$PWD/qemu" "$INGOT" -C examples/failing test panics
t_has "it is not quoted" "(the source has changed since the build)"
t_lacks "not a line of it" 'panic("this test'
t_done
