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

t_done
