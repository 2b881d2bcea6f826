#!/bin/sh
# docs/kernel-api.md: every public header, every key of BOOT_CONFIG and every macro for
# kernels and tests has its row, and no other has; examples compile, and defaults are
# those of the headers.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/lint.sh"

cd "$t_root" || exit 1
page=docs/kernel-api.md
config=abi/boot_config.h

# part HEADING: the page from that heading to the next of its rank.
part() {
	awk -v heading="## $1" '$0 == heading { is_it = 1; next } /^## / { is_it = 0 } is_it' \
		"$page"
}

# first_cells HEADING: what stands in `code` first in each row of its tables.
first_cells() {
	part "$1" | sed -n 's/^| `\([^`]*\)` |.*/\1/p'
}

# --- What there is -------------------------------------------------------------

t_is "every header of the kit has a row, in order" \
	"$(cd kit/include && ls ingot/*.h | LC_ALL=C sort)" "$(first_cells "Headers of the kit")"
t_is "every header of the runtime has a row, in order" \
	"$(cd runtime/include && find . -name '*.h' | sed 's|^\./||' | LC_ALL=C sort)" \
	"$(first_cells "Headers of the runtime")"

# The fields of struct boot_config, but for those that BOOT_CONFIG itself writes.
keys() {
	awk '/^struct boot_config \{/ { is_it = 1; next } /^}/ { is_it = 0 }
	is_it && /^\t[a-z]/ && match($0, /[a-z_0-9]+;/) {
		print "." substr($0, RSTART, RLENGTH - 1)
	}' $config | grep -vx -e .version -e .size_bytes
}
t_is "every key of BOOT_CONFIG has a row, in order" "$(keys)" "$(first_cells BOOT_CONFIG)"

# macros FILE: those that it defines for its users, which stand before how they are made.
macros() {
	sed -e '/Implementation/,$d' -e '/What the macros are made of/,$d' "$1" |
		sed -n -e 's/^#define \([A-Z_]*\)(.*/\1/p' \
			-e 's/^#define \(BOOT_[A-Z_]*\) .*/\1/p' | sort -u
}
t_is "every macro of test.h has a row" "$(macros kit/include/ingot/test.h)" \
	"$(first_cells Tests | sed 's/(.*//' | sort)"
for macro in $(macros kit/include/ingot/boot.h); do
	t_ok "the page has $macro" grep -q -w -e "\`$macro" "$page"
done

# --- Examples and defaults -------------------------------------------------------

l_find_clang
if [ -z "$l_clang" ]; then
	t_skip "examples compile" "no clang: make setup"
	t_done
fi

compile() {
	"$l_clang" $L_WARNINGS $(l_flags_target) -fsyntax-only "$@"
}

# A source for each block of C, and for each example of a key.
awk -v out="$t_state/block" '/^```c$/ { file = out (++count) ".c"; next }
/^```$/ { file = ""; next }
file != "" { print >file }' "$page"
part BOOT_CONFIG | sed -n 's/^| `\.\([a-z_0-9]*\)` |.*| `\(BOOT_CONFIG.*\)` |$/\1 \2/p' |
	while read -r key example; do
		printf '#include <ingot/boot.h>\n%s\n' "$example" >"$t_state/key_$key.c"
		case $example in
		*".$key = "*) echo "$key" ;;
		esac
	done >"$t_state/examples"
t_is "each key has an example that sets it" "$(keys | tr -d .)" "$(cat "$t_state/examples")"
t_ok "blocks of C were found" [ -f "$t_state/block3.c" ]
for source in "$t_state"/block*.c "$t_state"/key_*.c; do
	t_ok "$(basename "$source") compiles" compile "$source"
done

# Defaults: `VALUE` = `NAME`.
part BOOT_CONFIG | grep -o '`[^`]*` = `BOOT_[A-Z_]*`' | tr -d '`' >"$t_state/defaults"
t_ok "defaults were found" [ "$(wc -l <"$t_state/defaults")" -ge 5 ]
{
	echo '#include <ingot/boot.h>'
	sed 's/^\(.*\) = \(.*\)$/_Static_assert((\1) == \2, "\2");/' "$t_state/defaults"
} >"$t_state/defaults.c"
t_ok "they are the values of the headers" compile "$t_state/defaults.c"
t_done
