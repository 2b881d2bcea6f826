/* Bytes for the self-test of mbed TLS, which wants a source: not for secrets. */
#include <stddef.h>
#include <stdlib.h>

int mbedtls_hardware_poll(void *data, unsigned char *to, size_t size, size_t *made);

int mbedtls_hardware_poll(void *data, unsigned char *to, size_t size, size_t *made)
{
	(void)data;
	for (size_t i = 0; i < size; i++)
		to[i] = (unsigned char)(rand() >> 8);
	*made = size;
	return 0;
}
