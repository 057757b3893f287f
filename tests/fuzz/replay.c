/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Runs a target with each file of the folders that are named. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *folder, const char *name)
{
    char path[4096];
    struct stat found;
    uint8_t *data;
    FILE *file;
    size_t size;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (stat(path, &found) != 0 || !S_ISREG(found.st_mode) ||
        !(file = fopen(path, "rb"))) {
        return 0;
    }
    data = malloc((size_t)found.st_size + 1);
    size = data ? fread(data, 1, (size_t)found.st_size, file) : 0;
    fclose(file);
    fprintf(stderr, "%s\r", path); /* the one that it ended with */
    LLVMFuzzerTestOneInput(data, size);
    free(data);
    return 1;
}

int main(int argc, char **argv)
{
    int count = 0;

    for (int i = 1; i < argc; i++) {
        const struct dirent *entry;
        DIR *folder = opendir(argv[i]);

        while (folder && (entry = readdir(folder))) {
            count += replay(argv[i], entry->d_name);
        }
        if (folder) {
            closedir(folder);
        }
    }
    printf("%s: %d inputs\n", argv[0], count);
    return count > 0 ? 0 : 1;
}
