/* One GET by libcurl, which is loaded when it is first needed: a start of the program does not pay
 * for its thirty libraries.
 *
 * Source: curl.se/libcurl/c. Options that decide what may be reached are set here and nowhere else.
 */
#ifndef CCURL_H
#define CCURL_H

#include <stddef.h>
#include <stdint.h>

/* How a transfer ended. */
enum ccurl_end {
  CCURL_DONE,
  CCURL_NO_LIBRARY,
  CCURL_BAD_URL,
  CCURL_NO_HOST,
  CCURL_NO_CONNECTION,
  CCURL_TIMED_OUT,
  CCURL_TLS_FAILED,
  CCURL_CERTIFICATE_REFUSED,
  CCURL_TOO_LARGE,
  CCURL_CUT_SHORT,
  CCURL_BAD_ENCODING,
  CCURL_HUNG_UP,
  CCURL_NOT_HTTP,
  CCURL_STOPPED,
  CCURL_OTHER
};

/* What is asked, how long it may take, and who is told of what comes. */
struct ccurl_request {
  const char *_Nonnull url;
  const char *_Nonnull agent;
  const char *_Nonnull accept;
  int connect_milliseconds;
  int total_milliseconds;
  int64_t most_bytes;
  /* Given to each of the functions below. */
  void *_Nonnull context;
  /* Takes bytes of the body, unpacked; 0 ends the transfer. */
  int (*_Nonnull take_body)(void *_Nonnull context, const uint8_t *_Nonnull bytes, size_t count);
  /* Takes one line of the header; 0 ends the transfer. */
  int (*_Nonnull take_header)(void *_Nonnull context, const uint8_t *_Nonnull bytes, size_t count);
  /* Whether an address may be connected to: the 4 or 16 bytes of it. */
  int (*_Nonnull may_connect)(void *_Nonnull context, const uint8_t *_Nonnull bytes, int count);
  /* Asked at least once a second, with the bytes that came; not 0 ends the transfer. */
  int (*_Nonnull must_stop)(void *_Nonnull context, int64_t received);
};

struct ccurl_answer {
  enum ccurl_end end;
  int status;
  /* errno of a connection that failed, or 0. */
  int system_error;
  /* Whether a connection was made. */
  int was_connected;
  /* The length that the server announced, or -1. */
  int64_t announced;
  /* libcurl's own words, and where a redirect leads to or NULL: valid until the next request. */
  const char *_Nullable message;
  const char *_Nullable redirect;
};

/* A client that keeps its connection between requests; of one thread at a time. */
struct ccurl_client;

/* NULL where the library is not there, or memory is not. */
struct ccurl_client *_Nullable ccurl_open(void);
void ccurl_close(struct ccurl_client *_Nullable client);
struct ccurl_answer ccurl_get(
    struct ccurl_client *_Nonnull client, const struct ccurl_request *_Nonnull request);

#endif
