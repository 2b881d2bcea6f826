/* keyboard: see <ingot/keyboard.h>. The controller's registers and commands
 * are those of the PS/2 Hardware Interface Technical Reference. */
#include <ingot/keyboard.h>

#include "abi/pc.h"
#include "kit/base/delay.h"
#include "kit/device/port_lock.h"

#define PORT_DATA    PC_KEYBOARD_DATA
#define PORT_STATUS  PC_KEYBOARD_STATUS
#define PORT_COMMAND PC_KEYBOARD_COMMAND

#define STATUS_OUTPUT PC_KEYBOARD_OUTPUT_FULL
#define STATUS_INPUT  PC_KEYBOARD_INPUT_FULL
#define STATUS_MOUSE  0x20 /* the byte there is the mouse's */
#define STATUS_GONE   0xff /* an empty bus */

#define COMMAND_READ_CONFIG  0x20
#define COMMAND_WRITE_CONFIG 0x60
#define COMMAND_MOUSE_OFF    0xa7
#define COMMAND_TEST         0xaa
#define COMMAND_TEST_WIRE    0xab
#define COMMAND_KEYBOARD_OFF 0xad
#define COMMAND_KEYBOARD_ON  0xae
#define TEST_GOOD            0x55
#define TEST_WIRE_GOOD       0x00

#define CONFIG_INTERRUPT       0x01
#define CONFIG_MOUSE_INTERRUPT 0x02
#define CONFIG_KEYBOARD_OFF    0x10
#define CONFIG_MOUSE_OFF       0x20
#define CONFIG_TRANSLATE       0x40 /* to set 1 */

#define KEYBOARD_SCAN   0xf4 /* go on sending */
#define KEYBOARD_TAKEN  0xfa
#define KEYBOARD_AGAIN  0xfe
#define TRIES_MAX       3
#define STALE_BYTES_MAX 64 /* more than any controller holds */

static struct {
	bool lock;
	bool is_open, uses_interrupts;
	uint8_t config;      /* as written to the controller */
	uint32_t first, end; /* counts, not wrapped */
	uint64_t dropped;
	uint8_t ring[KEYBOARD_RING_MAX];
	struct keyboard_decoder decoder; /* the poller's */
} keyboard;

/* ---- The controller, while it is being opened ---- */

static bool wait_status(uint8_t bit, uint8_t value)
{
	for (unsigned ms = 0; ms < KEYBOARD_WAIT_MS; ms++) {
		if ((cpu_in8(PORT_STATUS) & bit) == value)
			return true;
		delay_about_ms(1);
	}
	return false;
}

static bool send(uint16_t port, uint8_t byte)
{
	if (!wait_status(STATUS_INPUT, 0))
		return false;
	cpu_out8(port, byte);
	return true;
}

static bool receive(uint8_t *byte)
{
	if (!wait_status(STATUS_OUTPUT, STATUS_OUTPUT))
		return false;
	*byte = cpu_in8(PORT_DATA);
	return true;
}

static bool ask(uint8_t command, uint8_t *answer)
{
	return send(PORT_COMMAND, command) && receive(answer);
}

/* False if there is no end to what it holds. */
static bool throw_away_stale(void)
{
	for (unsigned i = 0; i < STALE_BYTES_MAX; i++) {
		if (!(cpu_in8(PORT_STATUS) & STATUS_OUTPUT))
			return true;
		cpu_in8(PORT_DATA);
		delay_about_ms(1);
	}
	return false;
}

static bool write_config(void)
{
	return send(PORT_COMMAND, COMMAND_WRITE_CONFIG) && send(PORT_DATA, keyboard.config);
}

/* Only now, with the keyboard off, is the answer not a key. */
static bool choose_config(void)
{
	if (!ask(COMMAND_READ_CONFIG, &keyboard.config))
		return false;
	keyboard.config &= (uint8_t)~(CONFIG_INTERRUPT | CONFIG_MOUSE_INTERRUPT |
	                              CONFIG_KEYBOARD_OFF);
	keyboard.config |= CONFIG_TRANSLATE | CONFIG_MOUSE_OFF;
	return write_config();
}

static const char *test_controller(void)
{
	uint8_t answer;

	if (cpu_in8(PORT_STATUS) == STATUS_GONE)
		return "no keyboard controller found";
	if (!send(PORT_COMMAND, COMMAND_KEYBOARD_OFF) || !send(PORT_COMMAND, COMMAND_MOUSE_OFF))
		return "the keyboard controller accepts no commands";
	if (!throw_away_stale())
		return "the keyboard controller never stops sending";
	if (!ask(COMMAND_TEST, &answer))
		return "the keyboard controller does not respond";
	if (answer != TEST_GOOD)
		return "the keyboard controller failed its self-test";
	return NULL;
}

/* The self-test may have reset the configuration: that comes after it. */
static const char *set_up_controller(void)
{
	uint8_t answer;

	if (!choose_config() || !ask(COMMAND_TEST_WIRE, &answer))
		return "the keyboard controller does not respond";
	if (answer != TEST_WIRE_GOOD)
		return "the keyboard port failed its test";
	if (!send(PORT_COMMAND, COMMAND_KEYBOARD_ON))
		return "the keyboard controller accepts no commands";
	return NULL;
}

/* Keys that are pressed meanwhile come before the answer. */
static const char *start_scanning(void)
{
	uint8_t answer;

	for (unsigned tries = 0; tries < TRIES_MAX; tries++) {
		if (!send(PORT_DATA, KEYBOARD_SCAN))
			return "the keyboard controller accepts no commands";
		for (unsigned i = 0; i < STALE_BYTES_MAX && receive(&answer); i++) {
			if (answer == KEYBOARD_TAKEN)
				return NULL;
			if (answer == KEYBOARD_AGAIN)
				break;
		}
	}
	return "no keyboard responds";
}

const char *keyboard_open(void)
{
	const char *why;

	keyboard.is_open = false;
	keyboard.uses_interrupts = false;
	keyboard.first = keyboard.end = 0;
	keyboard.dropped = 0;
	keyboard.decoder = (struct keyboard_decoder){
		.layout = keyboard.decoder.layout,
		.locks = KEY_WITH_NUM_LOCK,
	};
	if (!keyboard.decoder.layout)
		keyboard.decoder.layout = &keyboard_layout_us;
	why = test_controller();
	if (!why)
		why = set_up_controller();
	if (!why)
		why = start_scanning();
	keyboard.is_open = why == NULL;
	return why;
}

void keyboard_set_layout(const struct keyboard_layout *layout)
{
	keyboard.decoder.layout = layout ? layout : &keyboard_layout_us;
}

/* ---- And from then on ---- */

static void keep(uint8_t byte)
{
	if (keyboard.end - keyboard.first == KEYBOARD_RING_MAX)
		keyboard.dropped++;
	else
		keyboard.ring[keyboard.end++ % KEYBOARD_RING_MAX] = byte;
}

/* The mouse is off; what it sends all the same is thrown away. */
static void service(void)
{
	for (unsigned i = 0; keyboard.is_open && i < STALE_BYTES_MAX; i++) {
		uint8_t status = cpu_in8(PORT_STATUS), byte;

		if (!(status & STATUS_OUTPUT) || status == STATUS_GONE)
			return;
		byte = cpu_in8(PORT_DATA);
		if (!(status & STATUS_MOUSE))
			keep(byte);
	}
}

void keyboard_use_interrupts(void)
{
	uint64_t rflags = port_lock_take(&keyboard.lock);

	service();
	if (keyboard.is_open) {
		keyboard.config |= CONFIG_INTERRUPT;
		keyboard.uses_interrupts = write_config();
	}
	port_lock_give(&keyboard.lock, rflags);
}

void keyboard_interrupt(void *unused)
{
	uint64_t rflags = port_lock_take(&keyboard.lock);

	(void)unused;
	service();
	port_lock_give(&keyboard.lock, rflags);
}

static bool take_scancode(uint8_t *code)
{
	uint64_t rflags = port_lock_take(&keyboard.lock);
	bool has_one;

	if (!keyboard.uses_interrupts)
		service();
	has_one = keyboard.first != keyboard.end;
	if (has_one)
		*code = keyboard.ring[keyboard.first++ % KEYBOARD_RING_MAX];
	port_lock_give(&keyboard.lock, rflags);
	return has_one;
}

bool keyboard_poll(struct key_event *event)
{
	uint8_t code;

	while (take_scancode(&code))
		if (keyboard_decode(&keyboard.decoder, code, event))
			return true;
	return false;
}

uint64_t keyboard_get_dropped(void)
{
	return keyboard.dropped;
}
