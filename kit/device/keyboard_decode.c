/* keyboard_decode: scancodes of set 1 to key events (IBM PS/2 Hardware
 * Interface Technical Reference, "Keyboard (101- and 102-Key)", scan code set
 * 1). */
#include <ingot/keyboard.h>

#define PREFIX_EXTENDED  0xe0
#define PREFIX_PAUSE     0xe1
#define PAUSE_BYTES      2 /* behind the prefix, pressed or released */
#define RELEASED         0x80
#define NOT_A_CODE_FIRST 0xe2 /* answers to commands, and 0xff, an overrun */

static bool is_down(const struct keyboard_decoder *decoder, unsigned key)
{
	return decoder->down[key / 32] >> key % 32 & 1;
}

static void set_down(struct keyboard_decoder *decoder, unsigned key, bool down)
{
	if (down)
		decoder->down[key / 32] |= 1u << key % 32;
	else
		decoder->down[key / 32] &= ~(1u << key % 32);
}

static bool is_either_down(const struct keyboard_decoder *decoder, unsigned a, unsigned b)
{
	return is_down(decoder, a) || is_down(decoder, b);
}

static uint8_t get_modifiers(const struct keyboard_decoder *d)
{
	unsigned modifiers = d->locks;

	if (is_either_down(d, KEY_LEFT_SHIFT, KEY_RIGHT_SHIFT))
		modifiers |= KEY_WITH_SHIFT;
	if (is_either_down(d, KEY_LEFT_CONTROL, KEY_RIGHT_CONTROL))
		modifiers |= KEY_WITH_CONTROL;
	if (is_either_down(d, KEY_LEFT_ALT, KEY_RIGHT_ALT))
		modifiers |= KEY_WITH_ALT;
	if (is_either_down(d, KEY_LEFT_SUPER, KEY_RIGHT_SUPER))
		modifiers |= KEY_WITH_SUPER;
	return (uint8_t)modifiers;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_pad_digit(unsigned key)
{
	return key >= KEY_PAD_FIRST && key <= KEY_PAD_LAST && key != 0x4a && key != 0x4e;
}

/* Caps lock is for letters only, num lock for the pad's digits. */
static char type(const struct keyboard_decoder *decoder, unsigned key, uint8_t modifiers)
{
	const struct keyboard_layout *layout = decoder->layout;
	bool shift = modifiers & KEY_WITH_SHIFT;
	char c;

	if (key == KEY_PAD_ENTER)
		return '\n';
	if (key == KEY_PAD_SLASH)
		return '/';
	if (key >= KEY_EXTENDED)
		return key == KEY_DELETE ? '\177' : '\0';
	if (is_pad_digit(key) && (!(modifiers & KEY_WITH_NUM_LOCK) || shift))
		return '\0';
	if (is_letter(layout->plain[key]) && modifiers & KEY_WITH_CAPS_LOCK)
		shift = !shift;
	c = shift ? layout->shifted[key] : layout->plain[key];
	if (modifiers & KEY_WITH_CONTROL && c >= '@' && c <= '~')
		c &= 0x1f;
	return c;
}

static void toggle_locks(struct keyboard_decoder *decoder, unsigned key)
{
	if (key == KEY_CAPS_LOCK)
		decoder->locks ^= KEY_WITH_CAPS_LOCK;
	if (key == KEY_NUM_LOCK)
		decoder->locks ^= KEY_WITH_NUM_LOCK;
}

static bool make_event(struct keyboard_decoder *decoder, unsigned key, bool pressed,
                       struct key_event *event)
{
	bool was_down = is_down(decoder, key);

	if (pressed && !was_down)
		toggle_locks(decoder, key);
	set_down(decoder, key, pressed);
	*event = (struct key_event){
		.key = (uint8_t)key,
		.is_pressed = pressed,
		.is_repeat = pressed && was_down,
		.modifiers = get_modifiers(decoder),
	};
	if (pressed)
		event->character = type(decoder, key, event->modifiers);
	return true;
}

static bool decode_pause(struct keyboard_decoder *decoder, uint8_t code, struct key_event *event)
{
	if (++decoder->prefix_count < PAUSE_BYTES)
		return false;
	decoder->prefix = 0;
	return make_event(decoder, KEY_PAUSE, !(code & RELEASED), event);
}

/* Between the prefix and some keys, keyboards press and release a shift that
 * nobody touched, for programs of 1981. */
static bool is_fake_shift(unsigned key)
{
	return key == (KEY_EXTENDED | KEY_LEFT_SHIFT) || key == (KEY_EXTENDED | KEY_RIGHT_SHIFT);
}

bool keyboard_decode(struct keyboard_decoder *decoder, uint8_t scancode, struct key_event *event)
{
	unsigned key = scancode & ~(unsigned)RELEASED;

	if (scancode == PREFIX_EXTENDED || scancode == PREFIX_PAUSE) {
		decoder->prefix = scancode;
		decoder->prefix_count = 0;
		return false;
	}
	if (scancode >= NOT_A_CODE_FIRST || key == 0) {
		decoder->prefix = 0;
		return false;
	}
	if (decoder->prefix == PREFIX_PAUSE)
		return decode_pause(decoder, scancode, event);
	if (decoder->prefix == PREFIX_EXTENDED)
		key |= KEY_EXTENDED;
	decoder->prefix = 0;
	if (is_fake_shift(key))
		return false;
	return make_event(decoder, key, !(scancode & RELEASED), event);
}
