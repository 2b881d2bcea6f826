extern "C" {
int cxx_dialect(void);
int cxx_only(void);
}

int cxx_dialect(void)
{
	return __cplusplus;
}

int cxx_only(void)
{
	return ONLY_CXX;
}
