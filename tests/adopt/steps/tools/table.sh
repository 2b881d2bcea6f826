#!/bin/sh
# table.sh NUMBERS SOURCE HEADER
count=$(wc -l <"$1")
echo "extern const int squares[$((count))];" >"$3"
echo "#define SQUARES $((count))" >>"$3"
{
	echo '#include "squares.h"'
	echo "const int squares[] = {"
	sed 's/$/,/' "$1"
	echo "};"
} >"$2"
