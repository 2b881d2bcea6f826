#!/bin/sh
# What the kit's parts say when they cannot: each sentence of kit/*/*.c that a
# function returns is provoked by a test, which shows by standing in it; and that
# they are all returned, to callers that must look (<ingot/reason.h>).
. "$(dirname "$0")/../tap.sh"

# Returned sentences, one a line: the strings with a blank in statements that
# return, fail or set a reason.
sentences() {
	awk '
		FNR == 1 { statement = "" }
		{
			statement = statement $0
			if (!/[;{}]/)
				next
			if (statement ~ /return |fail\(|reason = |why = |what = |error = |note\(/) {
				gsub(/"[ \t]*"/, "", statement)
				while (match(statement, /"([^"\\]|\\.)*"/)) {
					text = substr(statement, RSTART + 1, RLENGTH - 2)
					statement = substr(statement, RSTART + RLENGTH)
					if (text ~ / / && text !~ /%/)
						print text
				}
			}
			statement = ""
		}' "$@" | sort -u
}

# Those that cannot be provoked, each with the reason.
cat >excused <<'END'
the kernel has not started
END
# - a kernel that has not started cannot call power_off: boot info comes first.

(cd "$t_root" && find kernel/tests tests/guests tests/unit/kit tests/cli tests/golden \
	examples/crashes/tests -type f ! -name sentences.sh -exec cat {} +) >tests
(cd "$t_root" && sentences kit/*/*.c) >said
t_ok "there are sentences" [ "$(wc -l <said)" -gt 90 ]
grep -vxF -f excused said | while read -r sentence; do
	grep -qF -e "$sentence" tests || echo "$sentence"
done >missing
t_is "each is provoked by a test" "" "$(cat missing)"
t_is "what is excused is said" "$(cat excused)" "$(grep -xF -f excused said)"

# What returns text returns a reason, unless its name says which answer it is.
t_is "a reason must be looked at" "" "$(cd "$t_root" && grep -hE '^const char \*[a-z_0-9]+\(' \
	kit/include/ingot/*.h kit/*/*.h | grep -vE '_get_[a-z_]*\(|trap_guess_cause\(')"
t_is "no reason goes by pointer" "" \
	"$(cd "$t_root" && grep -n 'const char \*\*' kit/include/ingot/*.h kit/*/*.[ch])"
t_done
