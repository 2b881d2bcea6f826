#!/bin/sh
# The tests of kernel and kit on every way to start and on 1, 2, 4 and 16 CPUs: 12
# machines, each with the undefined-behaviour sanitizer. `make soak-kit` runs all
# of them; tests/cli/test.sh has each way and each number once.
. "$(dirname "$0")/../tap.sh"

t_copy kernel
for way in direct bios uefi; do
	for cpus in 1 2 4 16; do
		t_ok "--$way --smp $cpus" t_limit 900 "$INGOT" -C kernel test --$way --smp $cpus \
			--timeout 120
		sed -n 's/^[0-9]* passed.*/# &/p' "$t_out"
		t_lacks "there are some: --$way --smp $cpus" " 0 passed"
	done
done
t_ok "the sanitizer was there" grep -q __ubsan_handle_add_overflow \
	kernel/build/x86_64-os/test/kernel.elf
t_done
