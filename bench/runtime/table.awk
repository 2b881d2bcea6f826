# table.awk LIST COUNTS TIMES: the table that run.sh prints.
#
# LIST has "name who calls", COUNTS "instructions name who" of all calls, TIMES
# "name who nanoseconds" of one.

FILENAME == ARGV[1] {
	calls[$1, $2] = $3
	if ($2 == "ours")
		name[names++] = $1
}
FILENAME == ARGV[2] { count[$2, $3] = $1 / calls[$2, $3] }
FILENAME == ARGV[3] { ns[$1, $2] = $3 }

function row(label, name, peer) {
	ours = count[name, "ours"]
	theirs = count[name, peer]
	printf "%-23s %9.0f", label, ours
	if (theirs > 0)
		printf " %9.0f %6.2f %10.1f %10.1f %6.2f\n", theirs, ours / theirs,
			ns[name, "ours"], ns[name, peer], ns[name, "ours"] / ns[name, peer]
	else
		printf " %9s %6s %10.1f %10s %6s\n", "-", "-", ns[name, "ours"], "-", "-"
}

END {
	printf "%-23s %9s %9s %6s %10s %10s %6s\n", "call", "ours", "theirs", "ratio",
		"ours/ns", "theirs/ns", "ratio"
	for (i = 0; i < names; i++) {
		if ((name[i], "hardware") in calls)
			row(name[i] " *", name[i], "hardware")
		else
			row(name[i], name[i], "theirs")
		if ((name[i], "soft") in calls)
			row(name[i] ", soft", name[i], "soft")
	}
}
