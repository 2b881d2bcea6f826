#include <limits.h>
#include <locale.h>

struct lconv *localeconv(void)
{
	static char point[] = ".", none[] = "";
	static struct lconv convention = {
		.decimal_point = point,
		.thousands_sep = none,
		.grouping = none,
		.mon_decimal_point = none,
		.mon_thousands_sep = none,
		.mon_grouping = none,
		.positive_sign = none,
		.negative_sign = none,
		.currency_symbol = none,
		.int_curr_symbol = none,
		.frac_digits = CHAR_MAX,
		.p_cs_precedes = CHAR_MAX,
		.n_cs_precedes = CHAR_MAX,
		.p_sep_by_space = CHAR_MAX,
		.n_sep_by_space = CHAR_MAX,
		.p_sign_posn = CHAR_MAX,
		.n_sign_posn = CHAR_MAX,
		.int_frac_digits = CHAR_MAX,
		.int_p_cs_precedes = CHAR_MAX,
		.int_n_cs_precedes = CHAR_MAX,
		.int_p_sep_by_space = CHAR_MAX,
		.int_n_sep_by_space = CHAR_MAX,
		.int_p_sign_posn = CHAR_MAX,
		.int_n_sign_posn = CHAR_MAX,
	};

	return &convention;
}
