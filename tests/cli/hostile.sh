#!/bin/sh
# Files of others: nothing that stands in them runs a command that its author did not
# write as one, and no file counts that the user did not mean.
. "$(dirname "$0")/../tap.sh"

XDG_CACHE_HOME=$t_state/cache
export XDG_CACHE_HOME
"$INGOT" -q new hello && cd hello || exit 1

# refused NAME YAML [CODE]: with this ingot.yaml.
refused() {
	printf '%s\n' "$2" >ingot.yaml
	t_status "$1" 3 t_limit 60 "$INGOT" build
	t_has "$1: the place is named" "ingot.yaml:1:" "$t_err"
	t_has "$1: the character too" "a control character (U+${3:-000A}) in a string" "$t_err"
	t_ok "$1: nothing ran" test -z "$(find . -name 'pwned*')"
}

# A value of several lines in a plan is a rule of its own.
rule='\n  command = touch pwned #'
refused "a line's end in defines" "defines: [\"A=1$rule\"]"
refused "a line's end in cflags" "cflags: [\"-DX=$rule\"]"
refused "a line's end in ldflags" "ldflags: [\"--defsym=x=1$rule\"]"
refused "a line's end in include" "include: [\"src$rule\"]"
refused "a line's end in sources" "sources: [\"src$rule\"]"
refused "a line's end in target" "target: \"./a$rule.json\""
refused "a line's end in modules" "image: {modules: [\"a$rule\"]}"
for code in 01 09 0D 1B 7F; do
	refused "the character $code in cflags" "cflags: [\"-DX=\\x$code\"]" "00$code"
done

# What goes to a program as it is may have them.
printf '%s\n' 'run: {command: [printf, "%s\\n", "a\tb {}"]}' >ingot.yaml
t_ok "a tab in a word of run: command" "$INGOT" -q run
t_has "arrives" "$(printf 'a\tb ')"

# A workspace that somebody else can have written.
echo 'name: hello' >ingot.yaml
cat >../ingot.yaml <<'END'
workspace: true
run: { command: [sh, -c, "touch pwned", "{}"] }
END
file=$(cd .. && pwd -P)/ingot.yaml

t_ok "a workspace of our own" "$INGOT" -v run
t_has "is said with -v" "workspace: $file" "$t_err"
t_ok "is obeyed" test -e pwned
rm -f pwned
t_run "$INGOT" -q build
t_lacks "is not said without" "workspace" "$t_err"

# not_obeyed NAME WHY
not_obeyed() {
	t_run t_limit 60 "$INGOT" run -- -machine none,invalid
	t_has "$1: it is said" "$file: warning: not looked at: " "$t_err"
	t_has "$1: with the reason" "$2" "$t_err"
	t_ok "$1: it is not obeyed" test ! -e pwned
}
chmod o+w ../ingot.yaml
not_obeyed "a file that all may write to" "all users may write to $file"
chmod o-w ../ingot.yaml
chmod o+w ..
not_obeyed "in a folder that all may write to" "all users may write to ${file%/*}"
chmod +t ..
not_obeyed "and a sticky one" "all users may write to ${file%/*}"
chmod o-w,-t ..
mkdir -p ../open/inner && cp -R . ../open/inner/hello && cp ../ingot.yaml ../open/inner
chmod o+w ../open
(
	cd ../open/inner/hello || exit 1
	t_run t_limit 60 "$INGOT" -v run
	t_has "a folder further above that all may write to" \
		"all users may write to ${file%/*}/open" "$t_err"
	t_ok "the next workspace above counts" test -e pwned
	[ $t_failures = 0 ]
) || t_failures=$((t_failures + 1))
t_count=$((t_count + 2))
if [ "$(id -u)" = 0 ]; then
	chown 12345 ../ingot.yaml
	not_obeyed "another user's" "$file belongs to another user"
	chown 12345 ingot.yaml
	t_run "$INGOT" run
	t_ok "that of who wrote the project too is obeyed" test -e pwned
	rm -f pwned
	chown 0 ingot.yaml
	chown 0 ../ingot.yaml && chown 12345 ..
	not_obeyed "in another user's folder" "${file%/*} belongs to another user"
	chown 0 ..
else
	t_skip "a workspace of another user" "only root can make one"
fi
rm -f ../ingot.yaml

t_done
