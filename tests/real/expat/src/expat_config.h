/* What expat's configure would write for this machine: it has no source of
 * random numbers, which expat wants said. */
#define BYTEORDER         1234
#define HAVE_MEMMOVE      1
#define STDC_HEADERS      1
#define XML_POOR_ENTROPY  1
#define XML_CONTEXT_BYTES 1024
#define XML_DTD           1
#define XML_GE            1
#define XML_NS            1
#define PACKAGE           "expat"
#define PACKAGE_STRING    "expat"
#define PACKAGE_VERSION   ""
