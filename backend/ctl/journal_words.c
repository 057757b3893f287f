/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <apr_strings.h>

#include "journal_words.h"
#include "language.h"

/* What was done, and what was not allowed: %s is the item. A change of which
 * nothing shows is one of the client's own text: alarms and the like. */
static const struct {
    const char *operation;
    wording done, refused;
} operations[] = {
    { "create",
      { "created %s", "hat %s angelegt" },
      { "was not allowed to create %s", "durfte %s nicht anlegen" } },
    { "put",
      { "changed %s", "hat %s geändert" },
      { "was not allowed to change %s", "durfte %s nicht ändern" } },
    { "delete",
      { "put %s into the trash", "hat %s in den Papierkorb gelegt" },
      { "was not allowed to delete %s", "durfte %s nicht löschen" } },
    { "move",
      { "renamed the object of %s", "hat das Objekt zu %s umbenannt" },
      { "was not allowed to rename the object of %s",
        "durfte das Objekt zu %s nicht umbenennen" } },
    { "add",
      { "created %s", "hat %s angelegt" },
      { "was not allowed to create %s", "durfte %s nicht anlegen" } },
    { "edit",
      { "changed %s", "hat %s geändert" },
      { "was not allowed to change %s", "durfte %s nicht ändern" } },
    { "mode",
      { "set the CalDAV-Synchronisation of %s",
        "hat die CalDAV-Synchronisation von %s gesetzt" },
      { "was not allowed to change %s", "durfte %s nicht ändern" } },
    { "remove",
      { "put %s into the trash", "hat %s in den Papierkorb gelegt" },
      { "was not allowed to delete %s", "durfte %s nicht löschen" } },
    { "restore",
      { "took %s out of the trash", "hat %s aus dem Papierkorb geholt" },
      { "was not allowed to restore %s", "durfte %s nicht wiederherstellen" } },
    { "import",
      { "imported %s", "hat %s importiert" },
      { "was not allowed to import %s", "durfte %s nicht importieren" } },
    { "login",
      { "logged in", "hat sich angemeldet" },
      { "could not log in", "konnte sich nicht anmelden" } },
};

static const wording unknown_operation = { "did something to %s",
                                           "hat etwas an %s getan" };
static const wording appointment = { "appointment", "Termin" };
static const wording task = { "task", "Aufgabe" };
static const wording quoted = { " \"%s\"", " „%s“" };
static const wording was = { "%s was \"%s\"", "%s war „%s“" };
static const wording was_empty = { "%s was empty", "%s war leer" };
static const wording own_text_alone = {
    "nothing but the client's own text, such as alarms, changed",
    "nur der eigene Text des Geräts, etwa Erinnerungen, wurde geändert"
};
static const wording healed = {
    " The device gets the entry back with its next synchronisation.",
    " Das Gerät erhält den Eintrag mit der nächsten Synchronisation zurück."
};

/* Columns that a client or Advolux can change. */
static const struct {
    const char *column;
    wording name;
} fields[] = {
    { "title", { "title", "Titel" } },
    { "description", { "description", "Beschreibung" } },
    { "location", { "location", "Ort" } },
    { "start_at", { "start", "Beginn" } },
    { "start_date", { "first day", "erster Tag" } },
    { "end_at", { "end", "Ende" } },
    { "end_date", { "day after the last", "Tag nach dem letzten" } },
    { "due_at", { "due", "Fälligkeit" } },
    { "due_date", { "due day", "Fälligkeitstag" } },
    { "all_day", { "all-day", "ganztägig" } },
    { "time_zone", { "time zone", "Zeitzone" } },
    { "status", { "status", "Status" } },
    { "percent", { "percent done", "Prozent erledigt" } },
    { "completed_at", { "completed", "erledigt am" } },
    { "free", { "free", "frei" } },
    { "class", { "class", "Vertraulichkeit" } },
    { "priority", { "priority", "Priorität" } },
    { "categories", { "categories", "Kategorien" } },
    { "rrule", { "rule of the series", "Serienregel" } },
    { "exdate", { "left-out dates", "ausgelassene Termine" } },
    { "rdate", { "additional dates", "zusätzliche Termine" } },
    { "overrides", { "changed instances", "geänderte Einzeltermine" } },
    { "sync_mode", { "CalDAV-Synchronisation", "CalDAV-Synchronisation" } },
    { "matter_id", { "matter", "Akte" } },
    { "main_editor", { "main editor", "Haupt-Termin-Bearbeiter" } },
    { "trashed_at", { "in the trash since", "im Papierkorb seit" } },
};

/* Values that are words of the database. */
static const struct {
    const char *column, *value;
    wording name;
} values[] = {
    { "sync_mode", "both", { "both", "Beide Richtungen" } },
    { "sync_mode", "device", { "device", "Nur zum Endgerät" } },
    { "sync_mode", "none", { "none", "Keine" } },
    { "all_day", "true", { "yes", "ja" } },
    { "all_day", "false", { "no", "nein" } },
    { "free", "true", { "yes", "ja" } },
    { "free", "false", { "no", "nein" } },
    { "class", "public", { "public", "öffentlich" } },
    { "class", "private", { "private", "privat" } },
    { "class", "confidential", { "confidential", "vertraulich" } },
    { "status", "confirmed", { "confirmed", "bestätigt" } },
    { "status", "tentative", { "tentative", "vorläufig" } },
    { "status", "cancelled", { "cancelled", "abgesagt" } },
    { "status", "needs-action", { "needs-action", "offen" } },
    { "status", "in-process", { "in-process", "in Arbeit" } },
    { "status", "completed", { "completed", "erledigt" } },
};

/* The store's sentences; clients get the policy's in English. */
static const wording reasons[] = {
    { "Advolux sends this entry to devices only; it can be changed in Advolux.",
      "Advolux sendet diesen Eintrag nur an Geräte; ändern lässt er sich in "
      "Advolux." },
    { "Advolux sends this entry to devices only; it can be deleted in Advolux.",
      "Advolux sendet diesen Eintrag nur an Geräte; löschen lässt er sich in "
      "Advolux." },
    { "Only the main editor may change this entry from a device.",
      "Nur der Haupt-Termin-Bearbeiter darf diesen Eintrag vom Gerät aus "
      "ändern." },
    { "Only the main editor may delete this entry from a device.",
      "Nur der Haupt-Termin-Bearbeiter darf diesen Eintrag vom Gerät aus "
      "löschen." },
    { "There is already an entry with this name; choose another name.",
      "Es gibt schon einen Eintrag dieses Namens." },
    { "The login was typed with other capitals or with a blank around it; it "
      "has to be typed as Advolux has it.",
      "Die Anmeldung wurde mit anderer Groß- und Kleinschreibung oder mit einem "
      "Leerzeichen davor oder dahinter eingegeben; sie muss so lauten wie in "
      "Advolux." },
};

static const char *reason_of(const char *reason)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (strcmp(reason, reasons[i].english) == 0) {
            return language_of(&reasons[i]);
        }
    }
    return reason;
}

static const char *field_name(const char *column)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strcmp(column, fields[i].column) == 0) {
            return language_of(&fields[i].name);
        }
    }
    return column;
}

static const char *value_name(const char *column, const char *value)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        if (strcmp(column, values[i].column) == 0 &&
            strcmp(value, values[i].value) == 0) {
            return language_of(&values[i].name);
        }
    }
    return value;
}

/* "title was "Termin", location was empty"; NULL if nothing was changed. */
static const char *changes(apr_pool_t *pool, const char *list)
{
    char *rest = apr_pstrdup(pool, list), *each, *last, *value;
    const char *text = NULL;

    for (each = apr_strtok(rest, "\x1e", &last); each;
         each = apr_strtok(NULL, "\x1e", &last)) {
        const char *name;

        value = strchr(each, '\x1f');
        *value++ = '\0';
        name = field_name(each);
        if (strcmp(each, "overrides") == 0) {
            name = apr_pstrdup(pool, name);
        } else if (*value) {
            name = apr_psprintf(pool, language_of(&was), name,
                                value_name(each, value));
        } else {
            name = apr_psprintf(pool, language_of(&was_empty), name);
        }
        text = text ? apr_pstrcat(pool, text, ", ", name, NULL) : name;
    }
    return text;
}

static const char *item_name(apr_pool_t *pool, const journal_entry *entry)
{
    const char *title = entry->title ? entry->title : entry->name;

    return apr_pstrcat(
        pool,
        language_of(strcmp(entry->kind, "task") == 0 ? &task : &appointment),
        entry->item ? " " : "", entry->item ? entry->item : "",
        title ? apr_psprintf(pool, language_of(&quoted), title) : "", NULL);
}

static const char *what(apr_pool_t *pool, const journal_entry *entry)
{
    const wording *form = &unknown_operation;
    bool done = strcmp(entry->result, "done") == 0;

    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (strcmp(entry->operation, operations[i].operation) == 0) {
            form = done ? &operations[i].done : &operations[i].refused;
        }
    }
    return apr_psprintf(pool, language_of(form), item_name(pool, entry));
}

/* Why, or what it was. */
static const char *behind(apr_pool_t *pool, const journal_entry *entry)
{
    const char *list = entry->changes ? changes(pool, entry->changes) : NULL;

    if (entry->reason) {
        return apr_pstrcat(pool, ": ", reason_of(entry->reason), NULL);
    }
    if (strcmp(entry->operation, "put") == 0 && !list) {
        return apr_pstrcat(pool, ": ", language_of(&own_text_alone), ".", NULL);
    }
    if (list && strcmp(entry->operation, "delete") != 0 &&
        strcmp(entry->operation, "remove") != 0 &&
        strcmp(entry->operation, "restore") != 0) {
        return apr_pstrcat(pool, ": ", list, ".", NULL);
    }
    return ".";
}

const char *journal_sentence(apr_pool_t *pool, const journal_entry *entry)
{
    return apr_pstrcat(
        pool, entry->person, entry->device ? " (" : "",
        entry->device ? entry->device : "", entry->device ? ") " : " ",
        what(pool, entry), behind(pool, entry),
        strcmp(entry->result, "healed") == 0 ? language_of(&healed) : "", NULL);
}
