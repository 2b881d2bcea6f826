int driver_version(void)
{
	return 1;
}
