#!/bin/sh
# Walls that hold: what each directory includes is what docs/architecture.md allows,
# and no module includes itself by way of others.
. "$(dirname "$0")/../tap.sh"
t_need awk find

# layers ROOT: what is wrong in a tree, a line each.
layers() {
	(cd "$1" && awk -f "$t_root/tests/style/layers.awk" docs/architecture.md \
		$(find abi boot host observe kit runtime kernel examples -name build \
			-path '*/build' ! -path host/build -prune -o -name '*.[chS]' -print |
			LC_ALL=C sort))
}

layers "$t_root" >wrong
t_is "every include is one that docs/architecture.md allows" "" "$(cat wrong)"

# Stage 1 reads those objects first that stage2.ld names by directory and file: a name
# that fits none would leave one behind.
sed -n 's/^\t\t\*\([a-z]*\)?\([a-z0-9_]*\)\.?\.o(.*/\1 \2/p' "$t_root/boot/bios/stage2.ld" >named
t_ok "stage2.ld names objects by their directories" [ "$(wc -l <named)" -gt 5 ]
while read -r directory name; do
	ls "$t_root/boot/$directory/$name".[cS] >/dev/null 2>&1 || echo "boot/$directory/$name"
done <named >missing
t_is "each of them has a source" "" "$(cat missing)"

# The test itself: each kind of fault, planted in a copy, is named with its place.
for directory in abi boot host observe kit runtime kernel examples docs; do
	mkdir -p "tree/$directory"
	(cd "$t_root/$directory" && tar -cf - $(find . -name build ! -path ./build -prune -o \
		\( -name '*.[chS]' -o -name architecture.md \) -print)) |
		(cd "tree/$directory" && tar -xf -)
done
layers tree >wrong
t_is "a copy of the tree is as good" "" "$(cat wrong)"

# planted NAME TEXT: what is wrong now has a line with the text.
planted() {
	layers tree >wrong
	t_has "$1" "$2" wrong
}

plant() {
	cp "tree/$1" kept
	echo "$2" >>"tree/$1"
}

plant host/base/text.c '#include "host/cli/options.h"'
line=$(wc -l <tree/host/base/text.c | tr -d ' ')
planted "an include that points up is found" \
	"host/base/text.c:$line: host/base/ may not include host/cli/"
cp kept tree/host/base/text.c

plant runtime/core/string/copy.c '#include "abi/x86.h"'
planted "the runtime does not see abi/" "runtime/core/** may not include abi/"
cp kept tree/runtime/core/string/copy.c

plant host/base/arena.h '#include "host/base/text.h"'
planted "a ring of modules is found" "a ring of modules: host/base/"
cp kept tree/host/base/arena.h

mkdir tree/host/attic
echo '#include "host/base/text.h"' >tree/host/attic/old.c
planted "a directory that the table does not name is found" \
	"host/attic/old.c:1: no row of the table names the directory host/attic/"
t_done
