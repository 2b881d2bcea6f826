#!/usr/bin/awk -f
{ print $1 * $1 > out }
