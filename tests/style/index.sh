#!/bin/sh
# docs/README.md and the site lead to every document, each project of the tutorial has a
# chapter, and the chapters lead from one to the next.
. "$(dirname "$0")/../tap.sh"
cd "$t_root/docs" || exit 1

# unlisted: documents that no link of the index names.
unlisted() {
	find . -name '*.md' ! -path ./README.md | sed 's|^\./||' | LC_ALL=C sort |
		while read -r document; do
			grep -q -F "($document" README.md || echo "$document"
		done
}
t_is "the index has every document" "" "$(unlisted)"
t_is "the site's navigation has every document" "" "$(sh ../site/unlisted.sh)"
grep -v -e ' docs/format\.md' ../site/mkdocs.yml >"$t_state/mkdocs.yml"
echo '      - docs/why.md' >>"$t_state/mkdocs.yml"
t_is "one that is not there is found" "docs/format.md
docs/why.md, twice" "$(sh ../site/unlisted.sh "$t_state/mkdocs.yml")"
t_ok "there are many" [ "$(find . -name '*.md' | wc -l)" -gt 20 ]

chapters=$(cd book && ls [0-9]*.md)
t_is "each chapter has a project" "$(cd ../examples/book && ls -d [0-9]*)" \
	"$(echo "$chapters" | sed 's/\.md$//')"
previous=README.md
for chapter in $chapters; do
	t_has "book/$previous leads to $chapter" "($chapter)" "book/$previous"
	previous=$chapter
done
t_has "the last one leads back" "(README.md)" "book/$previous"
t_done
