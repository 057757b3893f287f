/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <unistd.h>

#include "connect.h"

#ifdef HAVE_QRENCODE
#include <qrencode.h>

#define QUIET 2 /* light modules around it */

static bool is_dark(const QRcode *code, int x, int y)
{
    return x >= 0 && y >= 0 && x < code->width && y < code->width &&
           (code->data[y * code->width + x] & 1);
}

/* Two rows of modules a line. The blocks are the light ones: a terminal is
 * dark, and on another one the colours are set. */
static void draw_line(FILE *out, const QRcode *code, int y, bool colours)
{
    static const char *const blocks[2][2] = { { "\u2588", "\u2580" },
                                              { "\u2584", " " } };

    fputs(colours ? "\033[97;40m" : "", out);
    for (int x = -QUIET; x < code->width + QUIET; x++) {
        fputs(blocks[is_dark(code, x, y)][is_dark(code, x, y + 1)], out);
    }
    fputs(colours ? "\033[0m\n" : "\n", out);
}

bool connect_draw_qr(FILE *out, const char *text)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);

    if (!code) {
        return false;
    }
    for (int y = -QUIET; y < code->width + QUIET; y += 2) {
        draw_line(out, code, y, isatty(fileno(out)));
    }
    QRcode_free(code);
    return true;
}
#else
bool connect_draw_qr(FILE *out, const char *text)
{
    (void)out;
    (void)text;
    return false;
}
#endif
