/* SQLite's pre-update hook, which its header declares only where a macro is set before it is read.
 *
 * Source: sqlite.org/c3ref/preupdate_count.html. Debian's library has it (SQLITE_ENABLE_PREUPDATE_HOOK).
 */
#ifndef CSQLITECHANGES_H
#define CSQLITECHANGES_H

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

#endif
