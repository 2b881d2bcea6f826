#!/bin/sh
# `run.command`: a program of the project's own in the place of QEMU, for run and test.
. "$(dirname "$0")/../tap.sh"
QEMU=${QEMU:-qemu-system-x86_64}
export QEMU
t_need "$QEMU"

"$INGOT" -q new hello && cd hello || exit 1
cat >src/sum.c <<'END'
#include <ingot/test.h>
#include <stdio.h>
TEST(sums) { CHECK_EQ(1 + 1, 2); }
TEST(sums_wrong) { printf("written to COM1\n"); CHECK_EQ(1 + 1, 3); }
TEST(crashes) { *(volatile int *)8 = 1; }
TEST(sums_again) { CHECK_EQ(2 + 2, 4); }
END
command() {
	printf 'name: hello\nsources: [src/main.c, src/sum.c]\nrun: { command: %s }\n' "$1" \
		>ingot.yaml
}

# One that knows nothing of Ingot's channels: COM1 is its standard output.
cat >machine.sh <<'END'
#!/bin/sh
# machine.sh IMAGE [COM2]
echo "machine of $1" >&2
"$QEMU" -M pc -nodefaults -display none -vga std -no-reboot -serial stdio \
	-serial "${2:-null}" -drive "file=$1,format=raw,snapshot=on,if=virtio" \
	-device isa-debug-exit,iobase=0xf4,iosize=4 </dev/null
END
# One that hands its arguments on.
cat >qemu.sh <<'END'
#!/bin/sh
image=$1
shift
exec "$QEMU" -M q35 -nodefaults -display none -vga std \
	-drive "file=$image,format=raw,snapshot=on,if=virtio" "$@"
END
chmod +x machine.sh qemu.sh

tested() {
	t_status "$1" 1 t_limit 200 "$INGOT" test sums
	t_has "... what passed" "sums_again" "$t_out"
	t_has "... what failed" "CHECK_EQ(1 + 1, 3) failed"
	t_has "... and what that printed" "written to COM1"
	t_has "... two of three" "2 passed, 1 failed"
}

command '[./machine.sh, "{}", "{verdicts}"]'
t_status "it runs, with a command that names COM2" 0 t_limit 100 "$INGOT" run
t_has "... and is heard" "Hello from hello"
tested "tests run by it"
t_status "a test that crashes takes its machine with it" 1 t_limit 200 "$INGOT" test
t_has "... and the others go on" "passed, 1 failed, 1 crashed"
t_status "... with a report" 1 t_limit 200 "$INGOT" test crashes
t_has "... that names the place" "src/sum.c:5"

command '[./qemu.sh, "{}"]'
tested "tests run by a script around QEMU"

command '[sh, -c, "exit 0", "{}"]'
t_status "one that is no QEMU" 4 t_limit 100 "$INGOT" test
t_golden "its message" golden/command_no_qemu "$t_err"
command '[./none.sh, "{}", "{verdicts}"]'
t_status "one that is missing" 4 t_limit 100 "$INGOT" test
t_golden "its message" golden/command_missing "$t_err"
command '[sh, -c, "echo no machine >&2; exit 7", "{}", "{verdicts}"]'
t_status "one that fails, long before its time limit" 6 \
	t_limit 100 "$INGOT" test --timeout 1000
t_golden "its message" golden/command_fails "$t_err"
command '[sh, -c, "sleep 100 & wait", "{}", "{verdicts}"]'
t_status "one that never speaks" 5 t_limit 100 "$INGOT" test --timeout 1
t_golden "its message" golden/command_silent "$t_err"
t_done
