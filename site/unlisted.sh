#!/bin/sh
# unlisted.sh: documents that the site's navigation does not list, one a line; and what
# it lists twice.
#
# usage: site/unlisted.sh [MKDOCS.YML]
#
# MkDocs itself demands the reverse, that each page of the navigation is there.
cd "$(dirname "$0")/.." || exit 1
settings=${1:-site/mkdocs.yml}

listed() {
	sed -n '/^nav:/,$s/^ *- \(.*: \)\{0,1\}\([^ ]*\.md\)$/\2/p' "$settings"
}

for document in README.md CONTRIBUTING.md CHANGELOG.md $(find docs -name '*.md' |
		LC_ALL=C sort); do
	listed | grep -q -x -F -e "$document" || echo "$document"
done
listed | LC_ALL=C sort | uniq -d | sed 's/$/, twice/'
