# reports.sh: for tests that compare what `ingot test` says of crashes, after
# tap.sh. They put its output, with --tap or without, into the file `verdicts`.
#
#	crash TEST TEXT...     the report on a test has a line with each text; by --tap
#	                       it has what the guest itself said, line by line
#	plain_reports          a filter: what is the same in every run, for t_golden

# The report on the test $1.
report_of() {
	awk -v name="$1" '
		/^(FAIL|CRASH|TIMEOUT) / { here = ($2 == name) }
		/^(not )?ok [0-9]/ { here = ($NF == name) }
		/^ *Summary / { here = 0 }
		here' verdicts
}

# has_all TEXT...: the file `report` has a line with each text.
has_all() {
	for text; do
		grep -qF -e "$text" report && continue
		echo "missing: $text"
		cat report
		return 1
	done
}

crash() {
	test=$1
	shift
	report_of "$test" >report
	t_ok "$test" has_all "$@"
}

# The reports of standard input, whole (--backtrace=full), without what the code
# generator, the machine and the time decide: registers, but for the error code;
# addresses, columns; the kit's functions, who called the test. QEMU 7.2 doubles the vector
# in error codes of 64-bit mode; vector 0x80 shows it.
plain_reports() {
	awk '
		/^(FAIL|CRASH|TIMEOUT) / || /^ *rerun: / || /^ *backtrace:/ { is_above = 0 }
		/^ *r[a-z0-9]* *0x/ || /^ *cs *0x/ { next }
		/^ *cr2 / {
			sub(/^0x0*/, "", $NF)
			print "    error 0x" ($NF == "" ? 0 : $NF)
			next
		}
		/^ *#|^ *inlined into / {
			if (is_above || / at ingot\//)
				next
			is_above = / test_[a-z0-9_]* at /
		}
		{ print }' |
	sed -e '/ status 0x/!s/0x[0-9a-f]\{6,\}/ADDRESS/g' -e 's/^\( *\)#[0-9]* */\1# /' \
		-e 's/(repeated [0-9]* more times)/(repeated N more times)/' \
		-e 's/\(ingot\/[a-z/_]*\.c\):[0-9]*/\1:LINE/' \
		-e 's/IDT vector 256/IDT vector 128/' \
		-e 's/error 0x802$/error 0x402/' \
		-e 's/\[[0-9.]* s\]/[TIME]/' \
		-e 's/^\( *|\) *\^$/\1 ^/' \
		-e 's/[0-9]* frames of the kit/N frames of the kit/'
}
