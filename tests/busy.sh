#!/bin/sh
# busy.sh: `make test` beside processes that take all they get of the processors.
# BUSY: how many, 8 by default.
set -u

cd "$(dirname "$0")/.." || exit 1
pids=

end_all() {
	[ -z "$pids" ] || kill $pids 2>/dev/null
}
trap end_all EXIT
trap 'exit 130' INT TERM HUP

while [ "$(echo $pids | wc -w)" -lt "${BUSY:-8}" ]; do
	sh -c 'while :; do :; done' &
	pids="$pids $!"
done
"${MAKE:-make}" test
