#!/bin/sh
# `ingot clean` removes what ingot has made, wherever that is, and nothing else; the
# directory that a project is built in has a name of the user's.
. "$(dirname "$0")/../tap.sh"

"$INGOT" -q new hello && cd hello || exit 1
out=build/x86_64-os
build() { "$INGOT" -q build "$@"; }

# left: every file that is left in the directory build.
left() { [ ! -e build ] || find build ! -type d | LC_ALL=C sort | tr '\n' ' '; }

t_ok "a build" build
t_ok "... and an image" "$INGOT" -q image
t_ok "... and another" "$INGOT" -q image --format iso
t_ok "... and one of the user's" "$INGOT" -q image -o $out/debug/mine.img
t_ok "a dry run of clean" "$INGOT" clean -n
t_ok "... removes nothing" test -f $out/debug/hello.img
t_ok "clean" "$INGOT" clean
t_is "leaves the user's image" "$out/debug/mine.img " "$(left)"
rm -r build

# Files among what is built.
put() {
	mkdir -p build/mine $out/debug/obj/src
	for file in build/notes build/mine/a $out/b $out/debug/disk.img $out/debug/obj/src/c.o \
			$out/debug/hello.elf.bak; do
		echo precious >$file
	done
	ln -sf ../src build/link
	ln -sf ../../src $out/link
}
everything="build/link build/mine/a build/notes $out/b $out/debug/disk.img \
$out/debug/hello.elf.bak $out/debug/obj/src/c.o $out/link "
t_ok "a build, and files of somebody else" build
put
t_ok "clean" "$INGOT" clean
t_golden "... says what it keeps" golden/clean_kept "$t_err"
t_is "... and keeps it" "$everything" "$(left)"
t_ok "what is behind links too" test -f src/main.c
t_ok "the next build" build
t_ok "has its kernel" test -f $out/debug/hello.elf
t_ok "clean" "$INGOT" clean
t_is "keeps the same" "$everything" "$(left)"
rm -r build

# Files that were there before.
put
t_ok "a build into what is there" build
t_ok "clean" "$INGOT" clean
t_is "keeps it" "$everything" "$(left)"
rm -r build

# What an earlier plan has made.
t_ok "a build" build
echo 'int more;' >src/more.c
t_ok "of one source more" build
rm src/more.c
sed 's/^name: .*/name: other/' ingot.yaml >new.yaml && mv new.yaml ingot.yaml
t_ok "by another name" build
t_ok "clean" "$INGOT" clean
t_is "leaves nothing" "" "$(left)"
t_ok "... and no directory" test ! -e build
echo 'int broken' >src/more.c
t_status "a build that fails" 3 build
rm src/more.c
t_ok "clean" "$INGOT" clean
t_ok "leaves nothing" test ! -e build

# A link in the place of the directory.
mkdir ../elsewhere && echo precious >../elsewhere/notes && ln -s ../elsewhere build
t_ok "a build through a link" build
t_ok "clean" "$INGOT" clean
t_is "leaves what was behind it" "notes" "$(ls ../elsewhere)"
t_ok "... and the link" test -L build
rm build

# --- A name of the user's ----------------------------------------------------

t_ok "a build elsewhere" build --build-dir ../made
t_ok "has its kernel there" test -f ../made/x86_64-os/debug/other.elf
t_ok "... and nothing here" test ! -e build
echo 'build-dir: ../made' >>ingot.yaml
t_ok "by the key" "$INGOT" -v build
t_lacks "it is the same" compile "$t_err"
t_ok "the option overrides it" build --build-dir here
t_ok "... and says where" test -f here/x86_64-os/debug/other.elf
t_ok "clean of that" "$INGOT" clean --build-dir here
t_ok "... removes it" test ! -e here
t_ok "a project below, from elsewhere" "$INGOT" -q -C src build --build-dir ../there
t_ok "takes the directory as it was named" test -e ../there -o -e there
rm -rf ../there there

# refused NAME STATUS COMMAND...: status and message (tests/golden/clean_NAME).
refused() {
	name=$1
	status=$2
	shift 2
	t_status "$name" "$status" "$@"
	t_golden "$name: message" "golden/clean_$name" "$t_err"
}
"$INGOT" -q new ../second
refused other_project 3 "$INGOT" -C ../second build --build-dir ../made
t_ok "clean" "$INGOT" clean
t_ok "removes what is elsewhere" test ! -e ../made
refused itself 3 "$INGOT" build --build-dir .
refused above 3 "$INGOT" build --build-dir ..
refused file 3 "$INGOT" build --build-dir ingot.yaml
sed 's/^build-dir: .*/build-dir: ../' ingot.yaml >new.yaml && mv new.yaml ingot.yaml
refused key 3 "$INGOT" build
sed 's/^build-dir: .*/build-dir: ""/' ingot.yaml >new.yaml && mv new.yaml ingot.yaml
refused empty 3 "$INGOT" build
t_done
