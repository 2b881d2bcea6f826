#include "fp.h"

float __negsf2(float a);
double __negdf2(double a);

float __negsf2(float a)
{
	return fp_to_single(fp_from_single(a) ^ fp_sign_bit(FP_SINGLE));
}

double __negdf2(double a)
{
	return fp_to_double(fp_from_double(a) ^ fp_sign_bit(FP_DOUBLE));
}
