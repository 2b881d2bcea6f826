#pragma once
/* units: KiB, MiB and GiB in bytes. */
#define KiB 1024ull
#define MiB (1024 * KiB)
#define GiB (1024 * MiB)
