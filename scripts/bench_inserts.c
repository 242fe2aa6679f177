/* Bare SQLite inserts of the cells that a table has: `bench_inserts FROM TABLE TO` prints their seconds.

   The cells are read into memory first; what is timed is one transaction of prepared inserts into a new
   file, its making and its commit. */

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct { int type; int size; union { sqlite3_int64 integer; double real; char *text; } as; } Cell;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void must(int code, sqlite3 *db) {
  if (code == SQLITE_OK || code == SQLITE_DONE) return;
  fprintf(stderr, "bench_inserts: %s\n", sqlite3_errmsg(db));
  exit(1);
}

int main(int count, char **words) {
  if (count != 4) return 2;
  sqlite3 *from, *to;
  sqlite3_stmt *read, *insert;
  char sql[1 << 16];
  must(sqlite3_open(words[1], &from), from);
  snprintf(sql, sizeof sql, "select sql from sqlite_schema where name = '%s'", words[2]);
  must(sqlite3_prepare_v2(from, sql, -1, &read, 0), from);
  sqlite3_step(read);
  char *schema = strdup((const char *)sqlite3_column_text(read, 0));
  sqlite3_finalize(read);
  snprintf(sql, sizeof sql, "select * from \"%s\"", words[2]);
  must(sqlite3_prepare_v2(from, sql, -1, &read, 0), from);
  int width = sqlite3_column_count(read);
  size_t used = 0, room = 1 << 20;
  Cell *cells = malloc(room * sizeof *cells);
  while (sqlite3_step(read) == SQLITE_ROW) {
    for (int column = 0; column < width; column++) {
      if (used == room) cells = realloc(cells, (room *= 2) * sizeof *cells);
      Cell *cell = &cells[used++];
      cell->type = sqlite3_column_type(read, column);
      if (cell->type == SQLITE_INTEGER) cell->as.integer = sqlite3_column_int64(read, column);
      if (cell->type == SQLITE_FLOAT) cell->as.real = sqlite3_column_double(read, column);
      if (cell->type == SQLITE_TEXT) {
        cell->as.text = strdup((const char *)sqlite3_column_text(read, column));
        cell->size = sqlite3_column_bytes(read, column);
      }
    }
  }
  double start = now();
  must(sqlite3_open(words[3], &to), to);
  must(sqlite3_exec(to, "begin", 0, 0, 0), to);
  must(sqlite3_exec(to, schema, 0, 0, 0), to);
  int length = snprintf(sql, sizeof sql, "insert into \"%s\" values (?", words[2]);
  for (int column = 1; column < width; column++) length += snprintf(sql + length, sizeof sql - length, ",?");
  snprintf(sql + length, sizeof sql - length, ")");
  must(sqlite3_prepare_v2(to, sql, -1, &insert, 0), to);
  for (size_t first = 0; first < used; first += width) {
    for (int column = 0; column < width; column++) {
      Cell *cell = &cells[first + column];
      if (cell->type == SQLITE_INTEGER) sqlite3_bind_int64(insert, column + 1, cell->as.integer);
      else if (cell->type == SQLITE_FLOAT) sqlite3_bind_double(insert, column + 1, cell->as.real);
      else if (cell->type == SQLITE_TEXT)
        sqlite3_bind_text(insert, column + 1, cell->as.text, cell->size, SQLITE_STATIC);
      else sqlite3_bind_null(insert, column + 1);
    }
    must(sqlite3_step(insert), to);
    sqlite3_reset(insert);
  }
  must(sqlite3_finalize(insert), to);
  must(sqlite3_exec(to, "commit", 0, 0, 0), to);
  must(sqlite3_close(to), to);
  printf("%.4f\n", now() - start);
  return 0;
}
