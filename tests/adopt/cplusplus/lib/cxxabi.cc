// What the compiler wants of a kernel: the usual lines.
extern "C" {

void *__dso_handle;

int __cxa_atexit(void (*)(void *), void *, void *)
{
	return 0;
}

void __cxa_pure_virtual()
{
	for (;;)
		asm volatile("cli; hlt");
}
}
