#pragma once
/* test_link: the version of the protocol that a machine under test and `ingot test`
 * speak on COM2. kit/test/test_link.h and host/test/verdict.h tell its lines. */

#define TEST_LINK_VERSION 1
