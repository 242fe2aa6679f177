// What Swift cannot say to libedit itself: el_set, el_get and history take variable arguments, and
// stdin, stdout and stderr are global variables. Each wrapper is one call; no state is kept here,
// for a static variable of a header would exist once in every object file.
#pragma once

#include <errno.h>
#include <histedit.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>

typedef char *_Nullable (*cel_prompt_function)(EditLine *_Nullable);
typedef unsigned char (*cel_key_function)(EditLine *_Nullable, int);

/// An editor on the standard streams, or NULL.
static inline EditLine *_Nullable cel_init(const char *_Nonnull program) {
  return el_init(program, stdin, stdout, stderr);
}

/// A prompt whose text marks stretches that take no columns with `escape` on both sides.
static inline int cel_set_prompt(
    EditLine *_Nonnull editor, cel_prompt_function _Nonnull prompt, char escape) {
  return el_set(editor, EL_PROMPT_ESC, prompt, escape);
}

static inline int cel_set_number(EditLine *_Nonnull editor, int option, int value) {
  return el_set(editor, option, value);
}

static inline int cel_set_text(
    EditLine *_Nonnull editor, int option, const char *_Nonnull value) {
  return el_set(editor, option, value);
}

static inline int cel_set_client(EditLine *_Nonnull editor, void *_Nullable client) {
  return el_set(editor, EL_CLIENTDATA, client);
}

static inline void *_Nullable cel_get_client(EditLine *_Nonnull editor) {
  void *client = NULL;
  el_get(editor, EL_CLIENTDATA, &client);
  return client;
}

/// Names a function for `cel_bind`. libedit keeps the texts: they must live as long as the editor.
static inline int cel_add_function(
    EditLine *_Nonnull editor, const char *_Nonnull name, const char *_Nonnull help,
    cel_key_function _Nonnull function) {
  return el_set(editor, EL_ADDFN, name, help, function);
}

/// Binds a key in the main map and in the alternative one (vi's command mode).
static inline void cel_bind(
    EditLine *_Nonnull editor, const char *_Nonnull key, const char *_Nonnull function) {
  el_set(editor, EL_BIND, key, function, NULL);
  el_set(editor, EL_BIND, "-a", key, function, NULL);
}

/// Binds a key in one map: the main one, or the alternative one (vi's command mode).
static inline void cel_bind_in(
    EditLine *_Nonnull editor, int alternative, const char *_Nonnull key,
    const char *_Nonnull function) {
  if (alternative) {
    el_set(editor, EL_BIND, "-a", key, function, NULL);
  } else {
    el_set(editor, EL_BIND, key, function, NULL);
  }
}

/// Whether the keys are those of vi.
static inline int cel_is_vi(EditLine *_Nonnull editor) {
  const char *name = NULL;
  el_get(editor, EL_EDITOR, &name);
  return name != NULL && name[0] == 'v';
}

static inline void cel_refresh(EditLine *_Nonnull editor) { el_set(editor, EL_REFRESH); }

static inline int cel_use_history(EditLine *_Nonnull editor, History *_Nonnull past) {
  return el_set(editor, EL_HIST, history, past);
}

static inline int cel_history_number(History *_Nonnull past, int operation, int value) {
  HistEvent event;
  return history(past, &event, operation, value);
}

static inline int cel_history_enter(History *_Nonnull past, const char *_Nonnull statement) {
  HistEvent event;
  return history(past, &event, H_ENTER, statement);
}

/// Reads a line; NULL leaves in `error` why: 0 at the end of input.
static inline const char *_Nullable cel_read(
    EditLine *_Nonnull editor, int *_Nonnull count, int *_Nonnull error) {
  errno = 0;
  const char *line = el_gets(editor, count);
  *error = line == NULL && *count < 0 ? errno : 0;
  return line;
}

/// Reads one character as typed; 0 where there is none.
static inline uint32_t cel_read_character(EditLine *_Nonnull editor) {
  wchar_t character = 0;
  return el_wgetc(editor, &character) == 1 ? (uint32_t)character : 0;
}

/// Writes through the stream that libedit draws with, so that nothing overtakes its own output.
static inline void cel_print(const char *_Nonnull text) {
  fputs(text, stdout);
  fflush(stdout);
}

/// The columns of a terminal, or 0 where there is none.
static inline int cel_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/// The rows of a terminal, or 0 where there is none.
static inline int cel_rows(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_row : 0;
}
