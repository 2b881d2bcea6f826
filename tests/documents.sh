# shellcheck shell=sh
# documents.sh: what the tests in tests/docs/ share; read after tests/tap.sh.
#
#	d_documents             the documents, one a line, from the project's directory
#	d_index DOCUMENT        their blocks: see blocks.awk; the texts are in $d_blocks
#	d_keys KEYS             sets $d_file, $d_from, $d_in, $d_llvm to these keys' values
#	d_is_llvm MAJOR         whether that is the LLVM that ingot takes here

d_blocks=$t_state/work/blocks
mkdir -p "$d_blocks"

d_documents() {
	(cd "$t_root" && ls README.md CONTRIBUTING.md examples/README.md 2>/dev/null
		find docs examples/book -name '*.md' 2>/dev/null | LC_ALL=C sort)
}

d_index() {
	awk -v out="$d_blocks" -f "$t_root/tests/docs/blocks.awk" "$t_root/$1"
}

d_keys() {
	d_file=
	d_from=
	d_in=
	d_llvm=
	for d_key in $1; do
		case $d_key in
		file=*)	d_file=${d_key#*=} ;;
		from=*)	d_from=${d_key#*=} ;;
		in=*)	d_in=${d_key#*=} ;;
		llvm=*)	d_llvm=${d_key#*=} ;;
		esac
	done
}

d_is_llvm() {
	[ -n "${d_llvm_here-}" ] ||
		d_llvm_here=$("$INGOT" doctor | sed -n 's/^clang  *[a-z]*  *\([0-9]*\).*/\1/p')
	[ "$d_llvm_here" = "$1" ]
}
