#!/bin/sh
# The pictures in docs/pictures/ are those that scripts/pictures/make.sh makes of their
# descriptions and of the table in docs/speed.md, and each is shown by a document.
# T_UPDATE=1 writes them anew.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/documents.sh"

PICTURE_SIZE_MAX=100000

mkdir now
t_ok "pictures are made" sh "$t_root/scripts/pictures/make.sh" now
[ "${T_UPDATE:-0}" != 1 ] || cp now/*.svg "$t_root/docs/pictures/"
for picture in now/*.svg; do
	name=docs/pictures/$(basename "$picture")
	t_ok "$name is as its description says" cmp "$picture" "$t_root/$name"
done
t_ok "there are some" test "$(ls now | wc -l)" -ge 5

cd "$t_root" || exit 1
for picture in docs/pictures/*.svg; do
	t_ok "$picture is shown" grep -q "$(basename "$picture")" $(d_documents)
	# A terminal has a ground of its own.
	[ "$picture" = docs/pictures/session.svg ] ||
		t_has "... is readable on a dark page" "prefers-color-scheme" "$picture"
	t_ok "... is small" test "$(wc -c <"$picture")" -lt $PICTURE_SIZE_MAX
done

# The plot is of the table: another figure makes another plot.
sed '/^| 16M, pc IDE/s/88\.3/66.6/' docs/speed.md >"$t_state/speed.md"
awk -f scripts/pictures/palette.awk -f scripts/pictures/plot.awk "$t_state/speed.md" \
	>"$t_state/speed.svg"
t_has "another figure in the table" ">67</text>" "$t_state/speed.svg"
t_lacks "... is another bar" ">88</text>" "$t_state/speed.svg"
printf 'size 10 10 | x\ncircle 1 2\n' >"$t_state/wrong.draw"
t_status "a figure that does not exist is refused" 1 awk -f scripts/pictures/palette.awk \
	-f scripts/pictures/draw.awk "$t_state/wrong.draw"
t_done
