int most(void)
{
	return DEPTH;
}
