#!/bin/sh
# Each message of command, loader, kit and C library has a paragraph in docs/errors/
# with cause and remedy, and each message there is one that the sources have.
#
# On a page a message is a line of its own, "- `MESSAGE`"; the paragraph below a list
# of them is about all of it. What differs each time is "…" (messages.awk).
. "$(dirname "$0")/../tap.sh"
cd "$t_root" || exit 1
pages=docs/errors

messages() {	# ARGUMENTS OF AWK...
	awk "$@" | sed 's/^[^ ]* //'
}

# --- What the sources say -------------------------------------------------------------

of_command() {
	messages -v calls='diag_error:2 diag_warning:2 tool_failed:1 guest_failed:1' \
		-f tests/docs/messages.awk host/*/*.h host/*/*.c host/base/windows/*.c
	messages -v calls=text_format:2 -f tests/docs/messages.awk host/run/outcome.c \
		host/toolchain/ovmf.c
	messages -v calls='fail:2 report:2' -f tests/docs/messages.awk host/build/libraries.c \
		host/build/verify.c | sed 's/$/: …/'
	messages -v calls=buffer_printf:2 -f tests/docs/messages.awk host/build/verify.c |
		grep '^[a-z]'
	messages -v returns=1 -f tests/docs/messages.awk host/run/postmortem.c
}

of_loader() {
	messages -v percent=1 -v calls='stop:2 conf_error:2' -f tests/docs/messages.awk \
		boot/*/*.h boot/*/*.c
	sed -n 's/^[ 	]*\.asciz[ 	]*": \(.*\)\\r\\n"$/\1/p' boot/*/*.S
}

of_kernel() {
	messages -v calls='panic:1 panic_at:3 runtime_panic:3' -v returns=1 \
		-f tests/docs/messages.awk kit/*/*.h kit/*/*.c |
		grep -vx -F -e 'unknown device' -e 'local APIC' # names
	messages -v calls='runtime_panic:3 runtime_report_begin:1 rt_report_misuse:1
		rt_heap_report:1 rt_heap_report_block:1 rt_violation_tell:2 MINIMAL:2
		MINIMAL_END:2' -f tests/docs/messages.awk runtime/*/*.h runtime/*/*/*.h \
		runtime/*/*.c runtime/*/*/*.c | grep -v 'in the call before'
	messages -v calls=snprintf:3 -f tests/docs/messages.awk runtime/core/support/signal.c
	sed -n 's/^	{ SHADOW_[A-Z_]*, "\([a-z-]*\)".*/address sanitizer: \1/p' \
		runtime/sanitize/report.c
}

# --- What the pages have --------------------------------------------------------------

explained() {	# PAGE...
	sed -n -e 's/^- `` \(.*\) ``$/\1/p' -e '/^- ``/d' -e 's/^- `\(.*\)`$/\1/p' "$@"
}

# "PAGE:LINE: WHAT" for lists of messages without a paragraph of words below them,
# and for a message that is not written as one line.
unexplained() {
	awk 'function end_list() {
			if (list && size < 60)
				print FILENAME ":" list ": no paragraph"
			list = size = 0
		}
		FNR == 1 { end_list() }
		/^#/ { end_list(); next }
		/^- `/ {
			if (size)
				end_list()
			if (!list)
				list = FNR
			if ($0 !~ /^- `.*`$/)
				print FILENAME ":" FNR ": not a message of one line"
			next
		}
		list { size += length($0) }
		END { end_list() }' "$@"
}

compare() {	# WHAT FUNCTION PAGE...
	what=$1
	"$2" | LC_ALL=C sort -u >"$t_state/said"
	shift 2
	explained "$@" | LC_ALL=C sort -u >"$t_state/explained"
	t_ok "there are messages of $what" [ "$(wc -l <"$t_state/said")" -gt 100 ]
	t_is "each message of $what has a paragraph" "" \
		"$(LC_ALL=C comm -23 "$t_state/said" "$t_state/explained")"
	t_is "each paragraph has a message of $what" "" \
		"$(LC_ALL=C comm -13 "$t_state/said" "$t_state/explained")"
}

compare "the command" of_command $pages/command-line.md $pages/project.md $pages/target.md \
	$pages/build.md $pages/image.md $pages/run.md
compare "the loader" of_loader $pages/loader.md
compare "kit and C library" of_kernel $pages/kit.md
t_is "each list of messages has a paragraph" "" "$(unexplained $pages/*.md)"
t_is "no page has a message twice" "" "$(for page in "$pages"/*.md; do
	explained "$page" | LC_ALL=C sort | uniq -d | sed "s|^|$page: |"
done)"

# --- It finds what is wrong -----------------------------------------------------------

cd "$t_state/work" || exit 1
cat >a.c <<'END'
#define WORDS "one or two"
int f(void)
{
	/* diag_error(NULL, "in a comment"); */
	diag_error(at, good ? "a good %s" : "a bad " WORDS ", not \"%08" PRIx64 "\"", "text",
	           x);
	diag_error(NULL, "%s: %s", name, late ? "it came too late" : why);
	return diag_error(NULL, "100%% of %.*s", n, s);
}
END
cat >said <<'END'
a.c:5 a good …
a.c:5 a bad one or two, not "…"
a.c:7 it came too late
a.c:8 100% of …
END
awk -v calls=diag_error:2 -f "$t_root/tests/docs/messages.awk" a.c >found
t_is "choices, macros, formats and comments are read" "$(cat said)" "$(cat found)"
printf '%s\n' '- `a`' '- `b`' '' 'Short.' '' '- `c' >page.md
t_is "a list without an explanation is found" "page.md:1: no paragraph
page.md:6: not a message of one line
page.md:6: no paragraph" "$(unexplained page.md)"
t_done
