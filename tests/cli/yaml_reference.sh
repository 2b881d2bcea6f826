#!/bin/sh
# docs/ingot-yaml.md: it has a section for each key and no other; each example is taken,
# each default is what nothing said comes to, each error is the one that is printed.
# `T_UPDATE=1 sh tests/cli/yaml_reference.sh` writes the errors anew.
. "$(dirname "$0")/../tap.sh"
t_need awk

page=$t_root/docs/ingot-yaml.md
"$INGOT" -q new hello && cd hello || exit 1
cp ingot.yaml good.yaml
mkdir extra initrd
echo 'int extra_value;' >extra/extra.c
echo 'int old_value;' >src/old.c
echo hello >initrd/hello
cp "$t_root/kit/start/kernel.ld" .

# --- Keys --------------------------------------------------------------------

# The keys that the command knows, those of a map by "MAP.KEY".
keys() {
	"$INGOT" help yaml | awk '/^[a-z-]+:$/ { map = $1; next }
	/^[a-z-]+: / { print substr($1, 1, length($1) - 1); map = "" }
	/^  [a-z-]+: / && map != "" { print substr(map, 1, length(map) - 1) "." \
		substr($1, 1, length($1) - 1) }
	/^Example:$/ { exit }' | LC_ALL=C sort
}

sections() {
	sed -n 's/^## `\(.*\)`$/\1/p' "$page" | LC_ALL=C sort
}

t_ok "keys were found" [ "$(keys | wc -l)" -ge 20 ]
t_is "the page has a section for each key" "$(keys)" "$(sections)"

# --- Examples and defaults ---------------------------------------------------

# section KEY: its lines.
section() {
	awk -v heading="## \`$1\`" '$0 == heading { is_it = 1; next } /^## / { is_it = 0 }
	is_it' "$page"
}

# example KEY: the first block of YAML in its section.
example() {
	section "$1" | awk '/^```yaml$/ { is_block = 1; next }
	/^```$/ { exit_now = is_block; is_block = 0; if (exit_now) exit }
	is_block'
}

# default KEY: the YAML between the quotes of its line "Default", if that has a colon.
default() {
	section "$1" | sed -n 's/^- Default: `\([^`]*: [^`]*\)`.*/\1/p'
}

# What is made with the ingot.yaml of now: the commands of a test build, its machine and
# the image.
made() {
	"$INGOT" -q test -n >made.txt 2>&1 && "$INGOT" -q run -n >>made.txt 2>&1 &&
		"$INGOT" -q image -o made.img >>made.txt 2>&1 && cat made.txt made.img
}

# Built once: from then on a dry run prints what would be made anew.
t_ok "the project's tests run" "$INGOT" -q test
t_ok "its image is made" made
t_ok "... again" made
cp "$t_out" by_default
count=0
for key in $(sections); do
	text=$(default "$key")
	[ -n "$text" ] || continue
	count=$((count + 1))
	{ grep -v "^${key%%.*}:" good.yaml; echo "$text"; } >ingot.yaml
	t_ok "the default of $key is taken" made
	cp "$t_out" with_default
	t_ok "... and changes nothing" cmp -s with_default by_default
	rm -f made.img
done
t_ok "defaults were found" [ $count -ge 20 ]

# These two are seen by no command that is not run.
for key in timeout:timeout_s success-exit-code:success_exit_code; do
	value=$(default "test.${key%:*}" | sed 's/.*: \([0-9]*\) .*/\1/')
	t_ok "the default of test.${key%:*} is the command's" \
		grep -q "\.${key#*:} = ${value}[ ,]" "$t_root/host/project/project_load.c"
done

for key in $(sections); do
	example "$key" >ingot.yaml
	t_ok "the example of $key is not empty" [ -s ingot.yaml ]
	t_ok "... and is taken" "$INGOT" -q image -n
done

# --- Errors ------------------------------------------------------------------

# The page with every error as it is now: a block that begins with "ingot.yaml:" shows
# the line that is wrong.
awk '/^```text$/ { print; getline; is_error = /^ingot\.yaml:/; if (is_error) next }
is_error && /^ +1 \| / {
	line = $0
	sub(/^ +1 \| /, "", line)
	print line >"ingot.yaml"
	close("ingot.yaml")
	system("\"$INGOT\" image -n 2>&1 >/dev/null")
}
/^```$/ { is_error = 0 }
!is_error' "$page" >now.md
t_golden "every error of the page is what is printed" ../docs/ingot-yaml.md now.md
t_ok "errors were found" [ "$(grep -c '^ingot.yaml:.*error:' now.md)" -ge 24 ]
t_done
