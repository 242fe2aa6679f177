/* What Swift cannot reach of SQLite's header: the pre-update hook, which it declares only where a macro
 * is set before it is read, and a call with a list of arguments.
 *
 * Source: sqlite.org/c3ref/preupdate_count.html. Debian's library has it (SQLITE_ENABLE_PREUPDATE_HOOK).
 */
#ifndef CSQLITEHOOKS_H
#define CSQLITEHOOKS_H

struct sqlite3;
struct sqlite3_value;

/* Is told of a row before it changes: SQLITE_INSERT, SQLITE_UPDATE or SQLITE_DELETE, and the names of
 * its schema and table. */
typedef void (*csqlite_note)(void *context, int action, const char *schema, const char *table);

/* The note of a connection and what it is called with; it must outlive its being registered. */
struct csqlite_watch {
  csqlite_note note;
  void *context;
};

/* Registers a watch in place of the one before; NULL ends watching. */
void csqlite_watch_changes(struct sqlite3 *connection, struct csqlite_watch *watch);

/* A value of the row before or after, or NULL where there is none; valid within the note alone. */
struct sqlite3_value *csqlite_old_value(struct sqlite3 *connection, int column);
struct sqlite3_value *csqlite_new_value(struct sqlite3 *connection, int column);

/* Gives the local time of a time_t as a struct tm; 0 where it could. */
typedef int (*csqlite_local_time)(const void *time, void *parts);

/* Has SQLite ask a function for local time, in the whole process, in place of C's localtime_r.
 *
 * Source: sqlite3.h, SQLITE_TESTCTRL_LOCALTIME_FAULT; date.c, osLocaltime. A library built with
 * SQLITE_UNTESTABLE ignores it. */
void csqlite_watch_local_time(csqlite_local_time read);

#endif
