#!/bin/sh
# Names of earlier versions, kit/include/ingot/deprecated.h: a kernel that has them still
# compiles, and each is a warning that gives the new name.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/lint.sh"

l_find_clang
if [ -z "$l_clang" ]; then
	t_skip "old names compile" "no clang: make setup"
	t_done
fi

cat >"$t_state/old.c" <<'END'
#include <ingot/acpi_tables.h>
#include <ingot/irq.h>
#include <ingot/page.h>
#include <ingot/paging.h>
#include <ingot/tar.h>
#include <ingot/trap.h>

extern const int numbers[];
const int numbers[] = { TAR_FOLDER, TRAP_DIVIDE, TRAP_NO_FPU, TRAP_NO_SEGMENT, TRAP_PROTECTION };

struct paging_entry use(const struct acpi_header *table, struct acpi_fixed *fixed);
struct paging_entry use(const struct acpi_header *table, struct acpi_fixed *fixed)
{
	(void)acpi_fixed_get(table, fixed);
	page_free_run(page_alloc_run(irq_get_isa(4)), 4);
	return paging_look_up(0);
}
END
compile() {
	"$l_clang" $(l_flags_target) -fsyntax-only "$@" "$t_state/old.c" 2>"$t_state/said"
}
t_ok "old names compile" compile || t_comment "clang" <"$t_state/said"
sed -n 's/^#define \([A-Za-z_]*\) \([A-Za-z_]*\)$/\1 \2/p' kit/include/ingot/deprecated.h \
	>"$t_state/names"
t_ok "there are some" [ -s "$t_state/names" ]
while read -r old new; do
	t_has "$old is a warning" "macro '$old' has been marked as deprecated: use $new" \
		"$t_state/said"
done <"$t_state/names"
t_status "... which a kernel can make an error" 1 compile -Werror=deprecated-pragma
t_done
