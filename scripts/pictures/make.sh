#!/bin/sh
# make.sh: the diagrams of docs/pictures/, and the plot of docs/speed.md's table.
#
# usage: sh scripts/pictures/make.sh DIRECTORY
#
# Writes into the directory an .svg for each .draw, and speed.svg.
set -eu

to=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
palette="-f scripts/pictures/palette.awk"
for drawing in docs/pictures/*.draw; do
	awk $palette -f scripts/pictures/draw.awk "$drawing" >"$to/$(basename "$drawing" .draw).svg"
done
awk $palette -f scripts/pictures/plot.awk docs/speed.md >"$to/speed.svg"
