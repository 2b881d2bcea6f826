#pragma once
/* <inttypes.h>: C17 7.8. Lengths follow the types of <stdint.h>: on x86_64
 * without an operating system int64_t is long. Darwin, where the runtime is
 * only tested, makes it long long. Errors of strtoimax and its like are
 * strtol's: ERANGE and the nearest value, EINVAL for a base. Context:
 * anywhere. */

#include <stdint.h>
#define __need_wchar_t
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if __SIZEOF_LONG__ == 8 && !defined(__APPLE__)
#define RUNTIME_64 "l"
#else
#define RUNTIME_64 "ll"
#endif
#if __SIZEOF_LONG__ == __SIZEOF_POINTER__
#define RUNTIME_POINTER "l"
#else
#define RUNTIME_POINTER ""
#endif

/* clang-format off */
#define PRId8 "hh" "d"
#define PRIi8 "hh" "i"
#define PRIo8 "hh" "o"
#define PRIu8 "hh" "u"
#define PRIx8 "hh" "x"
#define PRIX8 "hh" "X"

#define PRId16 "h" "d"
#define PRIi16 "h" "i"
#define PRIo16 "h" "o"
#define PRIu16 "h" "u"
#define PRIx16 "h" "x"
#define PRIX16 "h" "X"

#define PRId32 "d"
#define PRIi32 "i"
#define PRIo32 "o"
#define PRIu32 "u"
#define PRIx32 "x"
#define PRIX32 "X"

#define PRId64 RUNTIME_64 "d"
#define PRIi64 RUNTIME_64 "i"
#define PRIo64 RUNTIME_64 "o"
#define PRIu64 RUNTIME_64 "u"
#define PRIx64 RUNTIME_64 "x"
#define PRIX64 RUNTIME_64 "X"

/* What a least type is, its exact namesake is too. */
#define PRIdLEAST8 PRId8
#define PRIiLEAST8 PRIi8
#define PRIoLEAST8 PRIo8
#define PRIuLEAST8 PRIu8
#define PRIxLEAST8 PRIx8
#define PRIXLEAST8 PRIX8
#define PRIdLEAST16 PRId16
#define PRIiLEAST16 PRIi16
#define PRIoLEAST16 PRIo16
#define PRIuLEAST16 PRIu16
#define PRIxLEAST16 PRIx16
#define PRIXLEAST16 PRIX16
#define PRIdLEAST32 PRId32
#define PRIiLEAST32 PRIi32
#define PRIoLEAST32 PRIo32
#define PRIuLEAST32 PRIu32
#define PRIxLEAST32 PRIx32
#define PRIXLEAST32 PRIX32
#define PRIdLEAST64 PRId64
#define PRIiLEAST64 PRIi64
#define PRIoLEAST64 PRIo64
#define PRIuLEAST64 PRIu64
#define PRIxLEAST64 PRIx64
#define PRIXLEAST64 PRIX64

/* Fast types: clang keeps the exact widths, gcc's hosted ones are words. */
#if defined(__INT_FAST16_MAX__) && __INT_FAST16_MAX__ == __INT64_MAX__
#define RUNTIME_FAST16 RUNTIME_64
#elif defined(__INT_FAST16_MAX__) && __INT_FAST16_MAX__ == __INT32_MAX__
#define RUNTIME_FAST16 ""
#else
#define RUNTIME_FAST16 "h"
#endif
#if defined(__INT_FAST32_MAX__) && __INT_FAST32_MAX__ == __INT64_MAX__
#define RUNTIME_FAST32 RUNTIME_64
#else
#define RUNTIME_FAST32 ""
#endif

#define PRIdFAST8 "hh" "d"
#define PRIiFAST8 "hh" "i"
#define PRIoFAST8 "hh" "o"
#define PRIuFAST8 "hh" "u"
#define PRIxFAST8 "hh" "x"
#define PRIXFAST8 "hh" "X"

#define PRIdFAST16 RUNTIME_FAST16 "d"
#define PRIiFAST16 RUNTIME_FAST16 "i"
#define PRIoFAST16 RUNTIME_FAST16 "o"
#define PRIuFAST16 RUNTIME_FAST16 "u"
#define PRIxFAST16 RUNTIME_FAST16 "x"
#define PRIXFAST16 RUNTIME_FAST16 "X"

#define PRIdFAST32 RUNTIME_FAST32 "d"
#define PRIiFAST32 RUNTIME_FAST32 "i"
#define PRIoFAST32 RUNTIME_FAST32 "o"
#define PRIuFAST32 RUNTIME_FAST32 "u"
#define PRIxFAST32 RUNTIME_FAST32 "x"
#define PRIXFAST32 RUNTIME_FAST32 "X"

#define PRIdFAST64 RUNTIME_64 "d"
#define PRIiFAST64 RUNTIME_64 "i"
#define PRIoFAST64 RUNTIME_64 "o"
#define PRIuFAST64 RUNTIME_64 "u"
#define PRIxFAST64 RUNTIME_64 "x"
#define PRIXFAST64 RUNTIME_64 "X"

#define PRIdMAX RUNTIME_64 "d"
#define PRIiMAX RUNTIME_64 "i"
#define PRIoMAX RUNTIME_64 "o"
#define PRIuMAX RUNTIME_64 "u"
#define PRIxMAX RUNTIME_64 "x"
#define PRIXMAX RUNTIME_64 "X"

#define PRIdPTR RUNTIME_POINTER "d"
#define PRIiPTR RUNTIME_POINTER "i"
#define PRIoPTR RUNTIME_POINTER "o"
#define PRIuPTR RUNTIME_POINTER "u"
#define PRIxPTR RUNTIME_POINTER "x"
#define PRIXPTR RUNTIME_POINTER "X"

/* What printf promotes, scanf is given a pointer to: the lengths are the same,
 * as those above say the type itself. */
#define SCNd8 "hh" "d"
#define SCNi8 "hh" "i"
#define SCNo8 "hh" "o"
#define SCNu8 "hh" "u"
#define SCNx8 "hh" "x"

#define SCNd16 "h" "d"
#define SCNi16 "h" "i"
#define SCNo16 "h" "o"
#define SCNu16 "h" "u"
#define SCNx16 "h" "x"

#define SCNd32 "d"
#define SCNi32 "i"
#define SCNo32 "o"
#define SCNu32 "u"
#define SCNx32 "x"

#define SCNd64 RUNTIME_64 "d"
#define SCNi64 RUNTIME_64 "i"
#define SCNo64 RUNTIME_64 "o"
#define SCNu64 RUNTIME_64 "u"
#define SCNx64 RUNTIME_64 "x"

#define SCNdLEAST8 SCNd8
#define SCNiLEAST8 SCNi8
#define SCNoLEAST8 SCNo8
#define SCNuLEAST8 SCNu8
#define SCNxLEAST8 SCNx8
#define SCNdLEAST16 SCNd16
#define SCNiLEAST16 SCNi16
#define SCNoLEAST16 SCNo16
#define SCNuLEAST16 SCNu16
#define SCNxLEAST16 SCNx16
#define SCNdLEAST32 SCNd32
#define SCNiLEAST32 SCNi32
#define SCNoLEAST32 SCNo32
#define SCNuLEAST32 SCNu32
#define SCNxLEAST32 SCNx32
#define SCNdLEAST64 SCNd64
#define SCNiLEAST64 SCNi64
#define SCNoLEAST64 SCNo64
#define SCNuLEAST64 SCNu64
#define SCNxLEAST64 SCNx64

#define SCNdFAST8 "hh" "d"
#define SCNiFAST8 "hh" "i"
#define SCNoFAST8 "hh" "o"
#define SCNuFAST8 "hh" "u"
#define SCNxFAST8 "hh" "x"

#define SCNdFAST16 RUNTIME_FAST16 "d"
#define SCNiFAST16 RUNTIME_FAST16 "i"
#define SCNoFAST16 RUNTIME_FAST16 "o"
#define SCNuFAST16 RUNTIME_FAST16 "u"
#define SCNxFAST16 RUNTIME_FAST16 "x"

#define SCNdFAST32 RUNTIME_FAST32 "d"
#define SCNiFAST32 RUNTIME_FAST32 "i"
#define SCNoFAST32 RUNTIME_FAST32 "o"
#define SCNuFAST32 RUNTIME_FAST32 "u"
#define SCNxFAST32 RUNTIME_FAST32 "x"

#define SCNdFAST64 RUNTIME_64 "d"
#define SCNiFAST64 RUNTIME_64 "i"
#define SCNoFAST64 RUNTIME_64 "o"
#define SCNuFAST64 RUNTIME_64 "u"
#define SCNxFAST64 RUNTIME_64 "x"

#define SCNdMAX RUNTIME_64 "d"
#define SCNiMAX RUNTIME_64 "i"
#define SCNoMAX RUNTIME_64 "o"
#define SCNuMAX RUNTIME_64 "u"
#define SCNxMAX RUNTIME_64 "x"

#define SCNdPTR RUNTIME_POINTER "d"
#define SCNiPTR RUNTIME_POINTER "i"
#define SCNoPTR RUNTIME_POINTER "o"
#define SCNuPTR RUNTIME_POINTER "u"
#define SCNxPTR RUNTIME_POINTER "x"
/* clang-format on */

typedef struct {
	intmax_t quot, rem;
} imaxdiv_t;

intmax_t imaxabs(intmax_t value);
imaxdiv_t imaxdiv(intmax_t dividend, intmax_t divisor);
intmax_t strtoimax(const char *__restrict s, char **__restrict end, int base);
uintmax_t strtoumax(const char *__restrict s, char **__restrict end, int base);
intmax_t wcstoimax(const wchar_t *__restrict s, wchar_t **__restrict end, int base);
uintmax_t wcstoumax(const wchar_t *__restrict s, wchar_t **__restrict end, int base);

#ifdef __cplusplus
}
#endif
