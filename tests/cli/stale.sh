#!/bin/sh
# What a build reads, and what it made: whatever changes, the next build knows. Each
# case is a kernel of one constant; what the product holds is looked at, not run.
. "$(dirname "$0")/../tap.sh"

# The cache is shared by the cases, and this script's own.
XDG_CACHE_HOME=$t_state/cache
export XDG_CACHE_HOME
clang=$("$INGOT" doctor | awk '$1 == "clang" { print $4 }')
ar=$("$INGOT" doctor | awk '$1 == "llvm-ar" { print $NF }')
t_ok "clang is here" test -x "$clang"
t_ok "llvm-ar is here" test -x "$ar"

# project NAME YAML: a new one, entered, whose main uses word().
project() {
	cd "$t_state/work" && mkdir -p "$1/src" && cd "$1" || exit 1
	printf 'name: k\n%s\n' "$2" >ingot.yaml
	cat >src/main.c <<'END'
#include <ingot/boot.h>
#include <stdio.h>
const char *word(void);
static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	printf("%s\n", word());
}
ENTRY_POINT(kernel_main)
END
	echo 'const char *word(void) { return WORD; }' >src/word.c
}

elf=build/x86_64-os/debug/k.elf

# holds NAME WORD: a build that ends well, whose kernel has the word in it.
holds() {
	t_ok "$1" t_limit 120 "$INGOT" build
	t_ok "$1: the kernel has it" grep -aq "word-is-$2" $elf
}

# settled NAME: then nothing is done again.
settled() {
	t_ok "$1: a build after it" "$INGOT" -v build
	t_is "$1: compiles nothing" "" "$(grep '^\[' "$t_err")"
}

project header ''
echo '#include "word.h"
const char *word(void) { return WORD; }' >src/word.c
echo '#define WORD "word-is-new"' >src/word.h
touch -t 202001010000 src/word.h
cp -p src/word.h old.h
echo '#define WORD "word-is-one"' >src/word.h
holds "a header" one
settled "a header"
mv old.h src/word.h
holds "a header that is older than the last" new
settled "an older header"
sed 's/WORD;/"word-is-src";/' src/word.c >src/word.new
touch -t 202001010000 src/word.new
mv src/word.new src/word.c
holds "a source that is older than the last" src
settled "an older source"

project path 'include: [first, second]'
mkdir -p first second/sys src/sys
echo '#include <sys/word.h>
const char *word(void) { return WORD; }' >src/word.c
echo '#define WORD "word-is-second"' >second/sys/word.h
holds "a header of the second directory" second
mkdir first/sys
echo '#define WORD "word-is-first"' >first/sys/word.h
holds "one that arrives in the first" first
settled "a header that arrived"
rm first/sys/word.h
holds "and goes" second
echo '#define WORD "word-is-none"' >first/other.h
t_ok "a header that nobody asks for" "$INGOT" -v build
t_is "compiles nothing" "" "$(grep '^\[' "$t_err")"
echo '#include "sys/word.h"
const char *word(void) { return WORD; }' >src/word.c
holds "a header in quotes" second
echo '#define WORD "word-is-beside"' >src/sys/word.h
holds "one that arrives beside the source" beside

project question ''
cat >src/word.c <<'END'
#if __has_include("conf/mine.h")
#include "conf/mine.h"
#else
#define WORD "word-is-default"
#endif
const char *word(void) { return WORD; }
END
holds "a header that may be there" default
mkdir src/conf
echo '#define WORD "word-is-mine"' >src/conf/mine.h
holds "and comes" mine
settled "a header that came"
rm -r src/conf
holds "and goes again" default

project incbin ''
cat >src/word.S <<'END'
.section .rodata
.global text
text:
.incbin "src/word.txt"
.byte 0
.section .note.GNU-stack
END
echo 'extern const char text[]; const char *word(void) { return text; }' >src/word.c
printf word-is-one >src/word.txt
holds "a file by .incbin" one
printf word-is-two,longer >src/word.txt
holds "that changes" two,longer
settled "a file by .incbin"
printf word-is-old >src/word.txt
touch -t 202001010000 src/word.txt
holds "and gets older" old

project incbin_macro ''
cat >src/take.h <<'END'
#define TAKE(name, file) \
	__asm__(".section .rodata\n.global " #name "\n" #name ":\n" \
	        ".incbin \"src/" #file "\"\n.byte 0\n.text\n"); \
	extern const char name[]
END
cat >src/word.c <<'END'
#include "take.h"
TAKE(text, a.txt);
const char *word(void) { return text; }
END
printf word-is-one >src/a.txt
holds "a file by a macro in C" one
printf word-is-two >src/a.txt
holds "a macro's file that changes" two

project inc_asm ''
cat >src/word.S <<'END'
.section .rodata
.global text
text:
.include "src/inner.inc"
.section .note.GNU-stack
END
echo '.include "src/more.inc"' >src/inner.inc
echo '.asciz "word-is-one"' >src/more.inc
echo 'extern const char text[]; const char *word(void) { return text; }' >src/word.c
holds "assembly by .include, twice" one
echo '.asciz "word-is-two"' >src/more.inc
holds "assembly that changes" two

project plain_asm ''
cat >src/word.s <<'END'
# It isn't for a preprocessor:
# if this were one, it would complain
.section .rodata
.global text
text:
.include "src/inner.inc"
.section .note.GNU-stack
END
echo '.incbin "src/word.txt"' >src/inner.inc
printf word-is-one >src/word.txt
echo 'extern const char text[]; const char *word(void) { return text; }' >src/word.c
holds "assembly without a preprocessor" one
settled "assembly without a preprocessor"
printf word-is-two >src/word.txt
touch -t 202001010000 src/word.txt
holds "what it takes in" two
echo '.ascii "word-is-three"' >src/inner.inc
holds "an .include that changes" three
sed 's/^text:/text: .ascii "word-is-plain"/' src/word.s >src/new && mv src/new src/word.s
holds "and itself" plain

project library 'ldflags: [lib/libword.a]'
mkdir lib lib2
rm src/word.c
library() {
	echo "const char *word(void) { return \"word-is-$1\"; }" >w.c
	"$clang" --target=x86_64-unknown-none -mcmodel=kernel -mno-red-zone -c w.c -o "$2/w.o" &&
		rm -f "$2/libword.a" && "$ar" rcs "$2/libword.a" "$2/w.o"
}
library one lib
holds "a library in ldflags" one
library two lib
holds "that changes" two
printf 'name: k\nldflags: [-Llib2, -Llib, -lword]\n' >ingot.yaml
holds "found by -l" two
library three lib
holds "found by -l, changed" three
library four lib2
holds "a library that arrives earlier on the path" four
printf 'name: k\nldflags: ["@more.rsp"]\n' >ingot.yaml
echo "lib/w.o" >more.rsp
holds "an object in a response file" three
library five lib
holds "an object in a response file, changed" five
echo "lib2/w.o" >more.rsp
holds "a response file that changes" four

project script 'ldflags: [my.ld]'
echo 'extern char symbol[]; const char *word(void) { return symbol; }' >src/word.c
echo 'const char one[] = "word-is-one"; const char two[] = "word-is-two";' >src/words.c
echo 'symbol = one;' >my.ld
t_ok "a linker script in ldflags" "$INGOT" build
cp $elf first.elf
echo 'symbol = two;' >my.ld
t_ok "that changes" "$INGOT" build
t_ok "is another kernel" sh -c "! cmp -s first.elf $elf"

project flags 'cflags: ["@my.flags"]'
echo '-DWORD=\"word-is-one\"' >my.flags
holds "a file of flags" one
echo '-DWORD=\"word-is-two\"' >my.flags
touch -t 202001010000 my.flags
holds "of flags, changed and older" two
settled "a file of flags"

# Headers of Ingot's own that arrive: of another version, put over this one.
project own ''
mkdir root
for name in abi boot kit; do
	ln -s "$t_root/$name" root/
done
cp -R "$t_root/runtime" "$t_root/x86_64-boot.json" root/
shared_cache=$XDG_CACHE_HOME
XDG_CACHE_HOME=$t_state/own-cache
INGOT_ROOT=$PWD/root
export INGOT_ROOT
printf '#include <ingot/units.h>\nconst char *word(void) { return "word-is-%%" + KiB; }\n' \
	>src/word.c
t_ok "with headers of Ingot's" t_limit 300 "$INGOT" build
settled "headers of Ingot's"
mkdir root/runtime/include/ingot
echo '#error arrived' >root/runtime/include/ingot/units.h
t_status "a header earlier on Ingot's path" 3 t_limit 300 "$INGOT" build
t_has "is read" "error: arrived" "$t_err"
rm -r root/runtime/include/ingot
t_ok "and gone again" t_limit 300 "$INGOT" build
unset INGOT_ROOT
XDG_CACHE_HOME=$shared_cache

# Products that are not what was made.
project damage 'defines: ["WORD=\"word-is-good\""]'
holds "a first build" good
for file in $elf build/x86_64-os/debug/k.stripped build/x86_64-os/debug/obj/src/word.c.o \
	build/x86_64-os/debug/obj/src/word.c.o.d build/x86_64-os/debug/record \
	build/x86_64-os/debug/build.ninja build/x86_64-os/debug/.ninja_log \
	build/x86_64-os/x86_64-os.cfg; do
	t_ok "there is $file" test -s "$file"
	: >"$file"
	holds "it is empty: made again" good
	settled "it is empty"
done
for file in "$XDG_CACHE_HOME"/ingot/runtime-*/lib*.a "$XDG_CACHE_HOME"/ingot/loader-*/*.bin \
	"$XDG_CACHE_HOME"/ingot/loader-*/loader.*; do
	t_ok "there is ${file##*/}" test -s "$file"
	size=$(wc -c <"$file")
	: >"$file"
	holds "it is empty: made again" good
	t_is "as large as it was" "$size" "$(wc -c <"$file")"
done
printf x | dd of=$elf bs=1 seek=100 conv=notrunc 2>/dev/null
t_ok "a build after one byte of the kernel was written over" "$INGOT" build
t_is "makes it again" 0 "$(od -An -tx1 -j100 -N1 $elf | grep -c 78)"

t_done
