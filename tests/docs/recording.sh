#!/bin/sh
# The recorded session in docs/pictures/session.svg: its commands, typed now, say what is
# seen there, but for addresses, times and sizes. T_UPDATE=1 records it anew. Line numbers
# of optimized code are the compiler's: with another LLVM nothing is compared.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/documents.sh"

RECORDING_SIZE_MAX=100000
RECORDED_BY=22	# LLVM
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
is_as_recorded() {	# NAME SHOWN SAID
	if ! d_is_llvm $RECORDED_BY; then
		t_skip "$1" "recorded with LLVM $RECORDED_BY"
	else
		t_ok "$1" awk -f "$t_root/tests/docs/compare.awk" "$2" "$3" || diff "$2" "$3" |
			t_comment "docs/pictures/session.svg (<) and what is now (>)"
	fi
}
is_as_recorded "commands say what is seen" shown said
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
is_as_recorded "... in today's colours" shown_spans said_spans
t_is "... within 80 columns" "" "$(awk 'length > 80' shown)"
t_done
