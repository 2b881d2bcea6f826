#include "host/run/keyboard.h"

#define CTRL(letter) ((letter) & 0x1f)

/* The key to type, or -1 for none. */
static int translate(struct keyboard *keyboard, char key)
{
	if (!keyboard->has_escape) {
		keyboard->has_escape = key == CTRL('A');
		keyboard->was_interrupted |= key == CTRL('C');
		keyboard->wants_end |= key == CTRL('C');
		return keyboard->has_escape || key == CTRL('C') ? -1 : key;
	}
	keyboard->has_escape = false;
	keyboard->wants_end |= key == 'x' || key == 'X';
	if (key == 'c')
		return CTRL('C');
	return key == CTRL('A') ? key : -1;
}

size_t keyboard_filter(struct keyboard *keyboard, char *keys, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count && !keyboard->wants_end; i++) {
		int key = translate(keyboard, keys[i]);

		if (key != -1)
			keys[kept++] = (char)key;
	}
	return kept;
}
