/* counter: see <ingot/counter.h>. */
#include <ingot/counter.h>
#include <string.h>

/* Made by the linker around section ingot_counters; both 0 if there are none. */
extern struct counter *__start_ingot_counters[] __attribute__((weak));
extern struct counter *__stop_ingot_counters[] __attribute__((weak));

const struct counter *counter_get(size_t index)
{
	size_t count = (size_t)(__stop_ingot_counters - __start_ingot_counters);

	return index < count ? __start_ingot_counters[index] : NULL;
}

const struct counter *counter_find(const char *name)
{
	const struct counter *counter;

	for (size_t i = 0; (counter = counter_get(i)); i++)
		if (strcmp(counter->name, name) == 0)
			return counter;
	return NULL;
}
