#pragma once
// SHA-256 by the functions that keep their state in a plain struct. OpenSSL 3 prefers EVP, whose first
// use reads a configuration file and builds tables of providers, which every start would pay for.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
