#include "host/run/registers.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "abi/x86.h"

/* What follows "NAME=" where NAME is a whole word, or NULL. */
static const char *find(const char *text, const char *name)
{
	size_t size = strlen(name);

	for (const char *at = text; (at = strstr(at, name)); at += size)
		if (at[size] == '=' && (at == text || !isalnum((unsigned char)at[-1])))
			return at + size + 1;
	return NULL;
}

static uint64_t value_of(const char *text, const char *name)
{
	const char *value = find(text, name);

	return value ? strtoull(value, NULL, 16) : 0;
}

/* Outside of long mode the names are EIP, ESP, EBP, EDX and EFL. */
static uint64_t general(const char *text, const char *name64, const char *name32)
{
	return value_of(text, find(text, name64) ? name64 : name32);
}

/* "CS =0008 0000000000000000 ffffffff 00af9a00 DPL=0 CS64 [-R-]" */
static int mode_of(const char *text, uint64_t cr0)
{
	const char *line = strstr(text, "CS =");

	if (!(cr0 & X86_CR0_PE) || !line)
		return 16;
	size_t size = strcspn(line, "\n");
	for (size_t i = 0; i + 4 <= size; i++) {
		if (strncmp(line + i, "CS64", 4) == 0)
			return 64;
		if (strncmp(line + i, "CS32", 4) == 0)
			return 32;
	}
	return 16;
}

bool registers_parse(struct registers *registers, const char *text)
{
	const char *idt = find(text, "IDT");
	char *limit;

	*registers = (struct registers){ 0 };
	if (!idt || (!find(text, "RIP") && !find(text, "EIP")))
		return false;
	registers->rip = general(text, "RIP", "EIP");
	registers->rsp = general(text, "RSP", "ESP");
	registers->rbp = general(text, "RBP", "EBP");
	registers->rdx = general(text, "RDX", "EDX");
	registers->rflags = general(text, "RFL", "EFL");
	registers->cr0 = value_of(text, "CR0");
	registers->cr2 = value_of(text, "CR2");
	registers->cr3 = value_of(text, "CR3");
	registers->cr4 = value_of(text, "CR4");
	registers->idt_base = strtoull(idt, &limit, 16);
	registers->idt_limit = (uint32_t)strtoul(limit, NULL, 16);
	registers->is_halted = value_of(text, "HLT") != 0;
	registers->mode_bits = mode_of(text, registers->cr0);
	return true;
}
