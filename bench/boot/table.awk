# table.awk: a row for each size and machine: what is measured, then ratios.
#
# Reads "SIZE/MACHINE/LOADER VALUE [MINIMUM]" or "SIZE/MACHINE/LOADER failed
# STATUS". Variables: unit, which a value is divided by; note_LOADER, what a
# cell says of a loader that was not measured.

function cell(row, loader,    key) {
	key = row "/" loader
	if (!(key in value))
		return row ~ /direct/ ? "-" : note[loader]
	if (value[key] == "failed")
		return "failed " least[key]
	if (key in least)
		return sprintf("%.1f (%.1f)", value[key] / unit, least[key] / unit)
	return sprintf("%.1f", value[key] / unit)
}

# The best of the peers, over us.
function compared(row,    best, loader) {
	for (loader in note)
		if (value[row "/" loader] > 0 && (!best || value[row "/" loader] < best))
			best = value[row "/" loader]
	if (!best || value[row "/ingot"] + 0 == 0)
		return "-"
	return sprintf("%.2f", best / value[row "/ingot"])
}

function over(row) {
	return sprintf("%+.1f", (value[row "/ingot"] - value[row "/floor"]) / unit)
}

BEGIN {
	note["grub"] = note_grub
	note["limine"] = note_limine
}

{
	value[$1] = $2 == "failed" ? $2 : $2 + 0
	if (NF > 2)
		least[$1] = $3
	row = $1
	sub(/\/[a-z]*$/, "", row)
	if (!(row in seen)) {
		seen[row] = 1
		rows[++count] = row
	}
}

END {
	print "| loaded, machine | floor | ingot | over the floor " \
		"| grub | limine | best peer / ingot |"
	print "|---|---|---|---|---|---|---|"
	for (i = 1; i <= count; i++) {
		row = name = rows[i]
		sub("/", ", ", name)
		sub("-", " ", name)
		printf "| %s | %s | %s | %s | %s | %s | %s |\n", name, cell(row, "floor"),
			cell(row, "ingot"), over(row), cell(row, "grub"), cell(row, "limine"),
			compared(row)
	}
}
