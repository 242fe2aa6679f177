#pragma once
#include <stdio.h>
#include <xlsxwriter.h>

// The library prints its own errors, with the paths of its sources, to the stream `stderr`. The
// program writes to the descriptor and never to that stream, so the stream may be another one while
// a workbook is packed; the error is in what the call returns.
static inline lxw_error carnet_workbook_close(lxw_workbook *workbook) {
  FILE *kept = stderr;
  FILE *nowhere = fopen("/dev/null", "w");
  if (nowhere) stderr = nowhere;
  lxw_error found = workbook_close(workbook);
  stderr = kept;
  if (nowhere) fclose(nowhere);
  return found;
}
