/* Scancodes in any order: an event's key and modifiers are those that a table of what is
 * down says, and a key that is released was not pressed again.
 *
 * Runs: 150000
 * Longest: 64 */
#include <ingot/keyboard.h>
#include <string.h>

#include "tests/fuzz/readers/fuzz.h"

static bool down[KEY_COUNT];

static void look_at(const struct key_event *event)
{
	bool shift, control;

	HOLDS(event->key != 0);
	HOLDS_EQUAL(event->is_repeat, event->is_pressed && down[event->key]);
	HOLDS(event->is_pressed || !event->character);
	down[event->key] = event->is_pressed;
	shift = down[KEY_LEFT_SHIFT] || down[KEY_RIGHT_SHIFT];
	control = down[KEY_LEFT_CONTROL] || down[KEY_RIGHT_CONTROL];
	HOLDS_EQUAL((event->modifiers & KEY_WITH_SHIFT) != 0, shift);
	HOLDS_EQUAL((event->modifiers & KEY_WITH_CONTROL) != 0, control);
	HOLDS((unsigned char)event->character < 0x80);
}

FUZZ(data, size)
{
	struct keyboard_decoder decoder = { .layout = &keyboard_layout_us };
	struct key_event event;

	memset(down, 0, sizeof down);
	for (size_t i = 0; i < size; i++)
		if (keyboard_decode(&decoder, data[i], &event))
			look_at(&event);
}
