# lib.sh: sourced by the scripts that boot damaged media (main.c). Makes good
# ones: two kernels, one of a fixed address and one position-independent, and
# images such as `ingot` makes, their kernels replaced as a user would replace
# them, by copying files to the EFI system partition.
#
# The arguments are those of the scripts: [SEED [FIRST [COUNT]]].
seed=${1:-1}
first=${2:-0}
count=${3:-}
clang=${CLANG:-$(sh "$t_root/scripts/llvm.sh" clang)}
lld=${LLD:-$(sh "$t_root/scripts/llvm.sh" ld.lld)}
qemu=${QEMU:-qemu-system-x86_64}
kept=$t_root/build/tests/fuzz
t_need "$clang" "$lld" "$qemu" mcopy mdel

die() {
	echo "Bail out! $1"
	sed 's/^/# /' "$t_out" "$t_err"
	exit 1
}

# make_kernel NAME COMPILER-FLAG LINKER-FLAG...: NAME.elf
make_kernel() {
	kernel=$1.elf
	t_run "$clang" --target=x86_64-unknown-none -std=c17 -ffreestanding -nostdlibinc \
		-isystem "$t_root/runtime/include" -I"$t_root" -O1 -mno-red-zone "$2" -c \
		-o victim.o "$t_root/tests/fuzz/boot/victim.c" || die "the victim does not compile"
	shift 2
	t_run "$lld" "$@" -T "$t_root/tests/boot/kernel.ld" --defsym=BASE=0xffffffff80000000 \
		-o "$kernel" victim.o || die "the victim does not link"
}

# make_project: the directory victim; the loader is the same whatever the kernel.
make_project() {
	mkdir victim victim/src
	: >victim/ingot.yaml
	cp "$t_root/examples/hello/src/main.c" victim/src/
}

# put FILE NAME: into boot/ of the image $image.
put() {
	mdel -i "$image@@1M" "::boot/$2" 2>/dev/null
	t_run mcopy -i "$image@@1M" "$1" "::boot/$2" || die "$1 cannot be copied"
}

# make_images: fixed.img and moving.img, and nothing.img, which is refused with a
# line that judge.c knows: what UEFI falls back on.
make_images() {
	make_project
	t_run t_limit 300 "$INGOT" -C victim image -o "$PWD/good.img" || die "ingot makes no image"
	cat >ingot.conf <<-END
		# a start from a disk
		kernel=boot/kernel
		cmdline=root=none quiet
		module=boot/module
		crc32=6bd7dbff
	END
	printf '%s' "what a kernel may want to read" >module
	for image in fixed.img moving.img; do
		cp good.img $image
		put "${image%.img}.elf" kernel
		put ingot.conf ingot.conf
		put module module
	done
	image=nothing.img
	cp good.img $image
	echo "not-started=" >ingot.conf
	put ingot.conf ingot.conf
}

# fuzz WAY FILE...
fuzz() {
	t_run ${HOST_CC:-cc} -std=c17 -D_XOPEN_SOURCE=700 -D_DARWIN_C_SOURCE -O2 -g -Wall -Wextra \
		-Wpedantic -Wshadow -Werror -I"$t_root" -o fuzz "$t_root"/tests/fuzz/boot/bundle.c \
		"$t_root"/tests/fuzz/boot/disk.c "$t_root"/tests/fuzz/boot/judge.c \
		"$t_root"/tests/fuzz/boot/kernel.c "$t_root"/tests/fuzz/boot/main.c \
		"$t_root"/tests/fuzz/boot/medium.c "$t_root"/tests/fuzz/boot/mutate.c \
		"$t_root"/tests/fuzz/boot/start.c "$t_root"/tests/machine/pool.c ||
		die "the harness does not build"
	mkdir -p machines "$kept"
	way=$1
	shift
	./fuzz "$way" "$qemu" machines "$kept" "$seed" "$first" "$count" "$@"
}

make_kernel fixed -fno-pie -static
make_kernel moving -fPIE -pie --no-dynamic-linker -z text
