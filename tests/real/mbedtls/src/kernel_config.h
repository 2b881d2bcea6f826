/* mbed TLS as it is shipped, less what needs an operating system, as its own
 * config.h says for each. */
#include "mbedtls/config.h"

#undef MBEDTLS_NET_C
#undef MBEDTLS_TIMING_C
#undef MBEDTLS_FS_IO
#undef MBEDTLS_PSA_ITS_FILE_C
#undef MBEDTLS_PSA_CRYPTO_STORAGE_C
#undef MBEDTLS_HAVE_TIME_DATE
#undef MBEDTLS_AESNI_C /* it uses vector registers */
#undef MBEDTLS_PADLOCK_C
#define MBEDTLS_NO_PLATFORM_ENTROPY
#define MBEDTLS_ENTROPY_HARDWARE_ALT
#define MBEDTLS_MD2_C
#define MBEDTLS_MD4_C
