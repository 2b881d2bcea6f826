int deep(void)
{
	return DEPTH;
}
