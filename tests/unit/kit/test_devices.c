/* Devices that no emulator has, since they are broken: a keyboard controller that
 * fails at each step, a hypervisor without fw_cfg or with a wild one, a
 * time-stamp counter that stands still, a serial port that never sends. Each is
 * named; none hangs.
 * Runs on x86_64 alone. */
#include <ingot/clock.h>
#include <ingot/cpu.h>
#include <ingot/fw_cfg.h>
#include <ingot/keyboard.h>
#include <ingot/paging.h>
#include <ingot/serial.h>
#include <stdlib.h>
#include <string.h>

#include "kit/time/clock_reference.h"
#include "tests/unit/unit.h"

/* ---- The keyboard controller ---- */

#define NEVER 1000

/* What is wrong with it; 0 or NEVER: nothing. */
struct controller {
	unsigned commands_until_stuck;
	bool sends_for_ever;
	unsigned answers_until_mute;
	uint8_t self_test, wire_test;
	bool has_no_keyboard;
	bool wants_repetition;
	bool is_gone;

	uint8_t answer; /* waiting to be read, if has_answer */
	bool has_answer, awaits_config;
};

static const struct controller good = {
	.commands_until_stuck = NEVER,
	.answers_until_mute = NEVER,
	.self_test = 0x55,
};

static struct controller controller;

static void answer(uint8_t byte)
{
	controller.has_answer = controller.answers_until_mute > 0;
	controller.answer = byte;
	if (controller.answers_until_mute > 0)
		controller.answers_until_mute--;
}

static void take_command(uint8_t command)
{
	if (controller.commands_until_stuck > 0)
		controller.commands_until_stuck--;
	switch (command) {
	case 0x20: answer(0x65); break;
	case 0x60: controller.awaits_config = true; break;
	case 0xaa: answer(controller.self_test); break;
	case 0xab: answer(controller.wire_test); break;
	}
}

static void take_data(uint8_t byte)
{
	if (controller.awaits_config) {
		controller.awaits_config = false;
	} else if (byte == 0xf4 && !controller.has_no_keyboard) {
		answer(controller.wants_repetition ? 0xfe : 0xfa);
		controller.wants_repetition = false;
	}
}

static uint8_t controller_status(void)
{
	if (controller.is_gone)
		return 0xff;
	return (controller.has_answer || controller.sends_for_ever ? 0x01 : 0) |
	       (controller.commands_until_stuck == 0 ? 0x02 : 0);
}

static const char *refusal_of(struct controller broken)
{
	controller = broken;
	return keyboard_open();
}

TEST(keyboard_controllers_that_work)
{
	struct controller repeats = good;

	assert_null(refusal_of(good));
	repeats.wants_repetition = true;
	assert_null(refusal_of(repeats));
}

/* Without a layout, keys type what they say in America. */
TEST(keyboards_without_a_layout)
{
	struct key_event event = { .character = 0 };

	assert_null(refusal_of(good));
	keyboard_set_layout(NULL);
	answer(0x1e);
	assert_true(keyboard_poll(&event));
	assert_int_equal(event.character, 'a');
}

TEST(keyboard_controllers_that_fail)
{
	struct controller broken = good;

	broken.is_gone = true;
	assert_string_equal(refusal_of(broken), "no keyboard controller found");
	broken = good;
	broken.sends_for_ever = true;
	assert_string_equal(refusal_of(broken), "the keyboard controller never stops sending");
	broken = good;
	broken.self_test = 0xfc;
	assert_string_equal(refusal_of(broken), "the keyboard controller failed its self-test");
	broken = good;
	broken.wire_test = 0x01;
	assert_string_equal(refusal_of(broken), "the keyboard port failed its test");
	broken = good;
	broken.has_no_keyboard = true;
	assert_string_equal(refusal_of(broken), "no keyboard responds");
}

/* After each number of commands and of answers that a good one needs. */
TEST(keyboard_controllers_that_stop)
{
	struct controller broken = good;
	unsigned refused = 0;

	for (unsigned i = 0; i < 3; i++) {
		broken.answers_until_mute = i;
		assert_string_equal(refusal_of(broken), "the keyboard controller does not respond");
	}
	broken = good;
	for (unsigned i = 0; i < 7; i++) {
		const char *why;

		broken.commands_until_stuck = i;
		why = refusal_of(broken);
		assert_string_not_equal(why, "none");
		refused += strcmp(why, "the keyboard controller accepts no commands") == 0;
	}
	assert_true(refused >= 3);
}

/* ---- fw_cfg ---- */

static char signature[5];
static uint32_t file_count;
static uint16_t selected;
static unsigned offset;

static uint8_t fw_cfg_next(void)
{
	unsigned at = offset++;

	if (selected == 0x0000 && at < 4)
		return (uint8_t)signature[at];
	if (selected == 0x0019 && at < 4)
		return (uint8_t)(file_count >> (24 - 8 * at));
	return 0;
}

struct paging_entry paging_walk(uint64_t address)
{
	(void)address;
	return (struct paging_entry){ 0 };
}

bool paging_is_mapped(uint64_t address, size_t size_bytes)
{
	(void)address, (void)size_bytes;
	return false;
}

static const char *fw_cfg_refusal(const char *its_signature, uint32_t count)
{
	struct fw_cfg_file file;

	strcpy(signature, its_signature);
	file_count = count;
	return fw_cfg_get(0, &file);
}

TEST(hypervisors_without_files)
{
	assert_null(fw_cfg_refusal("QEMU", 1));
	assert_string_equal(fw_cfg_refusal("\xff\xff\xff\xff", 1), "no fw_cfg device found");
	assert_string_equal(fw_cfg_refusal("QEMU", 0), "fw_cfg has no more files");
	assert_null(fw_cfg_refusal("QEMU", FW_CFG_FILES_MAX));
	assert_string_equal(fw_cfg_refusal("QEMU", FW_CFG_FILES_MAX + 1),
	                    "fw_cfg has more files than FW_CFG_FILES_MAX");
}

/* ---- Clocks ---- */

static uint64_t ticks;
static uint64_t tsc, tsc_step;

static uint64_t read_reference(void)
{
	return ticks += 10000;
}

struct clock_reference clock_reference_find(void)
{
	return (struct clock_reference){
		.name = "HPET",
		.hz = 10000000,
		.mask = UINT64_MAX,
		.read = read_reference,
	};
}

struct clock_reference clock_reference_find_hpet(void)
{
	return (struct clock_reference){ .name = NULL };
}

uint64_t fake_read_tsc(void)
{
	return tsc += tsc_step;
}

TEST(a_counter_that_stands_still)
{
	tsc_step = 0;
	assert_string_equal(clock_start(), "the TSC does not advance");
	tsc_step = 1000;
	assert_null(clock_start());
}

/* ---- A serial port that has never room for a byte ---- */

#define STUCK_PORT  0x2f8
#define LINE_STATUS (STUCK_PORT + 5)
#define SCRATCH     (STUCK_PORT + 7)

static uint8_t scratch;

TEST(a_serial_port_that_sends_nothing)
{
	static struct serial port;

	tsc_step = SERIAL_STUCK_CYCLES / 16;
	assert_null(serial_open(&port, STUCK_PORT));
	assert_int_equal(serial_write(&port, "x", 1), 1);
	assert_string_equal(serial_flush(&port),
	                    "the serial port has not transmitted for SERIAL_STUCK_CYCLES");
	assert_int_equal(serial_get_counts(&port).sent, 0);
}

/* ---- Ports ---- */

uint8_t fake_in8(uint16_t port)
{
	switch (port) {
	case 0x60:        controller.has_answer = false; return controller.answer;
	case 0x64:        return controller_status();
	case 0x511:       return fw_cfg_next();
	case LINE_STATUS: return 0;
	case SCRATCH:     return scratch;
	}
	return 0xff;
}

void fake_out8(uint16_t port, uint8_t value)
{
	if (port == 0x64)
		take_command(value);
	else if (port == 0x60)
		take_data(value);
	else if (port == SCRATCH)
		scratch = value;
}

void fake_out16(uint16_t port, uint16_t value)
{
	assert_int_equal(port, 0x510);
	selected = value;
	offset = 0;
}
