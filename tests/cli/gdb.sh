#!/bin/sh
# gdb on a running kernel, as docs/how-to/debug.md says: QEMU's stub, a breakpoint of the
# CPU's, the kernel's own names and lines. By a socket in a file, where the document has
# a port.
. "$(dirname "$0")/../tap.sh"

if ! command -v gdb >/dev/null 2>&1; then
	t_skip "gdb stops a kernel" "no gdb"
	t_done
fi
t_copy examples/hello
cd examples/hello || exit 1
t_ok "the kernel is built" "$INGOT" build

t_limit 400 "$INGOT" run -- -gdb unix:gdb.socket,server=on,wait=off -S >run.txt 2>&1 \
	</dev/null &
run=$!
tries=0
while [ ! -S gdb.socket ] && [ $tries -lt 300 ]; do
	sleep 1
	tries=$((tries + 1))
done
# When the machine is gone, gdb says so by its status.
t_status "gdb runs to the end of the machine" 1 t_limit 300 \
	gdb -batch -nx -ex 'target remote gdb.socket' -ex 'hbreak kernel_main' -ex continue \
	-ex 'print boot->magic' -ex delete -ex continue \
	build/x86_64-os/debug/hello.elf
t_has "it stops at the breakpoint" "Breakpoint 1, kernel_main (boot="
t_has "... at its line" "src/main.c:"
t_has "... and sees variables" '= 362107326025'
wait $run
t_is "the kernel went on to its end" 0 $?
t_has "... and greeted" "Hello from" run.txt
t_done
