#!/bin/sh
# A project whose sources, headers and modules are made by programs of its own.
. "$(dirname "$0")/../tap.sh"

t_copy tests/adopt/steps
cd tests/adopt/steps || exit 1
boot() { t_limit 100 "$INGOT" run "$@"; }

for start in --direct --bios --uefi; do
	t_ok "it runs, $start" boot $start
	t_has "... with a table that was generated" "steps: 3 squares, together 14"
	t_has "... a module" "motd.txt: WELCOME"
	t_has "... and another by its name" "numbers: 1"
done
t_ok "it runs optimized" boot --direct --release
t_has "... the same" "steps: 3 squares, together 14"

# --- What runs when ----------------------------------------------------------

# steps_run: what the next build runs of the steps, and how many compilers and linkers.
steps_run() {
	"$INGOT" build -v 2>&1 | sed -n 's/^\[[0-9/]*\] //p' | awk '
		/squares.awk/ { print "squares" } /table.sh/ { print "table" }
		/tr a-z/ { print "motd" } /clang/ { count++ } /ld\.lld/ { count++ }
		END { if (count) print count }' | tr '\n' ' '
}
numbers="data/first numbers.txt"

t_is "nothing has changed: nothing runs" "" "$(steps_run)"
sleep 1
touch "$numbers"
t_is "an output that stays the same makes nothing else" "squares " "$(steps_run)"
t_is "... and nothing runs after that" "" "$(steps_run)"
echo 4 >>"$numbers"
t_is "what is made of an input is made anew" "squares table 3 " "$(steps_run)"
echo 5 >>"$numbers"
touch -t 200101010000 "$numbers"
t_is "... of one that got older too" "squares table 3 " "$(steps_run)"
echo '# the same' >>tools/table.sh
t_is "a program of the project's is an input" "table " "$(steps_run)"
echo goodbye >data/motd.txt
t_is "so is what a file of dependencies names" "motd " "$(steps_run)"
echo damage >>build/x86_64-os/debug/gen/motd.txt
t_is "an output that was damaged is made again" "motd " "$(steps_run)"
sed 's/tr a-z A-Z/tr a-y A-Z/' ingot.yaml >new.yaml && mv new.yaml ingot.yaml
t_is "so is that of a command that changed" "" "$(steps_run | tr -d 'a-z ')"
t_is "... and then nothing" "" "$(steps_run)"
t_ok "with a table of 5 it runs" boot --direct
t_has "... and has it" "steps: 5 squares, together 55"
t_ok "a dry run shows the commands" "$INGOT" build -n --release
t_has "... of steps" "tools/table.sh build/x86_64-os/release/gen/squares.txt" "$t_err"
t_lacks "... alone" "mv -f" "$t_err"

# --- Refusals ----------------------------------------------------------------

cp ingot.yaml good.yaml
# refused NAME TEXT: an ingot.yaml with these steps (tests/golden/steps_NAME).
refused() {
	printf 'name: steps\nsteps:\n%s\n' "$2" >ingot.yaml
	t_status "$1" 3 t_limit 100 "$INGOT" build
	t_golden "$1: message" "golden/steps_$1" "$t_err"
	cp good.yaml ingot.yaml
}

refused text '  make all'
refused no_run '  - outputs: [a.c]'
refused no_words '  - { run: [], outputs: [a.c] }'
refused no_outputs '  - run: [sh, tools/table.sh]'
refused unknown_key '  - { run: [sh], output: [a.c] }'
refused output_outside '  - { run: [sh], outputs: [../a.c] }'
refused output_absolute '  - { run: [sh], outputs: [/tmp/a.c] }'
refused output_twice '  - { run: [sh], outputs: [a.c] }
  - { run: [sh], outputs: [b.c, a.c] }'
refused output_below '  - { run: [sh], outputs: [a, a/b.c] }'
refused no_input '  - { run: [sh], inputs: [data/none.txt], outputs: [a.c] }'
refused directory '  - { run: [sh], inputs: [data], outputs: [a.c] }'
refused not_made '  - { run: [sh], inputs: ["{gen}/b.txt"], outputs: [a.c, b.text] }'
refused itself '  - { run: [sh], inputs: ["{gen}/a.c"], outputs: [a.c] }'
refused circle '  - { run: [sh], inputs: ["{gen}/b"], outputs: [a] }
  - { run: [sh], inputs: ["{gen}/a"], outputs: [b] }'
refused no_program '  - { run: [none-of-this-name], outputs: [a.c] }'
refused no_program_here '  - { run: [tools/none.sh], outputs: [a.c] }'
refused not_executable '  - { run: [tools/table.sh], outputs: [a.c] }'
refused many '  - { run: [sh, "-o{out}"], outputs: [a.c, b.c] }'
refused fails "  - { run: [sh, -c, 'echo no table >&2; exit 3', '{out}'], outputs: [a.c] }"
refused fails_silently '  - { run: ["false"], outputs: [a.c] }'
refused makes_nothing "  - { run: [sh, -c, ': >\"\$0\"', '{gen}/a.c'], outputs: [a.c, b.c] }"
printf 'name: steps\nimage: { modules: ["{gen}/none"] }\n' >ingot.yaml
t_status "a module that nobody makes" 3 "$INGOT" build
t_golden "its message" golden/steps_module "$t_err"
mkdir -p ../below/src
echo 'int x;' >../below/src/x.c
printf 'workspace: true\nsteps:\n  - { run: [sh], outputs: [a.c] }\n' >../ingot.yaml
echo 'name: below' >../below/ingot.yaml
t_status "a workspace has no steps" 3 "$INGOT" -C ../below build
t_golden "its message" golden/steps_workspace "$t_err"
rm ../ingot.yaml

# A library of which a part is generated, with words that a shell would read.
mkdir ../words && cd ../words || exit 1
cat >ingot.yaml <<'END'
name: words
type: library
sources: [own.c]
steps:
  - { run: [sh, -c, 'echo "int made = 1; /* $1 */" >"$0"', "{out}", "$PATH `id` 'a' \"b\" | ; & <"],
      outputs: ["a b/$made.c"] }
END
echo 'int own;' >own.c
t_ok "words are passed as they are" "$INGOT" -q build
t_is "... whatever they hold" "int made = 1; /* \$PATH \`id\` 'a' \"b\" | ; & < */" \
	"$(cat 'build/x86_64-os/debug/gen/a b/$made.c')"
t_done
