# kernels: sourced by run.sh. Kernels that are taken, and kernels that are not.

boots_kernel() {	# NAME QEMU_ARGS: with the kernel made last
	boots_kernel_name=$1
	shift
	make_image k 24 16 "kernel=$kernel"
	boots "$boots_kernel_name" k "$@"
}

refuses_kernel() {	# ERROR TEXT NAME
	make_image k 24 16 "kernel=$kernel"
	refuses "$3" "$1" "$2" k
}

make_kernel low 0x8000
boots_kernel "a kernel linked at 0x8000"
make_kernel mega 0x100000
boots_kernel "a kernel linked at 1 MiB"
make_kernel odd 0x123456789000
boots_kernel "a kernel linked at 0x123456789000"
make_kernel big $high -DLOAD_BYTES=12582912 -DBSS_BYTES=67108864
boots_kernel "12 MiB of data and 64 MiB of .bss"
refuses "a kernel larger than memory" 11 "out of memory: the kernel needs" k -m 32M

config=".version=BOOT_CONFIG_VERSION,.size_bytes=sizeof(struct boot_config)"
requests=".kernel_stack_size=1<<20,.physical_memory={0xffffc00000000000,1,0}"
make_kernel requests $high "-DCONFIG=$config,$requests"
boots_kernel "a stack of 1 MiB, physical memory elsewhere"
requests=".kernel_stack_top=0xffffa00000000000,.boot_info_address=0xffffb00000000000"
make_kernel addresses $high "-DCONFIG=$config,$requests" -DSTACK_TOP=0xffffa00000000000 \
	-DINFO_ADDRESS=0xffffb00000000000
boots_kernel "stack and boot info elsewhere"
make_kernel any $high "-DCONFIG=$config,.physical_memory={0,3,0},.recursive_index=-1" -DRECURSIVE
boots_kernel "physical memory and recursive entry where there is room"
make_kernel recursive $high "-DCONFIG=$config,.recursive_index=300" -DRECURSIVE
boots_kernel "recursive entry 300"
requests=".framebuffer={1,800,600,0}"
make_kernel screen $high "-DCONFIG=$config,$requests" -DEXPECT_SCREEN=0 -DEXPECT_WIDTH=800
boots_kernel "a framebuffer of 800 x 600"
expect "a framebuffer that cannot be had" 33 "all promises hold" \
	-drive "format=raw,if=ide,file=$out/k.img" -vga none
make_kernel version1 $high -DBOOT_INFO_WANTED=1
boots_kernel "boot info of version 1"
make_kernel huge $high -DBSS_BYTES=1073741824ull
boots_kernel "1 GiB of .bss" -m 1500M

make_kernel cpus $high "-DCONFIG=$config,.smp=1" -DSTART_CPUS=4
boots_kernel "4 processors, started and parked" -smp 4
make_kernel cpus $high "-DCONFIG=$config,.smp=1" -DSTART_CPUS=16
boots_kernel "16 processors" -smp 16
make_kernel cpus $high "-DCONFIG=$config,.smp=1" -DSTART_CPUS=1
boots_kernel "one processor, asked for the others" -smp 1
make_kernel levels $high "-DCONFIG=$config,.paging_5_levels=1" -DEXPECT_LEVELS=5
boots_kernel "5 levels of paging" -cpu max
make_kernel levels $high "-DCONFIG=$config,.paging_5_levels=1,.recursive_index=-1,.smp=1" \
	-DEXPECT_LEVELS=5 -DRECURSIVE -DSTART_CPUS=4
boots_kernel "5 levels, 4 processors" -cpu max -smp 4
make_kernel levels $high "-DCONFIG=$config,.paging_5_levels=1"
boots_kernel "5 levels where the processor has 4"

layout() {	# NAME SED_SCRIPT: a kernel with its segments placed otherwise
	script=$out/$1.ld
	sed "$2" tests/boot/kernel.ld > "$script"
	make_kernel "$1" $high
	script=
}
layout shared 's/\.dynamic ALIGN(0x1000)/.dynamic/; s/\.data ALIGN(0x1000)/.data/'
boots_kernel "constants and data that share a page"
layout far 's/\.dynamic ALIGN(0x1000)/.dynamic ALIGN(0x40000000)/'
boots_kernel "data 1 GiB from the code, in 32 MiB of memory" -m 32M
layout mixed 's/constants PT_LOAD FLAGS(4)/constants PT_LOAD FLAGS(5)/
	s/\.dynamic ALIGN(0x1000)/.dynamic/; s/\.data ALIGN(0x1000)/.data/'
shared="shares page 0xffffffff8000"
make_image k 24 16 kernel=mixed
expect "code and data that share a page" $(((0x20 + 27) * 2 + 1)) "$shared" \
	-drive "format=raw,if=ide,file=$out/k.img" -vga std

make_pie pie 0
boots_kernel "a PIE linked at 0"
make_pie pie $high
boots_kernel "a PIE linked high"
make_pie kaslr 0 "-DCONFIG=$config,.kaslr={1,0,0,0}" -DSAY_SLIDE
boots_kernel "KASLR"
slide=$(grep slide "$out/serial")
boots_kernel "KASLR again" -cpu max
slide="$slide $(grep slide "$out/serial")"
boots_kernel "and again" -cpu max
slide="$slide $(grep slide "$out/serial")"
slides=$(echo "$slide" | tr -d '\n' | sed 's/kernel: slide //g' | tr ' ' '\n' | sort -u | wc -l)
[ "$slides" -gt 1 ]
verdict $? "slides differ"

make_kernel unmapped $high "-DCONFIG=$config,.physical_memory={0,2,0}"
boots_kernel "physical memory not mapped"
make_kernel identity $high "-DCONFIG=$config,.physical_memory={0,1,0}"
boots_kernel "physical memory at its own addresses"

# Rights: the kernel touches what it must not, and the processor resets.
resets() {	# NAME ADDRESS
	make_kernel touch $high "-DTOUCH=$2"
	make_image k 24 16 kernel=touch
	expect "$1" 0 "kernel: entered" -drive "format=raw,if=ide,file=$out/k.img" -vga std
}
resets "the guard page is not there" "BOOT_STACK_TOP_ADDRESS - BOOT_STACK_SIZE_DEFAULT - 1"
resets "code is not writable" "$high"
resets "constants are not writable" "(uint64_t)constants"
resets "boot info is not writable" "BOOT_INFO_ADDRESS"
resets "page 0 is not mapped" "0x500"
resets "the loader's page is not writable" "BOOT_LOADER_PAGE_ADDRESS"

make_kernel fixed $high "-DCONFIG=$config,.kaslr={1,0,0,0}"
refuses_kernel 22 "the kernel requests KASLR" "KASLR of a kernel that is linked to one place"
make_kernel anonymous $high -DWITHOUT_NOTE
refuses_kernel 31 "the kernel has no ABI note" "no ABI note"
make_kernel future $high -DBOOT_INFO_WANTED=99
refuses_kernel 32 "the kernel requests boot info of version 99" "boot info of another version"
make_kernel stack $high "-DCONFIG=$config,.kernel_stack_size=1ull<<40"
refuses_kernel 33 "the kernel requests a stack of" "a stack of 1 TiB"
make_kernel map $high "-DCONFIG=$config,.physical_memory={0xffffffff40000000,1,0}"
refuses_kernel 34 "0x100000000 bytes of physical memory" "physical memory that wraps"
make_kernel map $high "-DCONFIG=$config,.physical_memory={0xfffffeff80000000,1,0}"
refuses_kernel 34 "physical memory at" "physical memory on the stack"
make_kernel flags $high "-DCONFIG=$config,.flags=4"
refuses_kernel 35 "the kernel's CONFIG note has unknown flags 0x4" "unknown flags"
make_kernel infos 0xffffff4000000000
refuses_kernel 28 "segment 0 at" "a kernel where boot info goes"

damaged() {	# ERROR TEXT NAME COMMAND...: a good kernel, changed by the command
	damaged_error=$1
	damaged_text=$2
	damaged_name=$3
	shift 3
	cp "$out/good" "$out/bad"
	"$@"
	kernel=bad
	refuses_kernel "$damaged_error" "$damaged_text" "$damaged_name"
}
damaged 21 "the kernel is not an ELF file" "no ELF file" poke bad 0 X
damaged 21 "the kernel is not 64-bit ELF" "ELF32" poke bad 4 '\001'
damaged 21 "the kernel is for ELF machine 183" "another machine" poke bad 18 '\267'
damaged 22 "the kernel is not an executable" "an object file" poke bad 16 '\001'
damaged 23 "the kernel has 200 program headers" "too many headers" poke bad 56 '\310'
damaged 24 "segment 2: " "data outside the file" poke_segment bad 2 8 0x100000
damaged 24 "segment 2: " "a file range that wraps" poke_segment bad 2 32 -1
damaged 25 "segment 2" "an address that is not canonical" poke_segment bad 2 16 0x800000000000
damaged 25 "segment 2" "a segment that wraps" poke_segment bad 2 16 -4096
damaged 25 "segment 2 lies in page 0" "a segment at 0" poke_segment bad 2 16 0
damaged 26 "segments 2 at" "segments that overlap" poke_segment bad 2 16 -0x80000000
damaged 27 "segment 2 is writable and executable" "W+X" poke bad $((64 + 56 * 2 + 4)) '\007'
damaged 28 "segment 2 at" "a segment on the stack" poke_segment bad 2 16 -0x10000001000
damaged 28 "segment 2 at" "a segment in physical memory's map" \
	poke_segment bad 2 16 -0x7ffffff00000
damaged 29 "the kernel's entry point" "an entry in the data" poke bad 24 '\000\000\001'
truncate_kernel() {
	dd if="$out/good" of="$out/bad" bs=4096 count=1 2> /dev/null
}
damaged 24 "segment " "a truncated file" truncate_kernel

make_kernel wx $high "-DCONFIG=$config,.flags=BOOT_ALLOW_WRITE_EXECUTE"
poke wx $((64 + 56 * 2 + 4)) '\007'
boots_kernel "W+X where the kernel asks for it"
