/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A user's own rows laid over the built-in tables, without making those anew: the answers.
 *
 * The rows are compiled into a small block of their own (user.c, compile.c) and searched beside the
 * large one; a view, which lay.c makes, answers for both, with the user's rows first:
 *
 *   names      the user's hits and the built-in ones; a name that both have means all of their
 *              things, the user's first
 *   things     a row with the id of a built-in thing takes its place under the same number, so that
 *              the built-in names of the thing lead to the user's row
 *   terms      a term of office ends the built-in terms of others in that office where it begins,
 *              and drops those that it covers; the same person's term is replaced by the user's
 *   members    rows of a membership replace the built-in ones of the same pair
 *   titles, words of persons' names: the user's if there is one as long
 *   tables     the built-in rows, then the user's (drg_table_cell)
 *
 * What the rows refer to stands in the small block as a row without names (line 0 of user.c); such
 * a thing has the number of the built-in one and changes nothing.
 *
 * Views may be laid over views (a file's rows, a request's rows on top). Cost of a question: one
 * more search in a small table.
 */
#include "../base/sort.h"
#include "store.h"

/* ---- things ---- */

static const drg_view_pair *find_replaced(const drg_view *view, uint32_t thing) {
    uint32_t count = view->replaced_count;
    size_t at =
        count ? drg_first_from(&view->replaced->view, count, sizeof *view->replaced, thing) : 0;
    return at < count && view->replaced[at].view == thing ? &view->replaced[at] : NULL;
}

const drg_thing *drg_view_thing(const drg_view *view, uint32_t thing) {
    if (thing >= view->base_things) {
        uint32_t at = thing - view->base_things;
        return at < view->new_things ? &view->things[view->new_own[at]] : NULL;
    }
    const drg_view_pair *pair = find_replaced(view, thing);
    return pair ? &view->things[pair->own] : drg_know_thing(view->base, thing);
}

uint32_t drg_view_find(const drg_view *view, drg_slice id) {
    uint32_t own = drg_know_find(view->own, id);
    return own != DRG_NONE ? view->number[own] : drg_know_find(view->base, id);
}

/* ---- names and titles ---- */

size_t drg_view_match(const drg_view *view, drg_slice text, const drg_token *tokens, size_t count,
    size_t at, drg_name_hit *hits, size_t room) {
    enum { ROOM = 8 };
    drg_name_hit own[ROOM], base[ROOM];
    size_t own_count = drg_know_match(view->own, text, tokens, count, at, own, ROOM);
    if (own_count == 0)
        return drg_know_match(view->base, text, tokens, count, at, hits, room);
    size_t base_count = drg_know_match(view->base, text, tokens, count, at, base, ROOM);
    size_t written = 0, o = 0, b = 0;
    while (written < room && (o < own_count || b < base_count)) {
        bool first = o < own_count && (b == base_count || own[o].end_token >= base[b].end_token);
        if (!first) {
            hits[written++] = base[b++];
            continue;
        }
        while (b < base_count && base[b].end_token == own[o].end_token)
            b++; /* the user's hit means its things as well */
        hits[written++] = own[o++];
    }
    return written;
}

bool drg_view_title(const drg_view *view, drg_slice text, const drg_token *tokens, size_t count,
    size_t at, drg_title_hit *hit) {
    drg_title_hit own;
    bool base = drg_know_title(view->base, text, tokens, count, at, hit);
    if (!drg_know_title(view->own, text, tokens, count, at, &own) ||
        (base && hit->end_token > own.end_token))
        return base;
    own.row += (uint32_t)drg_table_rows(drg_know_table(view->base, "titles"));
    *hit = own;
    return true;
}

/* ---- terms ---- */

const drg_view_range *drg_view_range_of(
    const drg_view_range *ranges, uint32_t count, uint32_t key) {
    size_t at = count ? drg_first_from(&ranges->key, count, sizeof *ranges, key) : 0;
    return at < count && ranges[at].key == key ? &ranges[at] : NULL;
}

const drg_term *drg_view_terms(const drg_view *view, uint32_t person, size_t *count) {
    const drg_view_range *range = drg_view_range_of(view->persons, view->person_count, person);
    if (!range)
        return drg_know_terms(view->base, person, count);
    *count = range->count;
    return range->count ? &view->terms[range->first] : NULL;
}
