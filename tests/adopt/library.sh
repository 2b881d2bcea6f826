#!/bin/sh
# A project of sources and tests without an entry point.
. "$(dirname "$0")/../tap.sh"

t_copy tests/adopt/library
cd tests/adopt/library || exit 1

t_ok "it is compiled" "$INGOT" -q build
t_ok "... into an archive" test -f build/x86_64-os/debug/ring.a
for start in --direct --bios --uefi; do
	t_ok "its tests pass, $start" t_limit 100 "$INGOT" test $start
	t_has "... both" "2 passed"
done
t_ok "... optimized" t_limit 100 "$INGOT" test --direct --release

# refused NAME COMMAND...: message (tests/golden/parts_NAME).
refused() {
	name=$1
	shift
	t_status "$name" 3 t_limit 100 "$@"
	t_golden "$name: message" "golden/parts_$name" "$t_err"
}

refused library_run "$INGOT" run
refused library_image "$INGOT" image
echo 'int broken(void) { return answer; }' >src/broken.c
t_status "what does not compile fails" 3 "$INGOT" build
rm src/broken.c
grep -v '^type:' ingot.yaml >new.yaml && mv new.yaml ingot.yaml
t_status "no_entry" 3 t_limit 100 "$INGOT" test
grep -v '^ld\.lld' "$t_err" >no_entry
t_golden "no_entry: message" golden/parts_no_entry no_entry
t_done
