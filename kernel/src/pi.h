#pragma once
/* pi: a floating-point result that everybody can check. */

/* Machin's formula of 1706: 16 atan(1/5) - 4 atan(1/239). */
double pi_compute(void);
