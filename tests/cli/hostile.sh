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
	t_has "$1: the character too" "control character (U+${3:-000A}) in a string" "$t_err"
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
	t_has "$1: it is said" "$file: warning: ignored: " "$t_err"
	t_has "$1: with the reason" "$2" "$t_err"
	t_ok "$1: it is not obeyed" test ! -e pwned
}
chmod o+w ../ingot.yaml
not_obeyed "a file that all may write to" "all users can write to $file"
chmod o-w ../ingot.yaml
chmod o+w ..
not_obeyed "in a directory that all may write to" "all users can write to ${file%/*}"
chmod +t ..
not_obeyed "and a sticky one" "all users can write to ${file%/*}"
chmod o-w,-t ..
mkdir -p ../open/inner && cp -R . ../open/inner/hello && cp ../ingot.yaml ../open/inner
chmod o+w ../open
(
	cd ../open/inner/hello || exit 1
	t_run t_limit 60 "$INGOT" -v run
	t_has "a directory further above that all may write to" \
		"all users can write to ${file%/*}/open" "$t_err"
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
	not_obeyed "in another user's directory" "${file%/*} belongs to another user"
	chown 0 ..
else
	t_skip "a workspace of another user" "only root can make one"
fi
rm -f ../ingot.yaml
rm -rf ../open

# Every value that reaches ninja's file, a shell, a response file or a path, with each
# byte that one of them takes for its own, and with commands.
cd "$t_state/work" || exit 1
clang=$("$INGOT" doctor | awk '$1 == "clang" { print $4 }')
ar=$("$INGOT" doctor | awk '$1 == "llvm-ar" { print $NF }')
unset XDG_CACHE_HOME
# awkward NAME BYTES: in the names of all files and directories, and in a macro's text.
awkward() {
	x=a$2z
	mkdir -p "$x/src/$x" "$x/inc $x" "$x/lib" && cd "$x" || exit 1
	quoted=$(printf '%s' "$x" | sed 's/[\\"]/\\&/g')
	twice=$(printf '%s' "$quoted" | sed 's/[\\"]/\\&/g')
	"$INGOT" target --print x86_64-os >"$x.json"
	printf 'name: k\ntarget: "./%s.json"\nsources: [src, "src/%s/../%s"]\n' "$quoted" \
		"$quoted" "$quoted" >ingot.yaml
	printf 'include: ["inc %s"]\ndefines: ["TEXT=\\"%s\\""]\n' "$quoted" "$twice" >>ingot.yaml
	printf 'cflags: ["-DMORE=\\"more-%s\\""]\n' "$twice" >>ingot.yaml
	printf 'ldflags: ["lib/%s.o", "-Llib %s"]\n' "$quoted" "$quoted" >>ingot.yaml
	cat >src/main.c <<'END'
#include <ingot/boot.h>
#include <stdio.h>
int library(void);
const char *text(void);
static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	printf("%s %s %d\n", text(), MORE, library());
}
ENTRY_POINT(kernel_main)
END
	printf '#include "%s.h"\nconst char *text(void) { return VALUE; }\n' "word" \
		>"src/$x/$x.c"
	echo '#define VALUE "text-" TEXT' >"inc $x/word.h"
	echo 'int library(void) { return 1; }' >lib.c
	"$clang" --target=x86_64-unknown-none -mcmodel=kernel -mno-red-zone -c lib.c \
		-o "lib/$x.o" || exit 1
	t_ok "$1 everywhere" t_limit 120 "$INGOT" build
	elf=$(find build -name k.elf)
	t_ok "$1: the macro arrives as it is" grep -aqF "text-$x" "$elf"
	t_ok "$1: that of cflags too" grep -aqF "more-$x" "$elf"
	t_is "$1: each source is compiled once" 2 "$(grep -c '^build .*: compile' \
		"${elf%/*}/build.ninja")"
	echo '#define VALUE "new-" TEXT' >"inc $x/word.h"
	t_ok "$1: a changed header" t_limit 120 "$INGOT" build
	t_ok "$1: is compiled in" grep -aqF "new-$x" "$elf"
	# clang's dependency file names another file then: all is made each time.
	if [ "$2" != '\' ] && [ "$2" != "$quotes" ]; then
		t_ok "$1: a build after it" "$INGOT" -v build
		t_is "$1: compiles nothing" "" "$(grep '^\[' "$t_err")"
	fi
	t_ok "$1: an image of that name" "$INGOT" image -o "$x.img"
	t_ok "$1: is there" test -s "$x.img"
	printf 'run: {command: [printf, "[%%s]\\n", "%s {}"]}\n' "$quoted" >>ingot.yaml
	t_ok "$1: a command's word" "$INGOT" -q run
	t_has "$1: arrives" "[$x build/"
	t_ok "$1: QEMU's line" "$INGOT" run -n -- -name "$x"
	cd "$t_state/work" || exit 1
	t_ok "$1: nothing ran" test -z "$(find . -name 'pwned*')"
	rm -rf "$x"
}
quotes="'\"'\"\\'\\\""
for byte in ' ' '"' "'" '\' '$' '%' ':' ',' ';' '#' '&' '|' '<' '>' '(' ')' '{' '}' '[' ']' \
	'*' '?' '~' '`' '=' '@' '+' '!' '^'; do
	awkward "the byte $byte" "$byte"
done
awkward "letters beyond ASCII" "$(printf '\303\244\342\202\254')"
awkward "a command behind a semicolon" ';touch pwned;'
awkward "a command in backquotes" '`touch pwned`'
awkward "a command in dollars" '$(touch pwned)${IFS}$$'
awkward "quotes of all kinds" "$quotes"
awkward "what ninja might expand" '$in ${out} $flags $: $$'

# Names that look like options.
mkdir dashes && cd dashes || exit 1
printf 'name: k\nsources: [-S, "@f.c"]\n' >ingot.yaml
mkdir -- -S
cat >@f.c <<'END'
#include <ingot/boot.h>
int other(void);
static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	other();
}
ENTRY_POINT(kernel_main)
END
echo 'int other(void) { return 1; }' >-S/-o.c
t_ok "sources that look like options" t_limit 120 "$INGOT" build

# Over-long: a sentence, no crash, and nothing written.
long=$(awk 'BEGIN { while (i++ < 5000) printf "x" }')
over_long() {
	printf 'name: k\nsources: ["@f.c", -S]\n%s\n' "$2" >ingot.yaml
	shift 2
	t_status "over-long $name" 3 t_limit 60 "$INGOT" "$@"
	t_has "over-long $name: said" "error: " "$t_err"
}
for name in include target; do
	[ $name = include ] && value="include: [\"$long\"]" || value="target: \"./$long.json\""
	over_long $name "$value" build
done
name=sources
over_long sources "exclude: [\"$long\"]" build
name=module
over_long module "image: {modules: [\"$long\"]}" image
name=output
over_long output "" image -o "$long.img"
name=define
huge=$(awk 'BEGIN { while (i++ < 200000) printf "x" }')
over_long define "defines: [\"A=$huge\"]" build
t_has "with the limit's name" "PLAN_FLAGS_BYTES_MAX" "$t_err"
rm -rf build
printf 'name: k\nsources: ["@f.c", -S]\n' >ingot.yaml
t_ok "and then a build" t_limit 120 "$INGOT" build

XDG_CACHE_HOME=$t_state/100%d t_status "a cache with a % in its path" 3 "$INGOT" build
t_has "said" "LLVM cannot write to a path with" "$t_err"

# What is no file, and what is not there.
mkfifo -- -S/pipe.c
t_status "a pipe as a source" 3 t_limit 20 "$INGOT" build
t_has "said" "is a device, pipe or socket, not a file" "$t_err"
rm -- -S/pipe.c
ln -s nowhere -- -S/lost.c
t_status "a source that is a link to nothing" 3 t_limit 20 "$INGOT" build
t_has "said" "-S/lost.c: error: a link to what is not there" "$t_err"
rm -- -S/lost.c
mkfifo pipe.json && echo 'target: ./pipe.json' >>ingot.yaml
t_status "a pipe as target spec" 3 t_limit 20 "$INGOT" build
rm ingot.yaml && mkfifo ingot.yaml
t_status "a pipe as ingot.yaml" 3 t_limit 20 "$INGOT" build
t_has "said" "ingot.yaml: error: this is a device, pipe or socket, not a file" "$t_err"
rm ingot.yaml

# Directories beyond PATH_MAX: not every shell can go there.
cat >deep.sh <<'END'
d=$(awk 'BEGIN { while (i++ < 200) printf "d" }')
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22; do
	mkdir "$d" && cd "$d" || exit 100
done
mkdir src && : >src/main.c && echo 'name: k' >ingot.yaml
"$INGOT" build
END
if command -v bash >/dev/null; then
	t_status "a project in a directory of 4400 bytes is refused" 3 t_limit 60 bash deep.sh
	t_has "with a sentence" "error: " "$t_err"
else
	t_skip "a project in a directory of 4400 bytes" "no bash"
fi

t_done
