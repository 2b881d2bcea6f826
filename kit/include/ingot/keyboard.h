#pragma once
/* keyboard: a PS/2 keyboard behind the PC's 8042 controller, i8042 (IBM PS/2
 * Hardware Interface Technical Reference, "Keyboard and Auxiliary Device
 * Controller"); also what firmware makes of a USB keyboard.
 *
 *	why = keyboard_open();
 *	if (why == NULL)
 *		why = irq_register(irq_get_isa_gsi(KEYBOARD_IRQ), IRQ_ISA,
 *		                   keyboard_interrupt, NULL);
 *	if (why == NULL)
 *		keyboard_use_interrupts();
 *	while (keyboard_poll(&event)) ...
 *
 * Without interrupts keyboard_poll polls the controller. Scancodes are of set 1
 * (the controller translates); keyboard_decode turns them into events and can be
 * used for scancodes from elsewhere.
 * Context: keyboard_open on one CPU, interrupts on or off; it takes up to some
 * seconds if the controller is broken. keyboard_poll on one CPU at a time; the rest
 * on any CPU, in interrupt handlers, but not in NMI handlers. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "names.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEYBOARD_IRQ      1   /* of the ISA bus */
#define KEYBOARD_RING_MAX 256 /* scancodes; a power of two */

/* Key codes are scancodes; KEY_EXTENDED stands for the prefix 0xe0. */
#define KEY_EXTENDED 0x80
#define KEY_COUNT    0x100

enum key {
	KEY_ESCAPE = 0x01,
	KEY_BACKSPACE = 0x0e,
	KEY_TAB = 0x0f,
	KEY_ENTER = 0x1c,
	KEY_LEFT_CONTROL = 0x1d,
	KEY_LEFT_SHIFT = 0x2a,
	KEY_RIGHT_SHIFT = 0x36,
	KEY_LEFT_ALT = 0x38,
	KEY_SPACE = 0x39,
	KEY_CAPS_LOCK = 0x3a,
	KEY_F1 = 0x3b,
	KEY_F10 = 0x44,
	KEY_NUM_LOCK = 0x45,
	KEY_SCROLL_LOCK = 0x46,
	KEY_PAD_FIRST = 0x47,
	KEY_PAD_LAST = 0x53,
	KEY_F11 = 0x57,
	KEY_F12 = 0x58,
	KEY_PAD_ENTER = KEY_EXTENDED | 0x1c,
	KEY_RIGHT_CONTROL = KEY_EXTENDED | 0x1d,
	KEY_PAD_SLASH = KEY_EXTENDED | 0x35,
	KEY_PRINT_SCREEN = KEY_EXTENDED | 0x37,
	KEY_RIGHT_ALT = KEY_EXTENDED | 0x38,
	KEY_PAUSE = KEY_EXTENDED | 0x45, /* has a code of its own, 0xe1 ... */
	KEY_HOME = KEY_EXTENDED | 0x47,
	KEY_UP = KEY_EXTENDED | 0x48,
	KEY_PAGE_UP = KEY_EXTENDED | 0x49,
	KEY_LEFT = KEY_EXTENDED | 0x4b,
	KEY_RIGHT = KEY_EXTENDED | 0x4d,
	KEY_END = KEY_EXTENDED | 0x4f,
	KEY_DOWN = KEY_EXTENDED | 0x50,
	KEY_PAGE_DOWN = KEY_EXTENDED | 0x51,
	KEY_INSERT = KEY_EXTENDED | 0x52,
	KEY_DELETE = KEY_EXTENDED | 0x53,
	KEY_LEFT_SUPER = KEY_EXTENDED | 0x5b,
	KEY_RIGHT_SUPER = KEY_EXTENDED | 0x5c,
	KEY_MENU = KEY_EXTENDED | 0x5d,
};

enum key_modifier {
	KEY_WITH_SHIFT = 1 << 0,
	KEY_WITH_CONTROL = 1 << 1,
	KEY_WITH_ALT = 1 << 2,
	KEY_WITH_SUPER = 1 << 3,
	KEY_WITH_CAPS_LOCK = 1 << 4, /* toggled, not held */
	KEY_WITH_NUM_LOCK = 1 << 5,
};

struct key_event {
	uint8_t key;       /* enum key, or a scancode without a name */
	bool is_pressed;   /* else released */
	bool is_repeat;    /* autorepeat */
	uint8_t modifiers; /* enum key_modifier, including this key */
	char character;    /* 0 = none */
};

/* Characters by scancode; 0 = none. */
struct keyboard_layout {
	char plain[KEY_EXTENDED], shifted[KEY_EXTENDED];
};

extern const struct keyboard_layout keyboard_layout_us;

/* Initialize it with zeros, except layout. */
struct keyboard_decoder {
	const struct keyboard_layout *layout;
	uint8_t locks;
	uint8_t prefix;                /* 0, 0xe0 or 0xe1 */
	uint8_t prefix_count;          /* bytes since 0xe1 */
	uint32_t down[KEY_COUNT / 32]; /* a bit for each key */
};

/* True if the byte completed an event. Any sequence of bytes is safe. */
bool keyboard_decode(struct keyboard_decoder *decoder, uint8_t scancode, struct key_event *event)
	KIT_NAME(keyboard_decode);

/* Tests the controller and its port and enables the keyboard, without interrupts,
 * Num Lock on. Each step times out after KEYBOARD_WAIT_MS. */
MUST_CHECK const char *keyboard_open(void) KIT_NAME(keyboard_open);
#define KEYBOARD_WAIT_MS 500 /* about */

/* The layout is not copied: it must stay. NULL: keyboard_layout_us. */
void keyboard_set_layout(const struct keyboard_layout *layout) KIT_NAME(keyboard_set_layout);

void keyboard_use_interrupts(void) KIT_NAME(keyboard_use_interrupts);

/* The handler for irq_register (irq.h); its context is not used. Safe to call at any
 * time. */
void keyboard_interrupt(void *unused) KIT_NAME(keyboard_interrupt);

/* The next event, or false if there is none. */
bool keyboard_poll(struct key_event *event) KIT_NAME(keyboard_poll);

/* Scancodes lost because the ring was full. */
uint64_t keyboard_get_dropped(void) KIT_NAME(keyboard_get_dropped);

#ifdef __cplusplus
}
#endif
