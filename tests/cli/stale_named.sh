#!/bin/sh
# What a build reads by the name that a flag, a script or a source gives it, and no
# program mentions: whatever changes, the next build knows. stale.sh has the rest.
. "$(dirname "$0")/../tap.sh"

XDG_CACHE_HOME=$t_state/cache
export XDG_CACHE_HOME
clang=$("$INGOT" doctor | awk '$1 == "clang" { print $4 }')
ar=$("$INGOT" doctor | awk '$1 == "llvm-ar" { print $NF }')
lld=$("$INGOT" doctor | awk '$1 == "ld.lld" { print $NF }')
t_need "$clang" "$ar" "$lld" nasm

# project NAME YAML: a new one, entered, whose main uses word().
project() {
	cd "$t_state/work" && mkdir -p "$1/src" && cd "$1" || exit 1
	printf 'name: k\n%s\n' "$2" >ingot.yaml
	cat >src/main.c <<'C'
#include <ingot/boot.h>
#include <stdio.h>
const char *word(void);
static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	printf("%s\n", word());
}
ENTRY_POINT(kernel_main)
C
	echo 'const char *word(void) { return WORD; }' >src/word.c
}

elf=build/x86_64-os/debug/k.elf

# holds NAME WORD: a build that ends well, whose kernel has the word in it, and after
# which there is nothing to do.
holds() {
	t_ok "$1" t_limit 120 "$INGOT" build
	t_ok "$1: the kernel has it" grep -aq "word-is-$2" $elf
	t_ok "$1: a build after it" "$INGOT" -v build
	t_is "$1: compiles nothing" "" "$(grep '^\[' "$t_err")"
}

# old FILE: older than all that was made.
old() {
	touch -t 202001010000 "$1"
}

# object WORD FILE
object() {
	echo "const char *word(void) { return \"word-is-$1\"; }" >"$t_state/w.c"
	"$clang" --target=x86_64-unknown-none -mcmodel=kernel -mno-red-zone -c "$t_state/w.c" \
		-o "$2"
}

project objects 'sources: [src, lib/w.o]'
rm src/word.c && mkdir lib
object one lib/w.o
holds "an object among the sources" one
object two lib/new.o && old lib/new.o && mv lib/new.o lib/w.o
holds "an older one in its place" two
echo 'sources: [src, lib/w.a]' >ingot.yaml && echo 'name: k' >>ingot.yaml
"$ar" rcs lib/w.a lib/w.o
holds "an archive among the sources" two
object three lib/w.o && rm lib/w.a && "$ar" rcs lib/w.a lib/w.o && old lib/w.a
holds "that changes, and is older" three
mkdir other && mv lib/w.o other/ && rm lib/w.a && (cd lib && "$ar" rcsT w.a ../other/w.o)
holds "a thin archive" three
object four other/new.o && old other/new.o && mv other/new.o other/w.o
holds "whose member changes, and is older" four
printf 'name: k\nldflags: [lib/w.a]\n' >ingot.yaml
holds "a thin archive in a flag" four
object five other/w.o
holds "whose member changes" five

project responses 'cflags: ["@one.rsp"]'
echo '@"two rsp"' >one.rsp
echo '-DWORD=\"word-is-one\"' >'two rsp'
holds "a response file of a response file" one
echo '-DWORD=\"word-is-two\"' >'two rsp' && old 'two rsp'
holds "that changes, and is older" two
echo '-Iinc/ -include word.h' >one.rsp
mkdir inc late && echo '#define WORD "word-is-included"' >inc/word.h
holds "a header by -include" included
echo '#define WORD "word-is-again"' >inc/word.h && old inc/word.h
holds "that changes, and is older" again
echo '-Ilate/ -Iinc/ -include word.h' >one.rsp
holds "a directory of no header, in a response file" again
echo '#define WORD "word-is-late"' >late/word.h
holds "in which one arrives" late

project single 'flags: { src/word.c: ["-imacros", "word.h", "@more.rsp"] }'
: >more.rsp
echo '#define WORD "word-is-one"' >word.h
holds "a file of a single source's flags" one
echo '#define WORD "word-is-two"' >word.h && old word.h
holds "that changes, and is older" two
echo '-UWORD -DWORD=\"word-is-more\"' >more.rsp && : >word.h
holds "a response file of a single source's" more

# The list decides whether a function is instrumented: the object differs.
project ignored 'sanitize: [undefined]
cflags: ["-fsanitize-ignorelist=ignored.txt", "-DWORD=\"word-is-there\""]'
: >ignored.txt
holds "a list for the sanitizer" there
echo 'int add(int a, int b) { return a + b; }' >src/add.c
t_ok "a function that is instrumented" "$INGOT" build
cp build/x86_64-os/debug/obj/src/add.c.o add.o
echo 'fun:add' >ignored.txt && old ignored.txt
t_ok "a list that changes, and is older" "$INGOT" build
t_ok "is another object" sh -c "! cmp -s add.o build/x86_64-os/debug/obj/src/add.c.o"

project scripts 'ldflags: ["@link.rsp"]'
cat >src/word.c <<'C'
extern char symbol[];
const char *word(void) { return symbol; }
const char one[] = "word-is-one", two[] = "word-is-two";
C
# said NAME SYMBOL: what the kernel's symbol is.
said() {
	t_ok "$1" "$INGOT" build
	t_is "$1: the symbol is $2" 1 "$(grep -a -c "^ *[0-9a-f]* .* symbol = $2" \
		build/x86_64-os/debug/k.map)"
}
echo '-Tmy.ld' >link.rsp
echo 'INCLUDE inner.ld' >my.ld
echo 'symbol = one;' >inner.ld
said "a script that a script includes" one
echo 'symbol = two;' >inner.ld && old inner.ld
said "that changes, and is older" two
echo '--script=other.ld' >link.rsp && echo 'symbol = one;' >other.ld
said "another script in a response file" one

# Assemblers look in the directory where they are started, then along the path.
project assembly 'include: [inc]'
mkdir inc
cat >src/word.S <<'S'
.section .rodata
.global text
text:
.incbin "word.txt"
.byte 0
.section .note.GNU-stack
S
echo 'extern const char text[]; const char *word(void) { return text; }' >src/word.c
printf word-is-one >inc/word.txt
holds "a file by .incbin, along the path" one
printf word-is-here >word.txt
holds "one that arrives earlier" here
rm word.txt
holds "and goes" one

project nasm 'include: [inc]'
mkdir inc
cat >src/word.asm <<'S'
%include "word.inc"
section .rodata
global text
text:
	db WORD
	incbin "word.txt"
	db 0
S
echo 'extern const char text[]; const char *word(void) { return text; }' >src/word.c
echo '%define WORD "word-is-"' >inc/word.inc
printf one >inc/word.txt
holds "files that NASM reads" one
printf two >inc/word.txt && old inc/word.txt
holds "one by incbin that changes, and is older" two
echo '%define WORD "word-is-three-"' >inc/word.inc && old inc/word.inc
holds "one by %include that changes, and is older" three-two
echo '%define WORD "word-is-four-"' >src/word.inc
holds "one beside the source, after the path" three-two
rm inc/word.inc
holds "is read when the other goes" four-two
echo '%define WORD "word-is-five-"' >word.inc
holds "one that arrives where NASM is started" five-two
sed 's/db 0/db "six", 0/' src/word.asm >new && old new && mv new src/word.asm
holds "an older source" five-twosix
nasm=$(command -v nasm)
printf '#!/bin/sh\nexec %s "$@"\n' "$nasm" >nasm && chmod +x nasm
NASM=$PWD/nasm && export NASM
holds "another NASM" five-twosix
printf '#!/bin/sh\nexec %s -DNEW "$@"\n' "$nasm" >nasm && old nasm
t_ok "an older NASM in its place" "$INGOT" -v build
t_has "assembles" "-o build/x86_64-os/debug/obj/src/word.asm.o src/word.asm" "$t_err"
unset NASM

project embed ''
cat >src/word.c <<'C'
#if __has_embed("word.txt")
const char *word(void) {
	static const char text[] = {
#embed "word.txt"
	, 0 };
	return text;
}
#else
const char *word(void) { return "word-is-none"; }
#endif
C
if "$clang" -fsyntax-only -x c - 2>/dev/null <<'C'
#if !__has_embed("/dev/null")
#error
#endif
C
then
	holds "a file that __has_embed does not find" none
	printf word-is-one >src/word.txt
	holds "and that arrives" one
	printf word-is-two >src/word.txt && old src/word.txt
	holds "that changes, and is older" two
else
	t_skip "#embed" "this clang has none"
fi

# Another linker under the same name.
project linker 'defines: ["WORD=\"word-is-good\""]'
printf '#!/bin/sh\nexec %s "$@"\n' "$lld" >ld.lld && chmod +x ld.lld
LD=$PWD/ld.lld && export LD
holds "a linker" good
printf '#!/bin/sh\nexec %s --defsym=newer=1 "$@"\n' "$lld" >ld.lld && old ld.lld
t_ok "another one in its place" "$INGOT" -v build
t_has "links" "-o build/x86_64-os/debug/k.elf --dep" "$t_err"
t_done
