#pragma once
/* error: the texts of errno's numbers. Included by: core/string. */

/* NULL for a number that has no name here. */
const char *rt_error_text(int number);
