#pragma once
#include <concepts>

#include "drivers/console.hpp"

namespace lib {

void set_console(drivers::Console &console);
void print(const char *text);
void print_number(unsigned long number);

template <class T> void print_one(const T &item)
{
	if constexpr (std::integral<T>)
		print_number(item);
	else
		print(item);
}

template <class... T> void log(const T &...items)
{
	(print_one(items), ...);
	print("\n");
}

} // namespace lib
