/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Links: URLs, e-mail addresses, bare domain names, @handles and #tags, each one token.
 *
 * A URL is a known scheme or "www." and everything up to white space, a quotation mark or an angle
 * bracket; a domain is labels with stops between and a last label from a short list of frequent
 * top-level domains (the whole list has English words in it: .it, .is, .post). Punctuation at the
 * end of a link belongs to the sentence; a closing bracket does unless the link opened it.
 *
 * Each look starts at `at` and goes forward only, at most DRG_LINK_LIMIT bytes; *seen tells how far
 * the characters of an address reached, so that the caller does not look again at every later word
 * of the same stretch: that keeps the whole linear.
 */
#include "segment.h"

#include "chars.h"

#include <strings.h>

static bool is_alnum(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool starts_with(drg_slice text, size_t at, size_t end, const char *prefix) {
    size_t size = strlen(prefix);
    return end - at > size && strncasecmp(text.data + at, prefix, size) == 0;
}

/* Takes trailing punctuation off a link. */
static size_t trim(drg_slice text, size_t at, size_t end) {
    size_t opened = 0, closed = 0;
    for (size_t i = at; i < end; i++) {
        opened += text.data[i] == '(';
        closed += text.data[i] == ')';
    }
    while (end > at) {
        char last = text.data[end - 1];
        if (last == ')' && closed > opened)
            closed--;
        else if (!strchr(".,;:!?'\"*]}>|", last))
            break;
        end--;
    }
    return end;
}

/* Up to white space, a quotation mark or an angle bracket. */
static size_t run_end(drg_slice text, size_t at, size_t end) {
    size_t limit = end - at > DRG_LINK_LIMIT ? at + DRG_LINK_LIMIT : end;
    while (at < limit) {
        drg_char c = drg_char_at(text, at, end);
        bool apostrophe = c.kind == DRG_CHAR_APOSTROPHE && c.code != '\'';
        if (c.next > limit || drg_char_is_space(c.kind) || c.kind == DRG_CHAR_QUOTE || apostrophe ||
            c.code == '<' || c.code == '>')
            break;
        at = c.next;
    }
    return at;
}

static bool known_domain(drg_slice label) {
    static const char *const DOMAINS[] = {"com", "org", "net", "edu", "gov", "mil", "int", "info",
        "biz", "news", "eu", "uk", "us", "de", "fr", "ru", "cn", "jp", "io", "co", "ca", "au", "ch",
        "nl", "se", "br", "za", "tv", "ng", "ke", "pk", "ua", "ir", "il", "tr", "es", "pl", "gr",
        "kr", "tw", "hk", "nz", "ie", "mx", "ar", "ph", "sg", "my", "bd", "lk", "doc", "pdf", "xls",
        "html", "htm", "txt", "jpg", "zip", "exe", "ppt"};
    for (size_t i = 0; i < sizeof DOMAINS / sizeof DOMAINS[0]; i++)
        if (label.size == strlen(DOMAINS[i]) &&
            strncasecmp(label.data, DOMAINS[i], label.size) == 0)
            return true;
    return false;
}

/* End of the domain name at `at` (labels of letters, digits and hyphens with stops between), or
 * `at`. A country's two letters are taken only where no capital follows a stop: "is.US troops". */
static size_t domain_end(drg_slice text, size_t at, size_t end) {
    size_t good = at, label = at, i = at, labels = 0;
    size_t limit = end - at > DRG_TOKEN_LIMIT ? at + DRG_TOKEN_LIMIT : end;
    for (; i <= limit; i++) {
        char c = i < limit ? text.data[i] : ' ';
        if (is_alnum(c) || (c == '-' && i > label))
            continue;
        if (i == label)
            break;
        drg_slice last = {text.data + label, i - label};
        bool lower = last.data[0] >= 'a' || last.size > 2;
        if (labels > 0 && lower && known_domain(last) && (unsigned char)c < 128 && c != '@')
            good = i;
        labels++;
        if (c != '.')
            break;
        label = i + 1;
    }
    return good;
}

/* local@domain, or `at`. *seen: where the characters of a local part end. */
static size_t email_end(drg_slice text, size_t at, size_t end, size_t *seen) {
    size_t i = at, limit = end - at > DRG_TOKEN_LIMIT ? at + DRG_TOKEN_LIMIT : end;
    while (i < limit && (is_alnum(text.data[i]) || strchr("._%+-", text.data[i])))
        i++;
    *seen = i;
    if (i == at || i + 2 >= end || text.data[i] != '@' || !is_alnum(text.data[i + 1]))
        return at;
    size_t domain = i + 1;
    while (domain < end && domain - at < DRG_TOKEN_LIMIT &&
           (is_alnum(text.data[domain]) || strchr(".-_", text.data[domain])))
        domain++;
    return trim(text, at, domain);
}

/* @handle or #tag: a letter or digit must follow; "#1" is a number sign and a number. */
static size_t handle_end(drg_slice text, size_t at, size_t end) {
    drg_char c = drg_char_at(text, at + 1, end);
    if (!drg_char_is_letter(c.kind) && !(text.data[at] == '@' && c.code == '_'))
        return at;
    size_t i = at + 1;
    while (i < end && i - at < DRG_TOKEN_LIMIT - 4) {
        c = drg_char_at(text, i, end);
        if (!drg_char_is_word(c.kind) && c.code != '_')
            break;
        i = c.next;
    }
    return i;
}

size_t drg_link_end(drg_slice text, size_t at, size_t end, size_t *seen) {
    static const char *const SCHEMES[] = {"http://", "https://", "ftp://", "www.", "mailto:"};
    char first = text.data[at];
    *seen = at;
    if (first == '@' || first == '#')
        return handle_end(text, at, end);
    if (!is_alnum(first))
        return at;
    for (size_t i = 0; i < sizeof SCHEMES / sizeof SCHEMES[0]; i++)
        if (starts_with(text, at, end, SCHEMES[i]))
            return trim(text, at, run_end(text, at, end));
    size_t found = email_end(text, at, end, seen);
    if (found > at)
        return found;
    found = domain_end(text, at, end);
    if (found > at && found < end && (text.data[found] == '/' || text.data[found] == '?'))
        return trim(text, at, run_end(text, found, end));
    return found;
}
