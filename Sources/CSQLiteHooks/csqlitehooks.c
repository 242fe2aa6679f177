#define SQLITE_ENABLE_PREUPDATE_HOOK
#include <sqlite3.h>

#include "csqlitehooks.h"

static void pass_on(void *context, sqlite3 *connection, int action, const char *schema,
                    const char *table, sqlite3_int64 before, sqlite3_int64 after) {
  const struct csqlite_watch *watch = context;
  (void)connection;
  (void)before;
  (void)after;
  watch->note(watch->context, action, schema, table);
}

void csqlite_watch_changes(struct sqlite3 *connection, struct csqlite_watch *watch) {
  sqlite3_preupdate_hook(connection, watch ? pass_on : 0, watch);
}

struct sqlite3_value *csqlite_old_value(struct sqlite3 *connection, int column) {
  sqlite3_value *value = 0;
  return sqlite3_preupdate_old(connection, column, &value) == SQLITE_OK ? value : 0;
}

struct sqlite3_value *csqlite_new_value(struct sqlite3 *connection, int column) {
  sqlite3_value *value = 0;
  return sqlite3_preupdate_new(connection, column, &value) == SQLITE_OK ? value : 0;
}

void csqlite_watch_local_time(csqlite_local_time read) {
  /* 2: by the function that follows, in place of C's. */
  sqlite3_test_control(SQLITE_TESTCTRL_LOCALTIME_FAULT, 2, read);
}
