#!/bin/sh
# The address sanitizer: for every mistake of examples/sanitized, what the report
# says of it; what is right stays quiet, the reference kernel above all, however
# it is started and whatever version of LLVM is here.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/reports.sh"

cp -R "$t_root/examples/sanitized" "$t_root/kernel" . && rm -rf */build
[ -d sanitized ] && [ -d kernel ] || exit 1
t_status "the mistakes of examples/sanitized" 1 t_limit 300 "$INGOT" -C sanitized test --tap
t_is "all are found, and nothing else" "8 18" \
	"$(grep -c '^ok ' "$t_out") $(grep -c '^not ok ' "$t_out")"
cp "$t_out" verdicts

crash heap_write_past_the_end \
	"panic: address sanitizer: heap-buffer-overflow: write of 1 byte at 0xffff8" \
	"is just past the end of a heap block, 24 bytes at 0x" "allocated by" \
	"in allocate_block at tests/mistakes.c:14" \
	"inlined into test_heap_write_past_the_end at tests/mistakes.c:29" \
	"shadow memory, one byte for 8 bytes" " 00 00 00 [fa] fa" \
	"in test_heap_write_past_the_end at tests/mistakes.c:31"
crash heap_write_before_the_start \
	"is 1 byte before the start of a heap block, 24 bytes at" " [fa] 00 00 00 fa"
crash heap_read_across_the_end "read of 8 bytes at" " 00 00 [05] fa" \
	"just past the end of a heap block, 21 bytes at"
crash heap_use_after_free "use-after-free: read of 1 byte at" \
	"is 8 bytes into a freed heap block, 100 bytes at" "allocated by" "freed by" \
	"in free_block at tests/mistakes.c:23" \
	"inlined into test_heap_use_after_free at tests/mistakes.c:52" \
	"in test_heap_use_after_free at tests/mistakes.c:53"
crash heap_freed_twice "address sanitizer: double free, 0x" \
	"is the start of a freed heap block, 100 bytes at" "freed by" \
	"inlined into test_heap_freed_twice at tests/mistakes.c:60" \
	"inlined into test_heap_freed_twice at tests/mistakes.c:61"
crash heap_free_of_its_middle "invalid free: not a pointer that malloc returned, 0x" \
	"is 16 bytes into a heap block, 256 bytes at"
crash heap_use_of_what_realloc_left "use-after-free: write of 1 byte" \
	"the start of a freed heap block, 32 bytes at"
crash stack_read_past_the_end "stack-buffer-overflow: read of 4 bytes at 0xfffffef" \
	"is just past the end of scores, 40 bytes at" ", declared at line 92 of" \
	" in test_stack_read_past_the_end at tests/mistakes.c:9" \
	"in sum at tests/mistakes.c:86"
crash stack_write_before_the_start "stack-buffer-underflow: " \
	"is 1 byte before the start of name, 20 bytes at"
crash stack_variable_out_of_its_scope "stack-use-after-scope: " \
	"is the start of inner, 4 bytes at" ", declared at line 110 of"
crash stack_array_of_variable_length "dynamic-stack-buffer-overflow: write of 1 byte" \
	" ca 00 [05] cb"
crash global_write_past_the_end "global-buffer-overflow: write of 4 bytes" \
	"is just past the end of table, 40 bytes at" ", of tests/mistakes.c:124"
crash global_constant_read_past_the_end "read of 1 byte" \
	"is just past the end of text, 14 bytes at"
crash memcpy_past_the_end "write of 11 bytes by memcpy at" \
	"is just past the end of a heap block, 10 bytes at" \
	"#0 0x" "in test_memcpy_past_the_end at tests/mistakes.c:142"
crash memcpy_of_overlapping_parts "memcpy between overlapping objects"
crash strlen_without_a_terminator "by strlen at" "just past the end of a heap block, 16 bytes"
crash strcpy_into_too_little "just past the end of word, 5 bytes at" \
	"in test_strcpy_into_too_little at tests/mistakes.c:161"
crash memory_that_the_kernel_closed "use-after-poison: " " 00 [f7] f7"

t_status "without the sanitizer one of them goes unnoticed" 0 \
	t_limit 300 "$INGOT" -C sanitized test --sanitize none global_constant

# One of these tests takes a busy host over 30 s, the usual limit.
for start in bios uefi direct; do
	t_status "the reference kernel is clean, by --$start" 0 t_limit 600 \
		"$INGOT" -C kernel test --sanitize address --timeout 300 "--$start"
done
t_status "and optimized, with all sanitizers" 0 t_limit 600 \
	"$INGOT" -C kernel test --release --direct --sanitize address,stack,undefined \
	--timeout 300
for version in $(sh "$t_root/scripts/llvm.sh" --majors); do
	command -v "clang-$version" >/dev/null || continue
	command -v "ld.lld-$version" >/dev/null || continue
	t_run t_limit 300 env CC="clang-$version" LD="ld.lld-$version" \
		"$INGOT" -C sanitized test --direct
	t_has "LLVM $version finds the same mistakes" "8 passed, 18 crashed"
done

# Wherever the kernel and its stack lie, and with 5 levels of paging.
sed 's/"panic-strategy"/"relocation-model": "pic",\
    "position-independent-executables": true, "panic-strategy"/' \
	"$t_root/x86_64-os.json" >sanitized/pie.json
echo "target: pie.json" >>sanitized/ingot.yaml
echo '#include <ingot/boot.h>
BOOT_CONFIG(.kaslr = BOOT_KASLR, .physical_memory = BOOT_MAP_ANY, .paging_5_levels = BOOT_ON,
            .kernel_stack_size = 3 * MiB)' >sanitized/src/config.c
t_run t_limit 300 env COLUMNS=200 "$INGOT" -C sanitized test past -- -cpu max
t_has "a kernel at a random place finds the same" "0 passed, 5 crashed"
t_has "and which variable it was" ", of tests/mistakes.c:124"

echo "build-std: [builtins]" >>sanitized/ingot.yaml
t_status "a kernel without the C library" 3 "$INGOT" -C sanitized build --sanitize address
t_golden "a kernel without the C library, message" golden/bad_sanitize_no_library "$t_err"
t_done
