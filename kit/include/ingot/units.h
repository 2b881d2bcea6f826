#pragma once
/* units: sizes in bytes, by their names in powers of 1024. */
#define KiB 1024ull
#define MiB (1024 * KiB)
#define GiB (1024 * MiB)
