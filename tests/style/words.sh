#!/bin/sh
# Words that are not used: tests/style/words.list has them, and what to write instead.
. "$(dirname "$0")/../tap.sh"
t_need awk find

# What is looked at: documents, and comments and strings of all sources. What is built
# is no source, nor is this test with its list.
covered() {
	find . \( -path './.git' -o -path '*/build' ! -path ./host/build \) -prune -o \
		\( -name '*.md' -o -name '*.1' -o -name '*.[chS]' -o -name '*.cpp' -o \
		-name '*.def' -o -name '*.ld' -o -name '*.yaml' -o -name '*.sh' -o \
		-name '*.awk' -o -name Makefile \) -print |
		grep -v -x -e './tests/style/words\.[a-z]*' | sed 's|^\./||' | LC_ALL=C sort
}

# unused_words FILE...: where such words are, a line each.
unused_words() {
	awk -f "$t_root/tests/style/words.awk" "$t_root/tests/style/words.list" "$@"
}

(cd "$t_root" && unused_words $(covered)) >found
t_is "no document, comment or string has a word that is not used" "" "$(cat found)"
t_ok "many files were looked at" [ "$(cd "$t_root" && covered | wc -l)" -gt 500 ]

# The test itself: each word of the list is found, where people read and nowhere else.
cat >planted.md <<'END'
The folder is not here.
> A quotation may say "folder".
Folders, mended, and what makes no sense;
a `cache_folder` is a name.
END
unused_words planted.md >found
t_is "words in a document are found, but not in quotations and names" \
	"planted.md:1: \"folder\": write directory
planted.md:1: \"is not here\": write not found
planted.md:3: \"folders\": write directory
planted.md:3: \"mended\": write fix
planted.md:3: \"makes no sense\": write is invalid" "$(cat found)"

cat >planted.c <<'END'
int folder = '"', mend; /* the folder
 * of persons */ int folders; // a wish
const char *why = "no \"sense\"; it makes no sense"; int wish = folder;
END
unused_words planted.c >found
t_is "... in comments and strings of code, but not in code" \
	"planted.c:1: \"folder\": write directory
planted.c:2: \"wish\": write option, request; \"if requested\"
planted.c:2: \"persons\": write user
planted.c:3: \"makes no sense\": write is invalid" "$(cat found)"
t_done
