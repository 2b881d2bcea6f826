#!/bin/sh
# A kernel with directories of its own, a part of them for another machine, assembly, a
# driver and a print function: what is added is ingot.yaml and one source.
. "$(dirname "$0")/../tap.sh"

t_copy tests/adopt/tree
project=tests/adopt/tree
boot() { t_limit 100 "$INGOT" -C $project run "$@"; }

t_ok "it runs" boot --direct
t_has "... and prints by its own function" "treeos: 25"
t_ok "its test passes" t_limit 100 "$INGOT" -C $project test --direct
t_has "... by the name that it has" "formats_are_cut"
t_ok "it runs optimized" boot --release --direct
t_has "... the same" "treeos: 25"
t_done
