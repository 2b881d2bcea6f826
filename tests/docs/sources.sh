#!/bin/sh
# What the documents show of C compiles as a kernel's source does, and what they show of
# ingot.yaml, of other YAML and of JSON is read without a complaint.
#
# A block of C++ is a source file. So is one of C, or some lines of one: declarations,
# then, behind a blank line, statements of a function. It sees all headers of kit and
# runtime; what
# else its lines take for granted stands in an invisible comment before it:
#
#	<!-- context: static struct disk disk; -->
#
# A line `...` is left out. A block with `file=` is a whole source, at its place among
# the document's other files, whose headers it may include. A block of YAML is an
# ingot.yaml unless it says another `file=`.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/documents.sh"

clang=${CLANG:-$(sh "$t_root/scripts/llvm.sh" clang)}
t_need "$clang" "$INGOT"

{
	"$INGOT" -C "$t_root/kernel" target --cflags
	printf '%s\n' -std=c17 -fsyntax-only -DINGOT_TEST -Wall -Wno-unused \
		-Wno-undefined-internal -Werror
} >flags

# All public headers, once for all blocks.
for header in "$t_root"/kit/include/ingot/*.h; do
	echo "#include <ingot/$(basename "$header")>"
done >prelude.h
for header in inttypes math setjmp stdalign stdbool stddef stdint stdio stdlib string time wchar; do
	echo "#include <$header.h>"
done >>prelude.h
t_ok "all headers compile together" "$clang" @flags -x c-header prelude.h

# as_source BLOCK PARAGRAPHS: a source file whose first paragraphs of the block are
# declarations, and the others statements.
as_source() {
	[ ! -f "$1.context" ] || cat "$1.context"
	awk -v declared="$2" '
	BEGIN { paragraph = 1 }
	/^[ \t]*\.\.\.$/ { $0 = "" ; print ""; next }
	/^$/ { paragraph++ }
	paragraph > declared && !is_body {
		is_body = 1
		print "void body_of_block(void);\nvoid body_of_block(void)\n{"
	}
	{ print }
	END { if (is_body) print "}" }' "$1"
}

compiles() {
	as_source "$1" "$2" >block.c &&
		"$clang" @flags -include prelude.h -x c block.c 2>errors
}

# Whole files first, then statements, then what begins with declarations.
check_c() {
	paragraphs=$(($(grep -c '^$' "$1") + 1))
	compiles "$1" "$paragraphs" && return
	cp errors first_errors
	declared=0
	while [ $declared -lt "$paragraphs" ]; do
		compiles "$1" $declared && return
		declared=$((declared + 1))
	done
	cat first_errors
	return 1
}

# keep_file BLOCK: where a reader writes it; a header is one for the sources behind it.
keep_file() {
	mkdir -p "files/$(dirname "$d_file")" && cp "$1" "files/$d_file" || exit 1
	case $d_file in *.h) printf '%s\n' -iquote "files/$(dirname "$d_file")" >>quoted ;; esac
}

check_file() {
	"$clang" @flags @quoted -Wno-pragma-once-outside-header -include prelude.h \
		-x c "files/$d_file"
}

# A project of which only this file is read.
check_yaml() {
	rm -rf project && mkdir project && cp "$1" project/ingot.yaml &&
		cp "$t_root/x86_64-os.json" . && "$INGOT" -C project target
}

# Of others' files ingot reads the YAML and then, of what it may mean, nothing.
check_other_yaml() {
	check_yaml "$1" && return
	grep -q -E 'error: unknown key|error: .* must be' "$t_err"
}

check_json() {
	rm -rf project && mkdir project && cp "$1" project/spec.json &&
		"$INGOT" -C project target -t spec.json
}

c_count=0
yaml_count=0
for document in $(d_documents); do
	d_index "$document" >index
	rm -rf files
	: >quoted
	while read -r number line language keys; do
		d_keys "$keys"
		block=$d_blocks/$number
		name="$document:$line"
		[ -z "$d_file" ] || keep_file "$block"
		case $language,$d_file in
		c,?*)	c_count=$((c_count + 1))
			t_ok "$name: $d_file compiles" check_file ;;
		c,*)	c_count=$((c_count + 1))
			t_ok "$name: C compiles" check_c "$block" ;;
		cpp,*)	t_ok "$name: C++ compiles" \
				"$clang" @flags -std=gnu++20 -fno-rtti -x c++ "$block" ;;
		yaml,|yaml,*ingot.yaml)
			yaml_count=$((yaml_count + 1))
			t_ok "$name: ingot.yaml is read" check_yaml "$block" ;;
		yaml,*)	t_ok "$name: YAML is read" check_other_yaml "$block" ;;
		json,*)	t_ok "$name: a target spec is read" check_json "$block" ;;
		esac
	done <index
done
t_ok "blocks of C were found" test $c_count -gt 10
t_ok "blocks of YAML were found" test $yaml_count -gt 1
t_done
