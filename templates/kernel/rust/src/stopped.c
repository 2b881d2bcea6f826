#include <ingot/panic.h>
#include <stddef.h>
#include <stdint.h>

void rust_stopped(const char *file, size_t file_bytes, uint32_t line);

/* A panic of Rust's, which knows its place; the text is not a string of C. */
void rust_stopped(const char *file, size_t file_bytes, uint32_t line)
{
	panic("Rust panicked at %.*s:%u", (int)file_bytes, file, (unsigned)line);
}
