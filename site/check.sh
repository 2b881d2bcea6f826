#!/bin/sh
# check.sh: looks at the site in build/site/html: links lead somewhere, nothing is
# loaded from elsewhere, and in a browser without a network (Chromium, headless) each
# kind of page comes, light and dark, wide and narrow, and the search finds.
#
# usage: site/check.sh
#
# Pictures of what the browser showed stay in build/site/shots. Exit status: 0 all is
# well, 1 not, 77 the links are well and no browser is here.
set -u

cd "$(dirname "$0")/.." || exit 1
out=build/site
failed=0

fail() {
	echo "site: $*" >&2
	failed=1
}

# --- Links -------------------------------------------------------------------

# Targets that are no file and no place in one: "FILE: TARGET".
lost_links() {
	sed -n 's/^id //p' $out/links | LC_ALL=C sort -u >$out/ids
	find "$out/html" -type f | LC_ALL=C sort >>$out/ids
	find "$out/html" -type d | sed 's|$|/index.html|' >>$out/ids
	awk 'FILENAME == ARGV[1] { is[$0] = 1; next }
		$1 == "link" {
			target = $3
			sub(/\?.*/, "", target)
			if (!(target in is) && !((target "/index.html") in is))
				print $2 ": " target
		}' $out/ids $out/links
}

check_links() {
	find $out/html -name '*.html' ! -name 404.html -exec awk -f site/links.awk {} + >$out/links
	[ "$(grep -c '^link' $out/links)" -gt 1000 ] || fail "there are no links to look at"
	lost=$(lost_links)
	[ -z "$lost" ] || fail "links that lead nowhere:
$lost"
	away=$(grep '^away' $out/links)
	[ -z "$away" ] || fail "loaded from elsewhere:
$away"
}

# --- In a browser --------------------------------------------------------------

find_browser() {
	for browser in ${BROWSER-} chromium chromium-browser google-chrome; do
		! command -v "$browser" || return 0
	done
}

check_links
browser=$(find_browser)
if [ -n "$browser" ]; then
	python3 site/look.py "$browser" $out/html $out/shots || failed=1
else
	echo "site: SKIPPED in a browser: no chromium here" >&2
	[ $failed != 0 ] || failed=77
fi
[ $failed != 0 ] || echo "site: $(grep -c '^link' $out/links) links, search and pictures are well"
exit $failed
