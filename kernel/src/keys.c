/* keys: see keys.h. */
#include "keys.h"

#include <ingot/counter.h>
#include <ingot/cpu.h>
#include <ingot/irq.h>
#include <ingot/keyboard.h>
#include <ingot/screen.h>
#include <ingot/serial.h>

#define PARAMETER_MAX 999

COUNTER(keys_serial);
COUNTER(keys_keyboard);

static struct serial line;
static struct keys_decoder line_decoder;
static bool has_line, has_keyboard, has_interrupts;

static const char *const interrupted = "interrupt-driven", *const polled = "polled";

static const char *start_line(void)
{
	const char *why = serial_open(&line, SERIAL_COM1);

	has_line = why == NULL;
	if (!has_line)
		return why;
	if (irq_register(irq_get_isa_gsi(SERIAL_COM1_IRQ), IRQ_ISA, serial_interrupt, &line)) {
		has_interrupts = false;
		return polled;
	}
	serial_use_interrupts(&line);
	return interrupted;
}

static const char *start_keyboard(void)
{
	const char *why = keyboard_open();

	has_keyboard = why == NULL;
	if (!has_keyboard)
		return why;
	if (irq_register(irq_get_isa_gsi(KEYBOARD_IRQ), IRQ_ISA, keyboard_interrupt, NULL)) {
		has_interrupts = false;
		return polled;
	}
	keyboard_use_interrupts();
	return interrupted;
}

void keys_start(const char *status[KEYS_SOURCE_COUNT])
{
	has_interrupts = true;
	status[KEYS_SERIAL] = start_line();
	status[KEYS_KEYBOARD] = start_keyboard();
}

bool keys_are_there(void)
{
	return has_line || has_keyboard;
}

/* ---- Serial line ---- */

enum { PLAIN, ESCAPE, SEQUENCE, SINGLE }; /* behind ESC, ESC [, ESC O */

static int name_final(uint8_t byte, unsigned parameter)
{
	switch (byte) {
	case 'A': return KEYS_UP;
	case 'B': return KEYS_DOWN;
	case 'C': return KEYS_RIGHT;
	case 'D': return KEYS_LEFT;
	case 'H': return KEYS_HOME;
	case 'F': return KEYS_END;
	case '~': break;
	default:  return KEYS_UNKNOWN;
	}
	switch (parameter) {
	case 1:
	case 7:  return KEYS_HOME;
	case 4:
	case 8:  return KEYS_END;
	case 3:  return KEYS_DELETE;
	default: return KEYS_UNKNOWN;
	}
}

static int decode_sequence(struct keys_decoder *decoder, uint8_t byte)
{
	if (byte >= '0' && byte <= '9' && decoder->parameter <= PARAMETER_MAX) {
		decoder->parameter = (uint16_t)(decoder->parameter * 10 + byte - '0');
		return 0;
	}
	if (byte >= ' ' && byte < '@')
		return 0; /* parameters and marks that do not matter */
	decoder->state = PLAIN;
	return name_final(byte, decoder->parameter);
}

int keys_decode(struct keys_decoder *decoder, uint8_t byte)
{
	if (byte == 0x1b) {
		*decoder = (struct keys_decoder){ .state = ESCAPE };
		return 0;
	}
	switch (decoder->state) {
	case ESCAPE:
		decoder->state = byte == '[' ? SEQUENCE : byte == 'O' ? SINGLE : PLAIN;
		return decoder->state == PLAIN ? KEYS_UNKNOWN : 0;
	case SINGLE:
	case SEQUENCE: return decode_sequence(decoder, byte);
	default:       return byte > 0 && byte <= 0x7f ? byte : KEYS_UNKNOWN;
	}
}

static int poll_line(void)
{
	char byte;
	int key = 0;

	while (key == 0 && has_line && serial_read(&line, &byte, 1) == 1) {
		COUNT(keys_serial);
		key = keys_decode(&line_decoder, (uint8_t)byte);
	}
	return key;
}

/* ---- Keyboard ---- */

static int name_event(const struct key_event *event)
{
	if (event->character != 0)
		return (uint8_t)event->character;
	switch (event->key) {
	case KEY_UP:     return KEYS_UP;
	case KEY_DOWN:   return KEYS_DOWN;
	case KEY_LEFT:   return KEYS_LEFT;
	case KEY_RIGHT:  return KEYS_RIGHT;
	case KEY_HOME:   return KEYS_HOME;
	case KEY_END:    return KEYS_END;
	case KEY_DELETE: return KEYS_DELETE;
	default:         return 0;
	}
}

static int poll_keyboard(void)
{
	struct key_event event;
	int key = 0;

	while (key == 0 && has_keyboard && keyboard_poll(&event)) {
		COUNT(keys_keyboard);
		if (!event.is_pressed)
			continue;
		if (event.key == KEY_PAGE_UP)
			screen_page_up();
		else if (event.key == KEY_PAGE_DOWN)
			screen_page_down();
		else
			key = name_event(&event);
	}
	return key;
}

/* ---- Both ---- */

static int poll(void)
{
	int key = poll_line();

	return key != 0 ? key : poll_keyboard();
}

int keys_read(void)
{
	int key;

	for (;;) {
		cpu_interrupts_off();
		key = poll();
		if (key != 0)
			break;
		if (has_interrupts)
			cpu_interrupts_on_and_halt();
		else
			cpu_interrupts_on();
		cpu_pause();
	}
	cpu_interrupts_on();
	return key;
}
