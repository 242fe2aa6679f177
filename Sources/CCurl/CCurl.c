#include "CCurl.h"

#define CURL_DISABLE_TYPECHECK
#define CURL_DISABLE_DEPRECATION
#include <curl/curl.h>
#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* The functions of libcurl that are used, looked up by their names. */
static struct {
  CURLcode (*global_init)(long);
  CURL *(*easy_init)(void);
  void (*easy_reset)(CURL *);
  CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
  CURLcode (*easy_perform)(CURL *);
  CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
  void (*easy_cleanup)(CURL *);
  const char *(*easy_strerror)(CURLcode);
  struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
  void (*slist_free_all)(struct curl_slist *);
  int is_loaded;
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static int look_up(void *handle, const char *name, void *place) {
  void *found = dlsym(handle, name);
  memcpy(place, &found, sizeof found);
  return found != NULL;
}

static void load(void) {
  /* The flavours differ in their library of TLS; each verifies certificates. */
  static const char *const names[] = {
#ifdef __APPLE__
      "libcurl.4.dylib",
#endif
      "libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.so"};
  void *handle = NULL;
  for (size_t index = 0; !handle && index < sizeof names / sizeof *names; index++) {
    handle = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
  }
  if (!handle) return;
  library.is_loaded =
      look_up(handle, "curl_global_init", &library.global_init) &&
      look_up(handle, "curl_easy_init", &library.easy_init) &&
      look_up(handle, "curl_easy_reset", &library.easy_reset) &&
      look_up(handle, "curl_easy_setopt", &library.easy_setopt) &&
      look_up(handle, "curl_easy_perform", &library.easy_perform) &&
      look_up(handle, "curl_easy_getinfo", &library.easy_getinfo) &&
      look_up(handle, "curl_easy_cleanup", &library.easy_cleanup) &&
      look_up(handle, "curl_easy_strerror", &library.easy_strerror) &&
      look_up(handle, "curl_slist_append", &library.slist_append) &&
      look_up(handle, "curl_slist_free_all", &library.slist_free_all) &&
      library.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

struct ccurl_client {
  CURL *easy;
  char message[CURL_ERROR_SIZE];
  const struct ccurl_request *request;
};

struct ccurl_client *ccurl_open(void) {
  pthread_once(&once, load);
  if (!library.is_loaded) return NULL;
  struct ccurl_client *client = calloc(1, sizeof *client);
  if (!client) return NULL;
  client->easy = library.easy_init();
  if (client->easy) return client;
  free(client);
  return NULL;
}

void ccurl_close(struct ccurl_client *client) {
  if (!client) return;
  library.easy_cleanup(client->easy);
  free(client);
}

static size_t on_body(char *bytes, size_t size, size_t count, void *pointer) {
  const struct ccurl_request *request = ((struct ccurl_client *)pointer)->request;
  const size_t length = size * count;
  return request->take_body(request->context, (const uint8_t *)bytes, length) ? length : 0;
}

static size_t on_header(char *bytes, size_t size, size_t count, void *pointer) {
  const struct ccurl_request *request = ((struct ccurl_client *)pointer)->request;
  const size_t length = size * count;
  return request->take_header(request->context, (const uint8_t *)bytes, length) ? length : 0;
}

static int on_progress(
    void *pointer, curl_off_t expected, curl_off_t received, curl_off_t to_send, curl_off_t sent) {
  (void)expected, (void)to_send, (void)sent;
  const struct ccurl_request *request = ((struct ccurl_client *)pointer)->request;
  return request->must_stop(request->context, received);
}

/* Before a name's address is connected to: what the name is called does not count. */
static curl_socket_t on_open(void *pointer, curlsocktype purpose, struct curl_sockaddr *address) {
  const struct ccurl_request *request = ((struct ccurl_client *)pointer)->request;
  const uint8_t *bytes = NULL;
  int count = 0;
  struct sockaddr_in four;
  struct sockaddr_in6 six;
  if (address->family == AF_INET) {
    memcpy(&four, &address->addr, sizeof four);
    bytes = (const uint8_t *)&four.sin_addr, count = 4;
  } else if (address->family == AF_INET6) {
    /* libcurl keeps room behind the plain struct for it. */
    memcpy(&six, (const void *)&address->addr, sizeof six);
    bytes = (const uint8_t *)&six.sin6_addr, count = 16;
  }
  if (purpose != CURLSOCKTYPE_IPCXN || !bytes ||
      !request->may_connect(request->context, bytes, count)) {
    return CURL_SOCKET_BAD;
  }
  int type = address->socktype;
#ifdef SOCK_CLOEXEC
  type |= SOCK_CLOEXEC;
#endif
  return socket(address->family, type, address->protocol);
}

static enum ccurl_end end_of(CURLcode code) {
  switch (code) {
    case CURLE_OK: return CCURL_DONE;
    case CURLE_URL_MALFORMAT: return CCURL_BAD_URL;
    case CURLE_COULDNT_RESOLVE_HOST: return CCURL_NO_HOST;
    case CURLE_COULDNT_CONNECT: return CCURL_NO_CONNECTION;
    case CURLE_OPERATION_TIMEDOUT: return CCURL_TIMED_OUT;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CACERT_BADFILE: return CCURL_CERTIFICATE_REFUSED;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_USE_SSL_FAILED: return CCURL_TLS_FAILED;
    case CURLE_FILESIZE_EXCEEDED: return CCURL_TOO_LARGE;
    case CURLE_PARTIAL_FILE: return CCURL_CUT_SHORT;
    case CURLE_BAD_CONTENT_ENCODING: return CCURL_BAD_ENCODING;
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR: return CCURL_HUNG_UP;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY: return CCURL_NOT_HTTP;
    case CURLE_ABORTED_BY_CALLBACK:
    case CURLE_WRITE_ERROR: return CCURL_STOPPED;
    default: return CCURL_OTHER;
  }
}

/* Options without which nothing is asked. */
static CURLcode prepare(struct ccurl_client *client, struct curl_slist *headers) {
  CURL *easy = client->easy;
  const struct ccurl_request *request = client->request;
  CURLcode code = CURLE_OK;
#define SET(option, value) \
  if (code == CURLE_OK) code = library.easy_setopt(easy, (option), (value))
  SET(CURLOPT_URL, request->url);
  SET(CURLOPT_USERAGENT, request->agent);
  SET(CURLOPT_HTTPHEADER, headers);
  SET(CURLOPT_HTTPGET, 1L);
  SET(CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  SET(CURLOPT_HTTP09_ALLOWED, 0L);
  SET(CURLOPT_FOLLOWLOCATION, 0L);
  SET(CURLOPT_SSL_VERIFYPEER, 1L);
  SET(CURLOPT_SSL_VERIFYHOST, 2L);
  /* Whom a proxy asks could not be checked, and it would read the addresses. */
  SET(CURLOPT_PROXY, "");
  SET(CURLOPT_NOPROXY, "*");
  SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  SET(CURLOPT_ACCEPT_ENCODING, "gzip");
  SET(CURLOPT_NOSIGNAL, 1L);
  SET(CURLOPT_CONNECTTIMEOUT_MS, (long)request->connect_milliseconds);
  SET(CURLOPT_TIMEOUT_MS, (long)request->total_milliseconds);
  SET(CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)request->most_bytes);
  SET(CURLOPT_ERRORBUFFER, client->message);
  SET(CURLOPT_WRITEFUNCTION, on_body);
  SET(CURLOPT_WRITEDATA, client);
  SET(CURLOPT_HEADERFUNCTION, on_header);
  SET(CURLOPT_HEADERDATA, client);
  SET(CURLOPT_NOPROGRESS, 0L);
  SET(CURLOPT_XFERINFOFUNCTION, on_progress);
  SET(CURLOPT_XFERINFODATA, client);
  SET(CURLOPT_OPENSOCKETFUNCTION, on_open);
  SET(CURLOPT_OPENSOCKETDATA, client);
#undef SET
#if LIBCURL_VERSION_NUM >= 0x075700
  /* A name that nobody answers does not hold Ctrl-C up; an older library waits for it. */
  if (code == CURLE_OK) (void)library.easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
  return code;
}

struct ccurl_answer ccurl_get(struct ccurl_client *client, const struct ccurl_request *request) {
  struct ccurl_answer answer = {.end = CCURL_OTHER, .announced = -1};
  CURL *easy = client->easy;
  library.easy_reset(easy);
  client->message[0] = 0;
  client->request = request;
  struct curl_slist *headers = library.slist_append(NULL, request->accept);
  CURLcode code = headers ? prepare(client, headers) : CURLE_OUT_OF_MEMORY;
  if (code == CURLE_OK) {
    code = library.easy_perform(easy);
    long status = 0, system_error = 0;
    curl_off_t connected = 0, announced = -1;
    char *redirect = NULL;
    library.easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    library.easy_getinfo(easy, CURLINFO_OS_ERRNO, &system_error);
    library.easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &connected);
    library.easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
    library.easy_getinfo(easy, CURLINFO_REDIRECT_URL, &redirect);
    answer.status = (int)status;
    answer.system_error = (int)system_error;
    answer.was_connected = connected > 0;
    answer.announced = announced;
    answer.redirect = redirect;
  }
  answer.end = end_of(code);
  answer.message = client->message[0] ? client->message : library.easy_strerror(code);
  /* The list ends here; the handle forgets it before it is used again. */
  library.slist_free_all(headers);
  client->request = NULL;
  return answer;
}
