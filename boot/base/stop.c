#include "boot/base/stop.h"

#include "abi/exit_code.h"
#include "boot/base/console.h"
#include "boot/base/cpu.h"

static void write_fact(const struct fact *fact)
{
	if (fact->text)
		console_write(fact->text);
	else if (fact->hexadecimal)
		console_write_hex(fact->number);
	else
		console_write_decimal(fact->number);
}

static void write_sentence(const char *sentence, const struct fact *facts)
{
	for (; *sentence; sentence++) {
		if (*sentence == '%')
			write_fact(facts++);
		else
			console_put(*sentence);
	}
}

_Noreturn void stop(enum loader_error error, const char *sentence, const struct fact *facts)
{
	console_write("\n" LOADER_REFUSAL);
	console_write_decimal(error);
	console_write(": ");
	write_sentence(sentence, facts);
	console_put('\n');
	console_drain();
	if (cpu_has_hypervisor())
		cpu_out32(EXIT_PORT, EXIT_CODE_LOADER + (uint32_t)error);
	cpu_stop();
}
