# reports.sh: for tests that compare what `ingot test` says of crashes, after
# tap.sh. They put its output into the file `verdicts`.
#
#	crash TEST TEXT...     the report on a test has a line with each text

# The report on the test $1.
report_of() {
	awk -v name="$1" '
		/^---- / { here = ($2 == name ":") }
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
