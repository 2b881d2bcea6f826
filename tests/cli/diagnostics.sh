#!/bin/sh
# How errors of compiler and linker reach a terminal: with paths that work where the
# user stands, with their colours, and with a line that counts them. None of that
# changes what is built.
. "$(dirname "$0")/../tap.sh"

escape=$(printf '\033')
"$INGOT" -q new hello || exit 1
cp -R hello good
echo 'int broken = nothing;' >hello/src/broken.c
echo 'int wrong(void) { return none + nought; }' >hello/src/wrong.c

t_status "two files that do not compile" 3 t_limit 120 "$INGOT" -C hello build -j 2
file=$(sed -n 's/^\(.*broken.c\):1:14: error: .*/\1/p' "$t_err")
t_is "the path works from here" hello/src/broken.c "$file"
t_is "the last line counts them" "ingot: error: 2 of 3 files failed, 3 errors" \
	"$(tail -n 1 "$t_err")"
t_lacks "a file gets no colours" "$escape" "$t_err"
rm hello/src/wrong.c
mkdir -p hello/src/deep && cd hello/src/deep || exit 1
t_status "from below" 3 t_limit 120 "$INGOT" build
file=$(sed -n 's/^\(.*broken.c\):1:14: error: .*/\1/p' "$t_err")
t_is "the path works too" ../../src/broken.c "$file"
t_has "and one file is one" "1 of 2 files failed, 1 error" "$t_err"
cd "$t_state/work" || exit 1
t_status "by the project file" 3 t_limit 120 "$INGOT" build --manifest-path hello/ingot.yaml
t_has "the path works as well" "hello/src/broken.c:1:14: error: " "$t_err"
echo 'nmae: hello' >hello/ingot.yaml
t_status "a wrong project file" 3 "$INGOT" -C hello build
t_has "has a path that works" "hello/ingot.yaml:1:1: error: " "$t_err"
echo 'name: hello' >hello/ingot.yaml

echo 'int nowhere(void); int broken(void) { return nowhere(); }' >hello/src/broken.c
sed -i.old 's/printf(/(void)((int (*)(void))broken)(); &/; 1s/^/int broken(void); /' \
	hello/src/main.c && rm hello/src/main.c.old
sed 's/^int broken(void); //' hello/src/main.c >main.c &&
	{ echo 'int broken(void);'; cat main.c; } >hello/src/main.c
t_status "what does not link" 3 t_limit 120 "$INGOT" -C hello build
t_has "is counted too" "hello/build/x86_64-os/debug/hello.elf: error: link failed, 1 error" \
	"$t_err"
t_has "with a place that works from here" "(hello/src/broken.c:1)" "$t_err"

# --- Colours -----------------------------------------------------------------

t_status "with colours" 3 t_limit 120 "$INGOT" --color=always -C hello build
t_has "the linker has them" "${escape}[0;31merror: " "$t_err"
echo 'int broken = nothing;' >hello/src/broken.c
t_status "the compiler too" 3 t_limit 120 "$INGOT" --color=always -C hello build
t_has "... in its own way" "${escape}[1mhello/src/broken.c:1:14: " "$t_err"
t_status "commands are shown" 3 t_limit 120 "$INGOT" --color=always -v -C hello build
t_lacks "... without what switches colours on" "COLORS" "$t_err"

# What the names of files, times and contents of a build are.
state() {
	find good/build -type f ! -name ingot.lock -exec cksum {} + | sort
	find good/build -name '*.o' -newer stamp
}
t_ok "a build without colours" t_limit 120 "$INGOT" -C good build
: >stamp
state >before
t_ok "... and with" t_limit 120 "$INGOT" --color=always -C good build -vv
state >after
t_ok "is the same, and nothing is built again" cmp before after
touch good/src/main.c
t_ok "one file, with colours" t_limit 120 "$INGOT" --color=always -C good build
find good/build -name 'main.c.o' -exec cksum {} + >with
grep 'main\.c\.o$' before >without
t_is "has the same bytes" "$(cat without)" "$(cat with)"

# --- A terminal ----------------------------------------------------------------

t_ok "a good build" t_limit 120 "$INGOT" -C good build
t_is "says nothing to a file" "" "$(cat "$t_out" "$t_err")"
t_ok "an image" t_limit 120 "$INGOT" -C good image
t_is "names what it wrote" "       Wrote good/build/x86_64-os/debug/hello.img" "$(cat "$t_err")"
has_script() {
	command -v script >/dev/null && script -qec true /dev/null >/dev/null 2>&1 </dev/null
}
if has_script; then
	at_terminal() {
		script -qec "env -u NO_COLOR TERM=xterm $*" /dev/null </dev/null | tr -d '\r'
	}
	at_terminal "'$INGOT' -C good build" >seen
	t_ok "on a terminal the last line has name, size and time" grep -q \
		"Finished.* good/build/x86_64-os/debug/hello.elf ([0-9.]* [KM]iB) in [0-9.]* s$" \
		seen
	t_has "... in colour" "${escape}[" seen
	at_terminal "'$INGOT' -C hello build" >seen
	t_has "errors have colours" "${escape}[1mhello/src/broken.c:1:14: " seen
	at_terminal "NO_COLOR=1 '$INGOT' -C hello build" >seen
	t_has "but not where nobody wants them" "hello/src/broken.c:1:14: error: " seen
else
	t_skip "what a terminal sees" "script(1) of util-linux is missing"
fi
t_done
