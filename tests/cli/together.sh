#!/bin/sh
# Several at once, ends in the middle, and what is not a build's to touch: one ingot waits
# for another, nothing is left of one that was killed, no file of the user's is lost.
. "$(dirname "$0")/../tap.sh"

cache=$t_state/cache
XDG_CACHE_HOME=$cache
export XDG_CACHE_HOME
"$INGOT" -q new hello && cd hello || exit 1
t_ok "a first build" t_limit 600 "$INGOT" build
for part in loader runtime; do
	count=$(find "$cache/ingot" -path "*/$part-*/obj/*.o" | wc -l)
	t_has "says what takes long: the $part" "   Compiling the $part ($((count)) files)" "$t_err"
done
t_is "once" 2 "$(grep -c Compiling "$t_err")"
"$INGOT" -q build --sanitize address && "$INGOT" -q build || exit 1
out=build/x86_64-os/debug
ninja=$("$INGOT" doctor | awk '$1 == "ninja" { print $NF }')

# One waits for the other.
printf '#!/bin/sh\nsleep 4\nexec %s "$@"\n' "$ninja" >../slow && chmod +x ../slow
echo '/* slow */' >>src/main.c
NINJA=$PWD/../slow "$INGOT" build >slow.out 2>&1 &
slow=$!
sleep 1
t_ok "a build while another one works" t_limit 300 "$INGOT" build
t_has "says that it waits" "Waiting for another ingot (process $slow) that builds hello" \
	"$t_err"
wait $slow
t_is "the other one ends well" 0 $?
t_is "and says nothing" "" "$(cat slow.out)"

# What one that was killed had started may still be at it: its number is in the lock.
sleep 1000 &
left=$!
echo $left >build/x86_64-os/ingot.lock
"$INGOT" build >after.out 2>&1 &
after=$!
tries=0
until grep -q Waiting after.out || [ $tries -gt 600 ]; do
	tries=$((tries + 1))
	sleep 0.1
done
t_has "a build after one that was killed waits for its ninja" \
	"Waiting for process $left, left by an ingot that was killed" after.out
kill $left && wait $left
wait $after
t_is "and ends well" 0 $?
echo $left >build/x86_64-os/ingot.lock
t_ok "a process that is no more is not waited for" "$INGOT" build
t_lacks "nor spoken of" Waiting "$t_err"

# Rounds of several.
together() {
	name=$1
	shift
	for command; do
		t_limit 300 "$INGOT" -q $command >"$t_state/out.$command" 2>&1 ||
			echo "$command: $?" &
	done >failed
	wait
	t_is "$name" "" "$(cat failed; cat "$t_state"/out.* 2>/dev/null)"
	rm -f "$t_state"/out.*
}
for round in 1 2 3; do
	echo "/* $round */" >>src/main.c
	together "round $round: all end well" build "image -o x.img" "build --release" \
		"image -o y.iso --format iso"
done
rm -rf build
together "from nothing: all end well" build "image -o x.img" build "image -o z.img"

# An image has the kernel that its own command built.
"$INGOT" -q build --sanitize address && "$INGOT" -q image -o alone.img || exit 1
for round in 1 2 3 4; do
	"$INGOT" -q build --sanitize address &
	"$INGOT" -q image -o plain.img
	wait
	t_ok "round $round: the image is that of a build alone" cmp plain.img alone.img
done

# A machine starts from what its own command built, and its reports are of that: here one
# that is slow to open its files, then one that runs while its kernel is built again.
cat >../qemu <<'END'
#!/bin/sh
sleep 4
echo '{"return": {}}' >&3
echo '{"event": "RESUME"}' >&3
touch ../runs
until [ -e ../rebuilt ]; do sleep 0.1; done
printf 'panic: no luck\r\nbacktrace:\r\n  #0 0xffffffff80000020\r\n' >&4
exit 35
END
chmod +x ../qemu
QEMU=$PWD/../qemu t_limit 120 "$INGOT" run --direct >run.out 2>run.err </dev/null &
machine=$!
sleep 1
echo '/* again */' >>src/main.c
t_ok "a build while QEMU starts" t_limit 300 "$INGOT" build
t_has "waits for it" "Waiting for another ingot (process " "$t_err"
t_ok "until it has opened its files" test -e ../runs
echo 'int again;' >>src/main.c
t_ok "a build while it runs" t_limit 300 "$INGOT" build
touch ../rebuilt
wait $machine
t_is "which ends by its panic" 6 $?
t_has "is not what its report is of" \
	"warning: reports lack functions and lines: " run.err
t_has "and that is said" "$out/hello.elf, which was built again meanwhile" run.err
t_lacks "not guessed" " in " run.out

# Killed: the true compiler hangs at a pipe that nobody writes to.
mkfifo src/pipe.h
echo '#include "pipe.h"' >src/hang.c
# compilers: the processes that compile it, for this script.
compilers() {
	ps -e -o pid= -o args= | awk -v mark="-DMARK=$$" 'index($0, mark) && !/awk/'
}
echo "defines: [MARK=$$]" >>ingot.yaml
for signal in TERM INT HUP KILL; do
	if [ $signal = KILL ] && [ "$(uname)" != Linux ]; then
		t_skip "killed by SIGKILL" "only Linux tells children"
		continue
	fi
	# Without job control a shell's background has SIGINT ignored.
	(trap - INT; exec "$INGOT" build) >killed 2>&1 &
	ingot=$!
	tries=0
	until [ -n "$(compilers)" ] || [ $tries = 200 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	t_ok "a compiler runs" test -n "$(compilers)"
	kill -$signal $ingot
	wait $ingot 2>/dev/null
	tries=0
	until [ -z "$(compilers)" ] || [ $tries = 100 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	t_is "killed by SIG$signal, no compiler is left" "" "$(compilers)"
done
rm src/pipe.h src/hang.c
sed '/MARK/d' ingot.yaml >new.yaml && mv new.yaml ingot.yaml
t_ok "the next build is well" t_limit 120 "$INGOT" build

# What an image may not take the place of.
ln -s ../src/main.c build/link.img
for file in src/main.c ./src/../src/main.c ingot.yaml $out/hello.elf $out/hello.map $out/record \
	build/link.img; do
	cp $file saved
	t_status "-o $file is refused" 3 "$INGOT" image -o $file
	t_has "$file: said" "error: not overwritten: the project is built from this file" "$t_err"
	t_ok "$file is as it was" cmp $file saved
done
t_ok "an image in the build directory" "$INGOT" image -o $out/mine.img
rm build/link.img

# A directory named build that was there before.
rm -rf build && mkdir build && echo precious >build/notes
echo 'Signature: 8a477f597d28d172789f06886806bc55' >build/CACHEDIR.TAG
t_ok "a build into somebody's directory" "$INGOT" build
t_ok "clean" "$INGOT" clean
t_ok "removes the kernel" test ! -e $out
t_is "and nothing else" "CACHEDIR.TAG notes" "$(cd build && echo *)"
t_status "clean, once more" 3 "$INGOT" clean
rm -r build

# A cache that is warm, and cannot be written to.
t_ok "a build" "$INGOT" build
mkdir "$t_state/other" && cp -R . "$t_state/other/hello" && rm -rf "$t_state/other/hello/build"
chmod -R a-w,a+rX "$cache"
if [ "$(id -u)" = 0 ]; then
	chmod a+rx "$t_state" && chown -R 12345 "$t_state/other"
	as_user() { setpriv --reuid 12345 --clear-groups "$@"; }
else
	as_user() { "$@"; }
fi
if ! as_user true 2>/dev/null || ! as_user test -x "$INGOT"; then
	t_skip "a cache that is read-only" "no other user can be asked"
else
	cd "$t_state/other/hello" || exit 1
	t_ok "another user's project with a read-only cache" \
		as_user "$INGOT" build
	cd "$t_state/work/hello" || exit 1
fi
chmod -R u+w "$cache"

# Address space.
# shellcheck disable=SC3045 # where a shell does not know it, the test is skipped
if (ulimit -v 300000) 2>/dev/null; then
	echo '/* limited */' >>src/main.c
	t_ok "with 300 MB of address space" sh -c "ulimit -v 300000; '$INGOT' image"
	# How little is too little, but enough to start the program, the host decides.
	for size in 20000 15000 12000 10000 9000 8000 7000 6000 5000; do
		t_run sh -c "ulimit -v $size; exec '$INGOT' image"
		! grep -q "^ingot: error: out of memory" "$t_err" || echo $t_status
	done | sort -u >statuses
	t_is "out of memory is a status of its own" 7 "$(cat statuses)"
else
	t_skip "little address space" "ulimit -v is not known here"
fi

t_done
