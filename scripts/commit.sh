#!/bin/sh
# commit.sh: prints the commit that these sources are of, which `ingot --version -v` names.
#
# In a clone git says it, with "-dirty" if something has been changed since. In an archive
# that `git archive` has made, it stands in the next line. Elsewhere it is "unknown";
# `make COMMIT=...` says what it is.
archived='$Format:%H$'

cd "$(dirname "$0")/.." || exit 1
# Not that of a repository around these sources; nothing is written, whoever owns them.
if [ -e .git ]; then
	GIT_OPTIONAL_LOCKS=0 git -c safe.directory="$(pwd -P)" describe --always --abbrev=40 \
		--match='' --dirty 2>/dev/null && exit
fi
case $archived in
\$*) echo unknown ;;
*) echo "$archived" ;;
esac
