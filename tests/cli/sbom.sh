#!/bin/sh
# ingot image --sbom: everything that is in the image, with its SHA-256. The form is
# held against the specification by tests/unit/host/test_spdx.c.
. "$(dirname "$0")/../tap.sh"
t_need sha256sum tar

mkdir -p bare/src bare/initrd/etc && cd bare || exit 1
cat >ingot.yaml <<'YAML'
name: bare
kit: false
build-std: []
image: {modules: [initrd, note.txt, gnu.tar, pax.tar]}
YAML
echo '__attribute__((noreturn)) void _start(void) { for (;;) __asm__ volatile("hlt"); }' \
	>src/main.c
echo "welcome" >initrd/etc/motd
echo "a note" >note.txt
long=$(printf 'long%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28)
echo "long" >"$long"
mkdir -p there && echo "there" >there/file
if tar --format=gnu -cf gnu.tar "./$long" there 2>/dev/null; then
	tar --format=pax -cf pax.tar "./$long" there
else
	tar -cf gnu.tar "./$long" there && cp gnu.tar pax.tar	# a tar without a choice
fi

t_ok "an image and its list" "$INGOT" image --sbom list.spdx.json
sed -e 's/[0-9a-f]\{64\}/HASH/' -e 's/urn:uuid:[-0-9a-f]*/URN/' -e "s/$long/LONG/g" \
	-e 's/"versionInfo": "[0-9]*\.[0-9]*\.[0-9]*"/"versionInfo": "VERSION"/' \
	list.spdx.json >seen
t_golden "the list" golden/sbom seen

# has_hash NAME FILE: the list has this name with this file's SHA-256.
has_hash() {
	t_is "the SHA-256 of $1" "$(sha256sum <"$2" | cut -d ' ' -f 1)" "$(awk -v name="\"$1\"," '
		$1 == "\"name\":" { is_it = $2 == name }
		is_it && $1 == "\"checksums\":" { gsub(/[^0-9a-f]/, "", $7); print $7; exit }' \
		list.spdx.json)"
}
has_hash bare build/x86_64-os/debug/bare.img
has_hash boot/kernel build/x86_64-os/debug/bare.stripped
has_hash boot/initrd.tar build/x86_64-os/debug/initrd.tar
has_hash etc/motd initrd/etc/motd
has_hash boot/note.txt note.txt
has_hash "$long" "$long"
has_hash there/file there/file

cp list.spdx.json first
t_ok "once more" "$INGOT" image --sbom list.spdx.json
t_ok "the same bytes" cmp first list.spdx.json
t_ok "with another date" env SOURCE_DATE_EPOCH=1500000000 "$INGOT" image --sbom dated
t_has "the list has it" '"created": "2017-07-14T02:40:00Z"' dated
echo other >note.txt
t_ok "with another module" "$INGOT" image --sbom list.spdx.json
t_ok "the list is another one" test "$(grep urn: first)" != "$(grep urn: list.spdx.json)"

mkdir inner && cd inner || exit 1
t_ok "the list lies where the command was started" "$INGOT" -q image --sbom here.json
t_ok "... there" test -s here.json
cd .. || exit 1
t_status "a list in no directory" 3 "$INGOT" -q image --sbom nowhere/list.json
t_has "is refused" "nowhere/list.json: error: cannot write the list: No such file" "$t_err"
t_status "a list over a source" 3 "$INGOT" -q image --sbom src/main.c
t_has "is refused" "src/main.c: error: not overwritten" "$t_err"
t_done
