/* The C in a kernel of C++: one calls the other. */
int twice(int number);
int half(int number);

int twice(int number)
{
	return 2 * half(2 * number);
}
