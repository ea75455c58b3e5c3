// SPDX-License-Identifier: Apache-2.0
// How a reply is shown: the text with its marks, tables, cards and lists. The details of one record are in details.js.
//
// Everything that comes from an article or a reply enters the document as a text node, never as markup. Long results are made piece by
// piece: a text by blocks as they come near the window, a list by pages, so that a megabyte of text does not stop the browser.

import { entityLink, evidence } from "./details.js";

export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export const ENTITY_TYPES = ["PERSON", "ORGANIZATION", "GPE", "LOCATION", "FACILITY", "NORP", "EVENT", "MISC"];
export const TENSES = ["past", "ongoing", "future", "hypothetical"];
export const QUADS = ["", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
export const TYPE_WORDS = { PERSON: "person", ORGANIZATION: "organisation", GPE: "state or place", LOCATION: "location", FACILITY: "building", NORP: "nation or group", EVENT: "named event", MISC: "other" };
const BLOCK = 3000; // UTF-16 units: a longer paragraph is cut
const CHOICES = 300; // of a filter: the most frequent
const PAGE = 100; // rows made at once

export const percent = (confidence) => `${Math.round(confidence * 100)} %`;
export const words = (code) => code.replace(/_/g, " ").toLowerCase();

/* Offsets of the reply count code points, strings of JavaScript UTF-16 units: a function from the one to the other. */
export function unitsOf(text) {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return (point) => point;
  const units = new Uint32Array(text.length + 1);
  let point = 0;
  for (let i = 0; i < text.length; i++) {
    units[point++] = i;
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++;
  }
  units[point] = text.length;
  return (at) => units[Math.min(at, point)];
}

/* The other way round. */
export function pointsOf(text) {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return (unit) => unit;
  return (unit) => Array.from(text.slice(0, unit)).length;
}

/* What the views share: the reply, the text, lookups, and select() of whoever shows details. */
export function makeModel(text, reply, select) {
  const units = unitsOf(text);
  const entities = new Map((reply.entities || []).map((entity) => [entity.id, entity]));
  const events = new Map((reply.events || []).map((event) => [event.id, event]));
  const nameOf = (id) => entities.get(id)?.name ?? id;
  const party = (p) => (p.entity && entities.get(p.entity)?.name) || p.text || p.actor_code || p.country || "someone";
  const countryOf = (p) => p.country || (p.entity && entities.get(p.entity)?.country);
  const countries = (event) => [...new Set([...event.source, ...event.target].map(countryOf).concat(event.place?.country).filter(Boolean))];
  const slice = (start, end) => text.slice(units(start), units(end));
  const points = pointsOf(text);
  return { text, reply, units, points, entities, events, nameOf, party, countries, slice, select };
}

const byHand = () => el("span", { class: "flag" }, "by hand"); // where confidence stands else

export const parties = (model, list) => list.map(model.party).join(", ") || "—";

/* A date in as few words as say it: a day, a whole month or year, or from day to day. */
export function day(date) {
  if (!date?.start) return "";
  const { start, end = start } = date;
  if (start === end) return start;
  if (start.endsWith("-01-01") && end === `${start.slice(0, 4)}-12-31`) return start.slice(0, 4);
  const last = new Date(Date.UTC(Number(start.slice(0, 4)), Number(start.slice(5, 7)), 0)).toISOString().slice(0, 10);
  return start.endsWith("-01") && end === last ? start.slice(0, 7) : `${start} – ${end}`;
}

/* The same, to break at the dash alone. */
const dayParts = (date) => day(date).split(" – ").flatMap((part, i) => (i ? [" – ", el("span", { class: "day" }, part)] : [el("span", { class: "day" }, part)]));

/* ---- the text ---------------------------------------------------------------------------------- */

function spansOf(model) {
  const spans = [];
  const triggers = new Map();
  const add = (order, at, what) => spans.push({ start: model.units(at.start), end: model.units(at.end), order, ...what });
  for (const quote of model.reply.quotes || []) add(0, quote, { quote });
  for (const entity of model.entities.values()) for (const mention of entity.mentions) add(1, mention, { entity, mention });
  for (const event of model.events.values())
    for (const mention of event.mentions) {
      const key = `${mention.start}:${mention.end}`;
      if (triggers.has(key)) triggers.get(key).events.push(event);
      else {
        add(2, mention, { events: [event] });
        triggers.set(key, spans[spans.length - 1]);
      }
    }
  return spans.sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
}

/* Paragraphs, long ones cut at a space, each with the spans that touch it. */
function blocksOf(text, spans) {
  const blocks = [];
  let open = [];
  let next = 0;
  for (let from = 0; from < text.length; ) {
    let line = text.indexOf("\n", from);
    if (line < 0) line = text.length;
    let to = line;
    if (to - from > BLOCK) {
      const space = text.indexOf(" ", from + BLOCK);
      if (space >= 0 && space < to) to = space + 1;
      else if (space < 0 || to - from > 2 * BLOCK) to = Math.min(to, from + 2 * BLOCK - ((text.charCodeAt(from + 2 * BLOCK) & 0xfc00) === 0xdc00 ? 1 : 0));
    }
    while (next < spans.length && spans[next].start < to) open.push(spans[next++]);
    if (to > from) blocks.push({ from, to, spans: open, cut: to < line });
    open = open.filter((span) => span.end > to);
    from = to === line ? to + 1 : to;
  }
  return blocks;
}

function markOf(span) {
  if (span.quote) return Object.assign(el("span", { class: "quote" }), { span });
  const entity = span.entity;
  const label = entity ? `${TYPE_WORDS[entity.type] ?? entity.type}, ${entity.name}` : span.events.map((event) => `event, ${words(event.type)}`).join("; ");
  const kind = entity ? `entity t-${entity.type} k-${span.mention.kind}` : `trigger q-${span.events[0].quad_class}`;
  const mark = el("span", { class: `mark ${kind}`, role: "button", tabindex: "-1", title: label });
  mark.span = span;
  return mark;
}

/* Spans are nested; one that would cross the end of the one around it is cut there. */
function renderBlock(text, block) {
  const paragraph = el("p", { dir: "auto", class: block.cut ? "cut" : undefined });
  paragraph.from = block.from;
  const stack = [{ node: paragraph, end: block.to }];
  let cursor = block.from;
  const flush = (to) => {
    if (to > cursor) stack[stack.length - 1].node.append(text.slice(cursor, to));
    cursor = Math.max(cursor, to);
  };
  for (const span of block.spans) {
    const start = Math.max(span.start, block.from);
    while (stack.length > 1 && start >= stack[stack.length - 1].end) {
      flush(stack[stack.length - 1].end);
      stack.pop();
    }
    flush(start);
    const end = Math.min(span.end, stack[stack.length - 1].end);
    if (end <= start) continue;
    const node = markOf(span);
    const around = stack[stack.length - 1].node;
    if (around.getAttribute("role") === "button") { // a button holds no buttons
      around.setAttribute("role", "group");
      around.setAttribute("aria-label", around.title);
    }
    around.append(node);
    stack.push({ node, end });
  }
  while (stack.length) {
    flush(stack[stack.length - 1].end);
    stack.pop();
  }
  return paragraph;
}

/* What the reader has marked within one paragraph of the text: {start, end, text} in code points, or nothing. */
export function markedSpan(model) {
  const selection = document.getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const paragraph = (range.startContainer.parentElement ?? range.startContainer).closest(".text p");
  if (!paragraph?.contains(range.endContainer)) return null;
  const before = range.cloneRange();
  before.selectNodeContents(paragraph);
  before.setEnd(range.startContainer, range.startOffset);
  const raw = range.toString();
  const text = raw.trim();
  const from = paragraph.from + before.toString().length + raw.indexOf(text);
  return text ? { start: model.points(from), end: model.points(from + text.length), text } : null;
}

function legend(root, body) {
  const toggles = [...ENTITY_TYPES.map((type) => [type, TYPE_WORDS[type], `entity t-${type}`]), ["events", "event", "trigger q-1"], ["quotes", "quote", "quote"]];
  root.append(
    el("div", { class: "legend", role: "group", "aria-label": "Marks shown" },
      toggles.map(([key, word, look]) => {
        const box = el("input", { type: "checkbox", onchange: () => body.classList.toggle(`no-${key}`, !box.checked) });
        box.checked = true;
        return el("label", { class: "check" }, box, el("span", { class: look }, word));
      })));
}

/* Shows the text; returns jump(start, end), which brings a place into view and focuses its mark. */
export function showText(root, model) {
  const blocks = blocksOf(model.text, spansOf(model));
  const body = el("div", { class: "text" });
  const more = el("button", { type: "button", class: "quiet" }, "More of the text");
  let made = 0;
  const grow = (count) => {
    for (const end = Math.min(blocks.length, made + count); made < end; made++) {
      blocks[made].node = renderBlock(model.text, blocks[made]);
      body.append(blocks[made].node);
    }
    more.hidden = made >= blocks.length;
    if (!body.querySelector(".mark[tabindex='0']")) body.querySelector(".mark")?.setAttribute("tabindex", "0");
  };
  const pick = (event) => {
    const mark = event.target.closest?.(".mark, .quote");
    if (!mark || (event.type === "mouseover" && !matchMedia("(hover: hover)").matches)) return;
    if (document.querySelector("#details form")) return; // a form is open: whoever is here marks words for it
    model.select(mark.span, event.type === "mouseover");
  };
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const mark = event.target.closest?.(".mark");
    if (!mark || (!step && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    if (!step) return model.select(mark.span);
    const marks = [...body.querySelectorAll(".mark")];
    focusMark(marks[marks.indexOf(mark) + step]);
  };
  const focusMark = (mark) => {
    if (!mark) return;
    body.querySelector(".mark[tabindex='0']")?.setAttribute("tabindex", "-1");
    mark.setAttribute("tabindex", "0");
    mark.focus();
  };
  more.addEventListener("click", () => grow(60));
  for (const type of ["mouseover", "focusin", "click"]) body.addEventListener(type, pick);
  body.addEventListener("keydown", move);
  const near = new IntersectionObserver((seen) => {
    if (!seen.some((entry) => entry.isIntersecting)) return;
    grow(20);
    near.unobserve(more); // it tells of changes only: ask anew, the button may still be near
    if (!more.hidden) near.observe(more);
  }, { rootMargin: "1200px" });
  legend(root, body);
  root.append(el("p", { class: "hint" }, "Point at a mark, tap it, or walk from mark to mark with the arrow keys: its details are shown."));
  root.append(body, more);
  grow(40);
  if (!more.hidden) near.observe(more);
  return (start, end) => {
    const [from, to] = [model.units(start), model.units(end)];
    const index = blocks.findIndex((block) => block.to > from);
    if (index < 0) return;
    if (index >= made) grow(index - made + 1);
    const marks = [...blocks[index].node.querySelectorAll(".mark")];
    const mark = marks.find((m) => m.span.start === from && m.span.end === to) ?? marks.find((m) => m.span.start >= from && m.span.start < to);
    (mark ?? blocks[index].node).scrollIntoView({ block: "center" });
    focusMark(mark);
  };
}

/* ---- tables and lists -------------------------------------------------------------------------- */

/* Appends a page of nodes, and a button for the next one while there are more. */
function paged(list, container, make, root) {
  let made = 0;
  const more = el("button", { type: "button", class: "quiet more" });
  const grow = () => {
    container.append(...list.slice(made, made + PAGE).map(make));
    made = Math.min(list.length, made + PAGE);
    more.hidden = made >= list.length;
    more.textContent = `${list.length - made} more`;
  };
  more.addEventListener("click", grow);
  grow();
  root.append(more);
}

/* A table whose columns sort: columns are [title, value for sorting, node for showing (optional), class (optional)]. */
export function sortable(root, caption, columns, rows) {
  const sort = { column: -1, down: false };
  const draw = () => {
    const order = [...rows];
    if (sort.column >= 0) {
      const value = columns[sort.column][1];
      const sign = sort.down ? -1 : 1;
      order.sort((a, b) => {
        const [x, y] = [value(a) ?? "", value(b) ?? ""];
        return sign * (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y)));
      });
    }
    const head = el("tr", {}, columns.map(([title], i) => {
      const state = i !== sort.column ? "none" : sort.down ? "descending" : "ascending";
      const press = () => {
        sort.down = i === sort.column && !sort.down;
        sort.column = i;
        draw();
        root.querySelectorAll("th button")[i].focus();
      };
      return el("th", { scope: "col", "aria-sort": state }, el("button", { type: "button", onclick: press }, title, el("span", { class: "arrow", "aria-hidden": "true" }, state === "none" ? "" : sort.down ? " ▾" : " ▴")));
    }));
    const body = el("tbody");
    root.replaceChildren(el("div", { class: "scroll" }, el("table", {}, el("caption", { class: "visually-hidden" }, caption), el("thead", {}, head), body)));
    paged(order, body, (row) => el("tr", {}, columns.map(([title, value, show, look]) => el("td", { class: look, "data-title": title, dir: "auto" }, show ? show(row) : value(row) ?? ""))), root);
  };
  draw();
}

const meter = (confidence) => el("span", { class: "confidence" }, el("meter", { min: 0, max: 1, value: confidence, "aria-hidden": "true" }), percent(confidence));
const nothing = (root, text) => root.replaceChildren(el("p", { class: "empty" }, text));

function eventTable(root, model, events) {
  const open = (event) => el("button", { type: "button", class: `link q-${event.quad_class}`, onclick: () => model.select({ events: [event] }) }, words(event.type), event.mode ? el("small", {}, ` ${words(event.mode)}`) : null);
  sortable(root, "Events", [
    ["Event", (e) => e.type, open],
    ["Who", (e) => parties(model, e.source)],
    ["To whom", (e) => parties(model, e.target)],
    ["When", (e) => day(e.date), (e) => el("span", {}, dayParts(e.date))],
    ["Where", (e) => e.place?.name],
    ["Tense", (e) => (e.negated ? `not (${e.tense})` : e.tense)],
    ["Words", (e) => e.mentions[0].start, (e) => evidence(model, e.mentions[0])],
    ["Confidence", (e) => (e.corrected ? 1 : e.confidence), (e) => (e.corrected ? byHand() : meter(e.confidence)), "number"],
  ], events);
}

function eventCard(model, event) {
  return el("li", { class: `event q-${event.quad_class}` },
    el("button", { type: "button", class: "open", onclick: () => model.select({ events: [event] }) }, words(event.type), event.mode ? el("small", {}, ` ${words(event.mode)}`) : null),
    el("p", { class: "who", dir: "auto" }, el("b", {}, parties(model, event.source)), el("span", { "aria-label": "to" }, " → "), el("b", {}, parties(model, event.target))),
    el("p", { class: "hint" }, [day(event.date), event.place?.name, event.negated ? "did not happen" : "", event.tense, percent(event.confidence)].filter(Boolean).join(" · ")),
    evidence(model, event.mentions[0]));
}

/* Words that made no event, and why; one press makes one of them by hand. */
function nearMisses(model) {
  const misses = model.reply.near_misses ?? [];
  if (!misses.length) return "";
  const body = el("div");
  sortable(body, "Words that nearly told an event", [
    ["Words", (miss) => miss.start, (miss) => evidence(model, miss)],
    ["Type", (miss) => miss.type, (miss) => words(miss.type)],
    ["Why not", (miss) => words(miss.reason)],
    ["Score", (miss) => miss.score, (miss) => meter(miss.score), "number"],
    ["By hand", (miss) => miss.start, (miss) => el("button", { type: "button", class: "link", onclick: () => model.addEvent(miss) }, "Add…")],
  ], misses);
  return el("details", { class: "more" }, el("summary", {}, `Nearly an event: ${misses.length}`), body);
}

/* Cards or a table: what the reader chose, else what the width suggests. */
export function showEvents(root, model, events, state) {
  const asTable = state.table ?? !matchMedia("(max-width: 60rem)").matches;
  const body = el("div", { id: "event-list" });
  const choice = (word, value) => el("button", { type: "button", "aria-pressed": String(asTable === value), onclick: () => { state.table = value; showEvents(root, model, events, state); } }, word);
  root.replaceChildren(el("div", { class: "switch", role: "group", "aria-label": "Show as" }, choice("Table", true), choice("Cards", false)), body, nearMisses(model));
  if (!events.length) return nothing(body, model.events.size ? "No event passes the filters." : "No events were found.");
  if (asTable) return eventTable(body, model, events);
  const list = el("ul", { class: "cards" });
  body.append(list);
  paged(events, list, (event) => eventCard(model, event), body);
}

export function showEntities(root, model) {
  const entities = [...model.entities.values()];
  if (!entities.length) return nothing(root, "No entities were found.");
  sortable(root, "Entities", [
    ["Name", (e) => e.name, (e) => entityLink(model, e.id)],
    ["Type", (e) => TYPE_WORDS[e.type] ?? e.type, (e) => el("span", { class: `entity t-${e.type}` }, TYPE_WORDS[e.type] ?? e.type)],
    ["Country", (e) => e.country],
    ["Office", (e) => e.office?.title],
    ["Code", (e) => e.actor_code, (e) => (e.actor_code ? el("code", {}, e.actor_code) : "")],
    ["Mentions", (e) => e.mentions.length, undefined, "number"],
    ["Confidence", (e) => e.confidence, (e) => meter(e.confidence), "number"],
  ], entities);
}

export function showRelations(root, model) {
  const relations = model.reply.relations || [];
  if (!relations.length) return nothing(root, "No relations were found.");
  sortable(root, "Relations", [
    ["Who", (r) => model.nameOf(r.subject), (r) => entityLink(model, r.subject)],
    ["Relation", (r) => r.type, (r) => el("button", { type: "button", class: "link", onclick: () => model.select({ relation: r }) }, words(r.type) + (r.label ? ` (${r.label})` : ""))],
    ["To", (r) => r.object && model.nameOf(r.object), (r) => (r.object ? entityLink(model, r.object) : "")],
    ["Words", (r) => r.evidence.start, (r) => evidence(model, r.evidence)],
    ["Confidence", (r) => (r.corrected ? 1 : r.confidence), (r) => (r.corrected ? byHand() : meter(r.confidence)), "number"],
  ], relations);
}

export function showQuotes(root, model) {
  const quotes = model.reply.quotes || [];
  if (!quotes.length) return nothing(root, "No quotes were found.");
  const list = el("ul", { class: "quotes" });
  root.replaceChildren(list);
  paged(quotes, list, (quote) => el("li", {},
    el("blockquote", { dir: "auto" }, evidence(model, quote)),
    el("p", { class: "hint" }, "— ", quote.speaker ? entityLink(model, quote.speaker) : quote.attribution?.text ?? "nobody named",
      ` · ${quote.direct ? "direct" : "reported"}${quote.cue ? ` · “${quote.cue}”` : ""} · `, quote.corrected ? byHand() : percent(quote.confidence), " · ",
      el("button", { type: "button", class: "link", onclick: () => model.select({ quote }) }, "Details"))), root);
}

/* ---- filters ----------------------------------------------------------------------------------- */

export function fillFilters(model, selects) {
  const events = [...model.events.values()];
  const fill = (select, values, show = words) => {
    const chosen = select.value;
    const count = new Map();
    for (const value of values) count.set(value, (count.get(value) || 0) + 1);
    select.replaceChildren(el("option", { value: "" }, "all"), ...[...count].sort((a, b) => b[1] - a[1]).slice(0, CHOICES).sort((a, b) => String(a[0]).localeCompare(b[0])).map(([value, n]) => el("option", { value }, `${show(value).slice(0, 40)} (${n})`)));
    select.value = count.has(chosen) ? chosen : "";
  };
  fill(selects.type, events.map((event) => event.type));
  fill(selects.party, events.flatMap((event) => [...new Set([...event.source, ...event.target].map(model.party))]), (value) => value);
  fill(selects.country, events.flatMap(model.countries), (value) => value);
  fill(selects.tense, events.map((event) => event.tense));
}

export function filterEvents(model, { type, party, country, tense, confidence }) {
  const isParty = (event) => [...event.source, ...event.target].some((p) => model.party(p) === party);
  return [...model.events.values()].filter((event) =>
    (!type || event.type === type) && (!party || isParty(event)) && (!country || model.countries(event).includes(country)) && (!tense || event.tense === tense) && event.confidence >= confidence);
}
