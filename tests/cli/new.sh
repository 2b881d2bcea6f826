#!/bin/sh
# A new user's first three commands, and what ingot new refuses.
. "$(dirname "$0")/../tap.sh"

t_ok "ingot new hello" "$INGOT" new hello
t_is "it writes four files" "hello/.gitignore
hello/ingot.yaml
hello/src/main.c
hello/tests/first.c" "$(find hello -type f | sort)"
t_ok "ingot run" t_limit 120 "$INGOT" -C hello run
t_has "the kernel greets" "Hello from hello! "
t_ok "ingot test" t_limit 120 "$INGOT" -C hello test
t_has "both tests pass" "2 passed, 0 failed"

t_status "a folder with something in it is refused" 3 "$INGOT" new hello
t_golden "its message" golden/new_not_empty "$t_err"
t_ok "nothing in it was touched" grep -q "Hello from hello" hello/src/main.c
mkdir empty
t_ok "an empty folder is taken" "$INGOT" new empty
mkdir here
t_ok "the current folder too" "$INGOT" -C here new .
t_ok "its kernel has the folder's name" grep -q "^name: here" here/ingot.yaml
t_status "a name that no kernel can have" 2 "$INGOT" new "two words"
t_golden "its message" golden/new_bad_name "$t_err"
t_status "a place below a file" 3 "$INGOT" new hello/ingot.yaml/inner
t_is "and nothing is left behind" "" "$(find . -name inner)"
t_done
