#include "lib/log.hpp"

#include <cstring>

namespace lib {

static drivers::Console *current;

void set_console(drivers::Console &console)
{
	current = &console;
}

void print(const char *text)
{
	current->write(text, std::strlen(text));
}

void print_number(unsigned long number)
{
	if (number >= 10)
		print_number(number / 10);
	const char digit[] = { static_cast<char>('0' + number % 10), '\0' };
	print(digit);
}

} // namespace lib
