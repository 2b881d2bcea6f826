#!/bin/sh
# The recorded session in docs/pictures/session.svg: its commands, typed now, say what is
# seen there, but for addresses, times and sizes. T_UPDATE=1 records it anew.
. "$(dirname "$0")/../tap.sh"

RECORDING_SIZE_MAX=100000
recording=$t_root/docs/pictures/session.svg
t_ok "the session is recorded" sh "$t_root/scripts/pictures/record.sh" \
	"$t_root/docs/pictures/session.txt" now.svg
[ "${T_UPDATE:-0}" != 1 ] || cp now.svg "$recording"

# The text of the session as a screen reader gets it.
transcript() {
	awk '/<desc>/ { is_text = 1; sub(/.*<desc>/, "") }
	/<\/desc>/ { exit }
	is_text' "$1" | sed 's/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
}

transcript "$recording" >shown
transcript now.svg >said
t_ok "something is seen" test "$(wc -l <shown)" -gt 10
t_ok "commands say what is seen" awk -f "$t_root/tests/docs/compare.awk" shown said ||
	diff shown said | t_comment "docs/pictures/session.svg (<) and what is now (>)"
t_ok "the recording is small" test "$(wc -c <"$recording")" -lt $RECORDING_SIZE_MAX
t_lacks "... and needs no script" "<script" "$recording"

# What is drawn is the transcript, blanks aside.
drawn() {
	sed -n 's|^<g class="l"[^>]*>||p' "$1" | sed 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g
		s/&amp;/\&/g' | tr -d ' \n'
}
t_is "... and draws its text" "$(tr -d ' \n' <shown)" "$(drawn "$recording")"
# ... and in which colours, a span a line.
spans() {
	grep -o 'fill="#[0-9a-f]*"[^<]*</text>' "$1" | sed 's/fill=//; s/<.*//; s/>/ /'
}
spans "$recording" >shown_spans
spans now.svg >said_spans
t_ok "... in today's colours" awk -f "$t_root/tests/docs/compare.awk" shown_spans said_spans
t_is "... within 80 columns" "" "$(awk 'length > 80' shown)"
t_done
