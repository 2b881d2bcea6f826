# plot.awk: the boot times in a table of docs/speed.md, as bars.
#
# usage: awk -f scripts/pictures/palette.awk -f scripts/pictures/plot.awk docs/speed.md
#
# Of the table "BIOS: wall time" the rows of disks are drawn: bars on a logarithmic
# scale for Ingot and its two peers, and a line for the floor.

BEGIN {
	LEFT = 140; RIGHT = 800; TOP = 66; GROUP = 48; BAR = 11
	MIN_MS = 50; MAX_MS = 12000
}

function x_of(ms) { return LEFT + (RIGHT - LEFT) * log(ms / MIN_MS) / log(MAX_MS / MIN_MS) }

# The median of a cell, before the minimum in brackets.
function median(cell) {
	sub(/\(.*/, "", cell)
	return cell + 0
}

/^\*\*BIOS: wall time/ { is_ours = 1; next }
/^\*\*/ { is_ours = 0 }
is_ours && /^\| *[0-9]+[KM], / {
	split($0, cell, "|")
	if (cell[6] !~ /[0-9]/)
		next	# without a disk there are no peers
	rows++
	name[rows] = cell[2]
	gsub(/^ +| +$/, "", name[rows])
	sub(/K,/, " KiB,", name[rows])
	sub(/M,/, " MiB,", name[rows])
	floor_ms[rows] = median(cell[3])
	time[rows, 1] = median(cell[4])
	time[rows, 2] = median(cell[6])
	time[rows, 3] = median(cell[7])
}
/^QEMU emulator version/ { qemu = $4 }

function draw_scale(bottom,    i, n, ticks, x) {
	n = split("50 100 200 500 1000 2000 5000 10000", ticks, " ")
	for (i = 1; i <= n; i++) {
		x = x_of(ticks[i])
		printf "<path class=\"grid\" d=\"M%.1f %dV%d\"/>\n", x, TOP - 10, bottom
		svg_text(sprintf("%.1f", x), bottom + 16, "middle", "muted small", ticks[i] " ms")
	}
}

function draw_bars(row, top,    i, y, width) {
	svg_text(LEFT - 10, top + 22, "end", "ink", name[row])
	for (i = 1; i <= 3; i++) {
		y = top + (i - 1) * (BAR + 2)
		width = x_of(time[row, i]) - LEFT
		printf "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
			class[i], LEFT, y, width, BAR
		svg_text(sprintf("%.1f", LEFT + width + 6), y + 9, "start", "ink small",
			sprintf("%.0f", time[row, i]))
	}
	printf "<path class=\"floor dashed\" stroke-width=\"1.5\" d=\"M%.1f %dV%d\"/>\n",
		x_of(floor_ms[row]), top - 4, top + 3 * BAR + 8
}

function draw_legend(    i, x) {
	split("Ingot GRUB Limine", who, " ")
	x = LEFT
	for (i = 1; i <= 3; i++) {
		printf "<rect class=\"%s\" x=\"%d\" y=\"35\" width=\"12\" height=\"12\"/>\n",
			class[i], x
		svg_text(x + 18, 46, "start", "ink", who[i])
		x += 88
	}
	printf "<path class=\"floor dashed\" stroke-width=\"1.5\" d=\"M%d 34V49\"/>\n", x + 6
	svg_text(x + 18, 46, "start", "ink", "floor: QEMU and firmware alone")
}

END {
	if (!rows) {
		print "plot.awk: no row of boot times in " FILENAME >"/dev/stderr"
		exit 1
	}
	split("bar-ours bar-grub bar-limine", class, " ")
	bottom = TOP + rows * GROUP
	svg_begin(860, bottom + 28, "Boot times by BIOS: Ingot beside GRUB and Limine")
	svg_text(20, 24, "start", "ink bold", "Power-on to the kernel's first instruction, " \
		"BIOS, QEMU " qemu " without KVM: median in ms, logarithmic scale")
	draw_legend()
	draw_scale(bottom)
	for (row = 1; row <= rows; row++)
		draw_bars(row, TOP + (row - 1) * GROUP)
	svg_end()
}
