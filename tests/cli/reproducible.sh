#!/bin/sh
# The same source gives the same bytes: twice, elsewhere, from an Ingot that
# lies elsewhere, in a hostile environment.
. "$(dirname "$0")/../tap.sh"
t_need cksum

image=build/x86_64-os/debug/hello.img

# build DIRECTORY: an image of the same project, from nothing, in another place.
build() {
	XDG_CACHE_HOME=$t_state/cache-$1
	export XDG_CACHE_HOME
	mkdir -p "$1" && cp -R project/hello "$1/hello" && "$INGOT" -q -C "$1/hello" image
}

sum() {
	cksum <"$1/hello/$image"
}

mkdir project && "$INGOT" -q new project/hello || exit 1
cat >>project/hello/src/main.c <<'END'
const char *where(void);
const char *where(void) { return __FILE__; }

/* Functions of the kit's headers, whose place a check of theirs would name. */
#include <ingot/acpi.h>
#include <ingot/counter.h>
#include <ingot/cpu.h>
#include <ingot/irq.h>
#include <ingot/log.h>
#include <ingot/percpu.h>
COUNTER(looks);
LOG_SUBSYSTEM(hello);
uint64_t look(struct counter *counter, struct log_subsystem *log, struct le64 *number,
              uint32_t apic_id);
__attribute__((used, retain)) uint64_t look(struct counter *counter, struct log_subsystem *log,
                                            struct le64 *number, uint32_t apic_id)
{
	COUNT(looks);
	log_info(hello, "looks");
	counter_add(counter, cpu_get_index());
	cpu_write_msr(apic_id, cpu_read_tsc());
	return counter_read(counter) + log_lets_through(log, LOG_INFO) + le64_get(*number) +
	       irq_get_message_address(apic_id);
}
END
t_ok "a first image" build first
t_ok "a second one" build "second place"
t_is "they are equal" "$(sum first)" "$(sum "second place")"

root=$t_state/root
mkdir "$root" && cp -R "$t_root/abi" "$t_root/boot" "$t_root/runtime" "$t_root/kit" \
	"$t_root"/*.json "$root" || exit 1
INGOT_ROOT=$root
export INGOT_ROOT
t_ok "one from an Ingot elsewhere" build third
unset INGOT_ROOT
t_is "is equal too" "$(sum first)" "$(sum third)"

# Headers and options of the host that a careless compiler would take.
mkdir hostile && echo '#error "a header of the host"' >hostile/stdio.h
CPATH=$PWD/hostile C_INCLUDE_PATH=$PWD/hostile SDKROOT=$PWD/hostile
CCC_OVERRIDE_OPTIONS='+-DX' LANG=C TZ=Asia/Tokyo
export CPATH C_INCLUDE_PATH SDKROOT CCC_OVERRIDE_OPTIONS LANG TZ
umask 077
t_ok "one in a hostile environment" build fourth
t_is "is equal as well" "$(sum first)" "$(sum fourth)"

SOURCE_DATE_EPOCH=1500000000
export SOURCE_DATE_EPOCH
t_ok "one of another time" build fifth
t_ok "differs" test "$(sum first)" != "$(sum fifth)"
t_lacks "no path of this machine is in the image" "$t_state" fifth/hello/$image
t_done
