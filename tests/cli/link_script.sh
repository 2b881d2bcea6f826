#!/bin/sh
# Linker scripts of a kernel's own: where they may be named, what they must have, and what
# is said of one that lacks it.
. "$(dirname "$0")/../tap.sh"

mkdir -p k/src k/tests && cd k || exit 1
cat >src/main.c <<'END'
#include <ingot/boot.h>
#include <ingot/percpu.h>
#include <stdio.h>
#include <string.h>

#ifdef PHYSICAL
BOOT_CONFIG(.flags = BOOT_LOAD_AT_PHYSICAL)
#endif

PER_CPU(int, per_cpu_value);
#ifdef LARGE
_Thread_local char large[LARGE];
#endif
char scratch[5];

__attribute__((constructor)) static void construct(void)
{
	printf("constructed\n");
}

__attribute__((weak)) extern char etext[], edata[], __bss_start[], end[], my_symbol[];

static void kernel_main(const struct boot_info *boot)
{
#ifdef OVERFLOW
	memset(scratch, 1, sizeof scratch + (boot->version > 0)); /* one too many */
#endif
	scratch[0] = (char)per_cpu(per_cpu_value);
#ifdef LARGE
	large[0] = scratch[0];
#endif
	printf("at 0x%llx, symbol %p\n", (unsigned long long)boot->kernel_virtual,
	       (void *)my_symbol);
	printf("in order: %d\n", (char *)kernel_main < etext && etext < edata &&
	                                 edata <= __bss_start && __bss_start < end);
}
ENTRY_POINT(kernel_main)
END
cat >tests/test.c <<'END'
#include <ingot/test.h>

TEST(one_test)
{
	CHECK(1);
}
END

# own NAME TEXT...: a script of that name whose parts are lines of SECTIONS.
own() {
	own_name=$1
	shift
	{
		echo 'ENTRY(_start)'
		[ -z "${phdrs-}" ] || echo "PHDRS { $phdrs }"
		echo 'SECTIONS {'
		printf '\t%s\n' "$@"
		echo '}'
	} >"$own_name"
}

# project LINE...: an ingot.yaml.
project() {
	printf '%s\n' 'name: k' "defines: [${defines-LARGE=8}]" "$@" >ingot.yaml
}

# refused NAME COMMAND...: message as tests/golden/link_script_NAME has it.
refused() {
	name=$1
	shift
	t_status "$name" 3 t_limit 200 "$INGOT" "$@"
	t_golden "... is said" "golden/link_script_$name" "$t_err"
}

base='. = 0xffffffff80000000;'
text='.text : { *(.text .text.*) }'
page='. = ALIGN(4096);'
rodata='.rodata : { *(.rodata .rodata.*) }'
data='.data : { *(.data .data.*) }'
bss='.bss : { *(.bss .bss.*) *(COMMON) }'

# --- Where a script is named -------------------------------------------------

project 'link-script: none.ld'
refused missing build
project 'link-script: src'
refused directory build
project 'link-script: ""'
refused empty build

own my.ld "$base" 'my_symbol = 0x1234;' "$text" "$page" "$rodata" "$page" "$data" "$bss"
own other.ld "$base" "$text" "$page" "$rodata" "$page" "$data" "$bss"
project 'link-script: my.ld' 'ldflags: [-T, other.ld]'
refused two build

for flags in '[-T, my.ld]' '[-Tmy.ld]' '[--script=my.ld]' '[my.ld]'; do
	project "ldflags: $flags"
	t_ok "ldflags: $flags" t_limit 200 "$INGOT" build
	"${NM:-$(sh "$t_root/scripts/llvm.sh" llvm-nm)}" build/x86_64-os/debug/k.elf >names
	t_has "... lays the kernel out" "0000000000001234 A my_symbol" names
	t_lacks "... the kit's does not" " B kernel_tls_block" names
done

echo 'my_symbol = 0x77;' >part.ld
project 'ldflags: [-Tpart.ld]'
t_ok "a script without SECTIONS adds to the kit's" t_limit 200 "$INGOT" run --direct
t_has "... its symbol" "symbol 0x77"
t_has "... which has those that GNU's script has" "in order: 1"
echo 'SECTIONS { .own : { LONG(1) } } INSERT AFTER .rodata; my_symbol = 0x78;' >part.ld
t_ok "so does one with INSERT" t_limit 200 "$INGOT" run --direct
t_has "... and is read anew" "symbol 0x78"

# spec LINE...: own.json, the target with these keys.
spec() {
	"$INGOT" target --print x86_64-os | sed "s|\"panic-strategy\"|$1, &|" >own.json
}
project 'target: own.json'
spec '"pre-link-args": { "ld.lld": ["-Tmy.ld"] }'
t_ok "pre-link-args" t_limit 200 "$INGOT" run --direct
t_has "... lays the kernel out" "symbol 0x1234"
text_of_spec=$(awk '{ gsub(/\t/, " "); printf "%s\\\\n", $0 }' my.ld | sed 's/0x1234/0x4321/')
spec "\"link-script\": \"$text_of_spec\""
t_ok "link-script of the target" t_limit 200 "$INGOT" run --direct
t_has "... does, too" "symbol 0x4321"
t_has "... and constructors run" "constructed"
project 'target: own.json' 'link-script: my.ld'
refused two_of_target build

# --- A kernel that is linked low ---------------------------------------------

own low.ld '. = 1M;' "$text" "$page" "$rodata" "$page" "$data" "$bss"
spec '"code-model": "small"'
project 'target: own.json' 'link-script: low.ld'
t_ok "a kernel at 1 MiB, of the small code model" t_limit 200 "$INGOT" run --direct
t_has "... runs there" "at 0x100000, "
project 'target: own.json'
refused low build

# Where a section that no line places comes to lie is each linker's own choice.
own high.ld '. = 0xffff900000000000;' '.text : { *(.text .text.* .ltext .ltext.*) }' "$page" \
	'.rodata : { *(.rodata .rodata.* .lrodata .lrodata.*) }' "$page" \
	'.data : { *(.data .data.* .ldata .ldata.*) }' \
	'.bss : { *(.bss .bss.* .lbss .lbss.*) *(COMMON) }'
project 'link-script: high.ld'
t_status "beyond the code model's reach" 3 t_limit 200 "$INGOT" build
t_has "... what to do is said" "hint: the kernel is linked where its code model does" "$t_err"
spec '"code-model": "large"'
project 'target: own.json' 'link-script: high.ld'
t_ok "... and works" t_limit 200 "$INGOT" run --direct
t_has "... there" "at 0xffff900000000000, "
project 'target: own.json'
t_ok "the kit's script takes the large model" t_limit 200 "$INGOT" run --direct
t_has "... at its place" "at 0xffffffff80000000, "

# --- What a script must have -------------------------------------------------

project 'link-script: my.ld'
own my.ld "$base" "$text" "$page" "$rodata" "$page" "$data" "$bss" \
	'/DISCARD/ : { *(.note .note.*) }'
refused note build
phdrs='text PT_LOAD; rodata PT_LOAD; data PT_LOAD;'
defines=
project 'link-script: my.ld'
own my.ld "$base" "$text :text" "$page" "$rodata :rodata" "$page" "$data :data" "$bss :data"
refused note_segment build
own my.ld "$base" "$text :text" "$page" \
	'.rodata : { KEEP(*(.note.ingot)) *(.rodata .rodata.*) } :rodata' "$page" "$data :data" \
	"$bss :data"
refused note_segment build
note='.note.ingot : { KEEP(*(.note.ingot)) } :rodata :note'
phdrs="$phdrs note PT_NOTE;" defines=LARGE=8
project 'link-script: my.ld'
own my.ld "$base" "$text :text" "$page" "$note" "$rodata :rodata" "$page" "$data :data" \
	"$bss :data"
t_status "thread-local variables without a segment" 3 t_limit 200 "$INGOT" build
t_has "... what to do is said" \
	"hint: in PHDRS of the linker script write: tls PT_TLS FLAGS(4); and in" "$t_err"
phdrs="$phdrs tls PT_TLS;"
tls='.tdata : { *(.tdata .tdata.*) } :data :tls .tbss : { *(.tbss .tbss.*) } :data :tls'
own my.ld "$base" "$text :text" "$page" "$note" "$rodata :rodata" "$page" "$tls" \
	"$data :data" "$bss :data"
t_ok "segments of its own" t_limit 200 "$INGOT" run --direct
t_has "... are loaded" "at 0xffffffff80000000"
own my.ld "$base" "$text :text" "$page" "$note" "$rodata :NONE" "$page" "$tls" \
	"$data :data" "$bss :data"
refused segment build
phdrs='all PT_LOAD FLAGS(7); note PT_NOTE;' defines=
project 'link-script: my.ld'
own my.ld "$base" "$text :all" "$rodata" "$data" "$bss" \
	'.note.ingot : { KEEP(*(.note.ingot)) } :all :note'
refused rights build
phdrs= defines=LARGE=8
project 'link-script: my.ld'
own my.ld "$base" "$text" "$page" "$rodata" "$page" "$data" "$bss"
sed 's/_start/scratch/' my.ld >new.ld && mv new.ld my.ld
t_status entry 3 t_limit 200 "$INGOT" build
sed 's/0x[0-9a-f]*/0x../' "$t_err" >entry.txt
t_golden "... is said" golden/link_script_entry entry.txt
own my.ld "$base" "$text" "$page" "$rodata" "$page" "$data" '.bss : { *(.bss) *(COMMON) } end = .;'
refused placed build
own my.ld "$base" "$text" "$page" "$rodata" "$page" \
	'.data : { *(.data .data.* ingot_percpu) }' "$bss"
refused table build
own my.ld "$base" "$text" "$page" '.rodata : { *(.rodata .rodata.* .init_array*) }' "$page" \
	"$data" "$bss"
refused constructors build
own my.ld "$base" "$text" "$page" "$rodata" "$page" "$data" "$bss" \
	'/DISCARD/ : { *(ingot_tests) }'
refused tests test
own my.ld "$base" "$text" "$page" "$rodata" "$page" "$data" "$bss"
refused shadow build --sanitize address
watched='.bss : { *(.bss .bss.*) *(COMMON) kernel_image = ADDR(.text); kernel_shadow = .;
	. += (. - ADDR(.text) + 7) / 8; }'
own my.ld "$base" "$text" "$page" "$rodata" "$page" "$data" "$watched"
defines=OVERFLOW
project 'link-script: my.ld'
refused priority build --sanitize address
arrays='KEEP(*(SORT_BY_INIT_PRIORITY(.init_array.*))) KEEP(*(.init_array))'
own my.ld "$base" "$text" "$page" "$rodata" "$page" ".init_array : { $arrays }" "$data" \
	"$watched"
t_status "the address sanitizer" 6 t_limit 200 "$INGOT" run --direct --sanitize address
t_has "... watches the image" "global-buffer-overflow: write of " "$t_err"
own my.ld "$base" "$text" "$page" "$rodata" "$page" "$data" "$bss"
defines=LARGE=100000
project 'link-script: my.ld'
refused thread_local_size build
defines=PHYSICAL
project 'link-script: my.ld'
refused physical build

defines=LARGE=8
project 'link-script: my.ld' 'target: own.json'
spec '"relocation-model": "pic", "position-independent-executables": true'
phdrs='text PT_LOAD; rodata PT_LOAD; data PT_LOAD; note PT_NOTE; tls PT_TLS;'
own my.ld "$base" "$text :text" "$page" "$note" "$rodata :rodata" "$page" "$tls" \
	"$data :data" "$bss :data"
refused dynamic build
phdrs=
own my.ld "$base" "$text" "$page" "$rodata" "$page" "$data" "$bss"
project 'link-script: my.ld' 'cflags: [-flto]'
t_ok "link-time optimization" t_limit 200 "$INGOT" run --direct --release
t_has "... runs" "at 0xffffffff80000000"
t_has "... with its constructors" "constructed"
cp "$t_root/kit/start/kernel.ld" my.ld
t_ok "a copy of the kit's script" t_limit 200 "$INGOT" run --direct
t_has "... does as the kit's" "in order: 1"
rm my.ld
project 'link-script: my.ld' 'target: own.json'
own my.ld "$base" "$text" "$page" "$rodata" "$page" "$data" "$bss"
t_ok "a position-independent kernel" t_limit 200 "$INGOT" run --direct
t_has "... runs" "at 0xffffffff80000000"
t_done
