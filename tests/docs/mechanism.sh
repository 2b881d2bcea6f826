#!/bin/sh
# The tests of documents themselves: what compare.awk takes for the same and what not,
# what it makes of a block that is out of date, and which blocks blocks.awk sees.
. "$(dirname "$0")/../tap.sh"

# same NAME SHOWN SAID, differs NAME SHOWN SAID: texts as printf takes them.
compare() {
	printf "$1" >shown
	printf "$2" >said
	awk -f "$t_root/tests/docs/compare.awk" shown said
}
same() { t_ok "$1" compare "$2" "$3"; }
differs() { t_status "$1" 1 compare "$2" "$3"; }

same "the same text" 'a\nb\n' 'a\nb\n'
differs "another word" 'a\nb\n' 'a\nc\n'
differs "a line more" 'a\n' 'a\nb\n'
differs "a line less" 'a\nb\n' 'a\n'
differs "no output where some is shown" 'a\n' ''
differs "some where none is shown" '' 'a\n'
same "another address" 'at 0xffffffff80000014 in f\n' 'at 0xffff800000100080 in f\n'
differs "... but not another small number" 'cr2 0x8\n' 'cr2 0x10\n'
same "another time" '2 passed in 0.22 s\n' '2 passed in 13.4 s\n'
differs "... but not another count" '2 passed in 0.22 s\n' '3 passed in 0.22 s\n'
differs "... nor another unit's word" '2 seconds\n' '2 stages\n'
same "another size" '3 MiB, 100 bytes\n' '12 MiB, 99 bytes\n'
same "another version" 'LLVM 22.1.0\n' 'LLVM 19.0.7\n'
same "another depth of a recursion" '(repeated 2042 more times)\n#2044 0x1 in f\n' \
	'(repeated 99 more times)\n#101 0x1 in f\n'
same "other blanks" 'a   b\n' 'a b \n'
same "lines that are left out" 'a\n...\nd\n' 'a\nb\nc\nd\n'
same "... at the end" 'a\n...\n' 'a\nb\n'
same "... at the start, and none" '...\na\n' 'a\n'
same "... twice" '...\nb\n...\nd\n' 'a\nb\nb\nc\nd\n'
differs "... but not a line that is shown" 'a\n...\nd\n' 'a\nb\nc\n'

# What T_UPDATE=1 writes.
differs "a report that has changed" 'one\n...\npanic: old\nmore\n...\nlast\n' \
	'one\ntwo\npanic: new\nmore now\nnoise\nlast\n'
t_is "... keeps what is left out" "$(printf 'one\n...\npanic: new\nmore now\n...\nlast')" \
	"$(cat "$t_out")"

cat >page.md <<'AWK'
# A page

```console in=examples/hello
$ ingot run
```

- a list

    whose text is no block

Text.

    a block without a language

<!-- context: int n; -->
```c
n++;
```
1. ```text
   in a list
   ```
AWK
awk -v out=. -f "$t_root/tests/docs/blocks.awk" page.md >index
t_is "blocks have numbers, lines, languages and keys" \
	"$(printf '1 4 console in=examples/hello\n2 13 indented\n3 17 c\n4 20 text')" "$(cat index)"
t_is "a context is kept for its block" "int n;" "$(cat 3.context)"
printf '```c\nint n;\n' >page.md
t_status "a block without an end is a mistake" 1 awk -v out=. \
	-f "$t_root/tests/docs/blocks.awk" page.md
t_done
