#!/bin/sh
# Builds: what is made, what is made again, and what is not.
. "$(dirname "$0")/../tap.sh"
t_need file od

# The cache of this script is its own: it begins with nothing.
XDG_CACHE_HOME=$t_state/cache
export XDG_CACHE_HOME
out=build/x86_64-os/debug

"$INGOT" -q new hello && cd hello || exit 1

# compiled: how many files the last run of `ingot -v` compiled.
compiled() {
	grep -c '^\[.*--config=.* -c ' "$t_err"
}

# What the tests need of the runtime is made with it, as in a cache that several users share.
t_ok "a first build" env INGOT_CACHE="$XDG_CACHE_HOME/ingot" "$INGOT" -v build
cp "$t_err" first
t_is "it compiles the kernel's one source" 1 "$(grep -c -e ' -c src/main.c ' "$t_err")"
t_ok "the kernel is there" test -f $out/hello.elf
t_run file $out/hello.elf
t_has "it is an ELF file for x86-64" "ELF 64-bit LSB executable, x86-64"
t_ok "its link map is there" test -s $out/hello.map
t_ok "its compilation database is there" grep -q '"file": "src/main.c"' $out/compile_commands.json
t_ok "the clang configuration is there" grep -q -e '^--target=x86_64-unknown-none' \
	build/x86_64-os/x86_64-os.cfg

# Loader and runtime: what follows finds them made.
t_ok "the tests are built" "$INGOT" -v test --list
t_is "with the runtime of the kernel: their own two sources are compiled" 2 "$(compiled)"

# not_alike: objects of loader and runtime that are others where INGOT_TEST is defined.
# Only those are compiled whose sources see a file that asks for it.
not_alike() {
	(cd "$t_root" && grep -rl INGOT_TEST boot kit runtime) >asking
	find "$XDG_CACHE_HOME/ingot" -name '*.o.d' -exec grep -lF -f asking {} + >seeing
	while read -r depfile; do
		object=${depfile%.d}
		command=$(grep -F -e " -o $object" first |
			sed -e 's/^\[[0-9/]*\] //' -e 's/ -MD -MF [^ ]* / -DINGOT_TEST /')
		(eval "${command%% -o *} -o other.o") && cmp "$object" other.o
	done <seeing 2>&1
	[ -s seeing ] || echo "nothing in boot, kit or runtime sees INGOT_TEST"
}
t_is "tests need no other runtime: its objects are the same with INGOT_TEST" "" "$(not_alike)"

t_ok "a second build" "$INGOT" -v build
t_is "compiles nothing" 0 "$(compiled)"
t_is "and says nothing" "" "$("$INGOT" build 2>&1)"

touch src/main.c
t_ok "a build after a touched source" "$INGOT" -v build
t_is "compiles it" 1 "$(compiled)"

printf '#define WORD "header"\n' >src/word.h
printf '#include "word.h"\nconst char *word(void);\nconst char *word(void) { return WORD; }\n' \
	>src/word.c
t_ok "a new source and a header" "$INGOT" -v build
t_is "compile that source" 1 "$(compiled)"
printf '#define WORD "changed"\n' >src/word.h
t_ok "a changed header" "$INGOT" -v build
t_is "compiles what includes it" 1 "$(compiled)"
rm src/word.c src/word.h
t_ok "a removed source" "$INGOT" -v build
t_is "compiles nothing" 0 "$(compiled)"
t_ok "and is gone from the database" sh -c "! grep -q word.c $out/compile_commands.json"

mkdir -p ../other/code ../other/headers
echo '#include "other.h"' >../other/code/other.c
echo 'int other(void);' >../other/headers/other.h
echo '#error this is a program of its own' >../other/code/main.c
printf 'name: hello\nsources: [src, ../other/code]\n' >ingot.yaml
printf 'exclude: [../other/code/main.c]\ninclude: [../other/headers]\n' >>ingot.yaml
t_ok "sources from elsewhere, all but one, with their headers" "$INGOT" -v build
t_has "are compiled" " -c ../other/code/other.c " "$t_err"
: >ingot.yaml
t_ok "and without them" "$INGOT" build

echo 'defines: [LOUD=1]' >>ingot.yaml
t_ok "a define in the project file" "$INGOT" -v build
t_is "compiles the project, not the runtime" 1 "$(compiled)"

"$INGOT" target --print x86_64-os >target.json
echo 'target: target.json' >>ingot.yaml
t_ok "the same target as a file" "$INGOT" -v build
t_is "compiles the project for it, not the runtime" 1 "$(compiled)"
sed 's/"disable-redzone"/"cpu": "x86-64-v2", "disable-redzone"/' target.json >new.json
mv new.json target.json
t_ok "another processor in the target" "$INGOT" -v build
compiled=$(compiled)
t_ok "compiles project and runtime" test "$compiled" -gt 10
t_ok "back to the first target, under its name" "$INGOT" -v build --target x86_64-os
t_is "nothing is compiled that was there" 0 "$(compiled)"

t_ok "a release build" "$INGOT" -v build --release
t_ok "lies beside" test -f build/target/release/hello.elf
t_ok "--dry-run prints the commands" "$INGOT" build --dry-run --target x86_64-os --release
t_has "of the compiler" "-c src/main.c" "$t_err"
t_ok "and runs none" test ! -e build/x86_64-os/release/hello.elf

t_ok "ingot clean" "$INGOT" clean
t_ok "removes the build directory" test ! -e build
t_ok "not the sources" test -f src/main.c
mkdir build && echo precious >build/file
t_status "a build directory that is not ours is refused" 3 "$INGOT" clean
t_golden "its message" golden/clean_not_ours "$t_err"
t_ok "and kept" grep -q precious build/file
rm -r build
t_ok "ingot clean --all" "$INGOT" clean --all
t_ok "removes the cache too" test ! -e "$XDG_CACHE_HOME/ingot"

# Names that make and shells stumble over.
cd .. && mkdir "it's a \$directory" && mv hello "it's a \$directory/hello" || exit 1
cd "it's a \$directory/hello" || exit 1
printf 'int odd(void);\nint odd(void) { return 1; }\n' >'src/an odd $name: é.c'
t_ok "odd names of directories and files" "$INGOT" build
t_ok "twice" "$INGOT" -v build
t_is "with nothing to do" 0 "$(compiled)"

cd .. || exit 1
t_ok "--manifest-path from elsewhere" "$INGOT" image --manifest-path hello/ingot.yaml -o here.img
t_ok "-o is relative to where the user is" test -s here.img
t_done
