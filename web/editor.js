// SPDX-License-Identifier: Apache-2.0
// Forms that make corrections: of one entity, event, relation or quote, and of a new one. A form changes nothing itself; it hands a correction to model.correct().
//
// New mentions are found by their words, so that a keyboard does: the words are looked for in the text and the places offered, each with what stands
// around it. What is marked with the pointer, before a form opens or while it is open, is filled in.

import { PARTS, kindOf, refOf } from "./correct.js";
import { ENTITY_TYPES, TENSES, day, el, words } from "./view.js";

const FOUND = 30; // places offered
const CONTEXT = 24; // characters of text on either side

const option = (value, title, chosen) => el("option", { value, selected: value === chosen }, title ?? value);
const select = (properties, options) => el("select", properties, options);
const labelled = (title, field) => el("label", {}, title, " ", field);
const button = (title, act, look) => el("button", { type: "button", class: look, onclick: act }, title);
const countryField = (value) => el("input", { name: "country", value, pattern: "[A-Z]{2,12}", size: 6, autocapitalize: "characters", spellcheck: "false", title: "ISO 3166 alpha-3, or an international body's acronym: FRA, EU" });

function form(title, submit, ...children) {
  const error = el("p", { class: "bad", role: "alert" });
  const node = el("form", { class: "edit", autocomplete: "off" }, el("h3", {}, title), ...children, error);
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    const problem = submit(node);
    error.textContent = problem ?? "";
  });
  return node;
}

/* ---- words of the text ------------------------------------------------------------------------- */

/* Fields for a span of the text: words, and which of their places. value() is {start, end, text, sentence} or nothing. */
function spanFields(model) {
  const input = el("input", { name: "words", required: true, value: model.marked()?.text ?? "", spellcheck: "false", dir: "auto" });
  const places = el("select", { name: "place-of-words" });
  const fill = () => {
    const found = [];
    const sought = input.value.trim();
    for (let at = sought ? model.text.indexOf(sought) : -1; at >= 0 && found.length < FOUND; at = model.text.indexOf(sought, at + 1)) found.push(at);
    const mark = model.marked();
    if (mark?.text === sought && !found.some((at) => model.points(at) === mark.start)) found.push(model.units(mark.start)); // beyond the first places
    const around = (at) => `${at > CONTEXT ? "…" : ""}${model.text.slice(Math.max(0, at - CONTEXT), at)}[${sought}]${model.text.slice(at + sought.length, at + sought.length + CONTEXT)}…`.replace(/\s+/g, " ");
    const chosen = found.find((at) => model.points(at) === model.marked()?.start);
    places.replaceChildren(...found.map((at) => option(String(at), around(at), String(chosen ?? found[0]))));
    input.setCustomValidity(found.length ? "" : "These words do not stand in the text.");
    places.disabled = !found.length;
  };
  input.addEventListener("input", fill);
  fill();
  const value = () => {
    const text = input.value.trim();
    if (!places.value) return null;
    const start = model.points(Number(places.value));
    const mention = { start, end: start + Array.from(text).length, text };
    const sentence = model.sentenceAt(mention);
    return sentence < 0 ? null : { ...mention, sentence };
  };
  return { fields: [labelled("Words in the text", input), labelled("at", places)], value };
}

const NO_SENTENCE = "These words do not stand within one sentence.";
const kinds = () => select({ name: "kind" }, ["name", "nominal", "pronoun"].map((kind) => option(kind)));

/* ---- entities ---------------------------------------------------------------------------------- */

function typeField(chosen) {
  return select({ name: "type" }, ENTITY_TYPES.map((type) => option(type, words(type), chosen)));
}

function mentionList(model, entity) {
  const one = (mention) => el("li", {},
    el("span", { dir: "auto" }, mention.text), el("small", {}, ` ${mention.kind} `),
    button("remove", () => model.correct({ do: "mention-delete", entity: refOf(entity), start: mention.start, end: mention.end }, { entity: entity.id }), "quiet"),
    entity.mentions.length > 1 ? button("make it its own", () => model.correct({ do: "add", entity: { id: model.freshId(), type: entity.type, name: mention.text, ...(entity.country ? { country: entity.country } : {}), mentions: [{ ...mention, kind: "name" }] } }, { entity: entity.id }), "quiet") : null);
  return el("ul", { class: "plain" }, entity.mentions.slice(0, 200).map(one));
}

export function entityForm(model, entity) {
  const added = spanFields(model);
  const others = [...model.entities.values()].filter((other) => other !== entity);
  const target = select({ name: "into" }, others.map((other) => option(other.id, `${other.name} (${words(other.type)})`)));
  const kind = kinds();
  const save = (node) => {
    const { name, type, country } = node.elements;
    const change = {};
    if (name.value.trim() !== entity.name) change.name = name.value.trim();
    if (type.value !== entity.type) change.type = type.value;
    if (country.value !== (entity.country ?? "")) change.country = country.value || null;
    if (!Object.keys(change).length) return "Nothing is changed.";
    return model.correct({ do: "set", entity: refOf(entity), ...change }, { entity: entity.id });
  };
  const more = form("Another mention", () => {
    const at = added.value();
    return at ? model.correct({ do: "mention-add", entity: refOf(entity), ...at, kind: kind.value }, { entity: entity.id }) : NO_SENTENCE;
  }, ...added.fields, labelled("as", kind), el("button", { type: "submit" }, "Add the mention"));
  return [
    form("Correct an entity", save, labelled("Name", el("input", { name: "name", value: entity.name, required: true, dir: "auto" })), labelled("Type", typeField(entity.type)), labelled("Country", countryField(entity.country ?? "")),
      el("p", { class: "row" }, el("button", { type: "submit", class: "primary" }, "Save"), button("Delete the entity", () => model.correct({ do: "delete", entity: refOf(entity) }), "quiet"))),
    others.length ? form("The same as", () => model.correct({ do: "join", entity: refOf(entity), into: refOf(model.entities.get(target.value)) }, { entity: target.value }), labelled("Entity", target), el("button", { type: "submit" }, "Join")) : null,
    el("section", { class: "edit" }, el("h3", {}, "Mentions"), mentionList(model, entity)),
    more,
  ];
}

export function newEntityForm(model) {
  const place = spanFields(model);
  const kind = kinds();
  return [form("Add an entity", (node) => {
    const at = place.value();
    if (!at) return NO_SENTENCE;
    const { name, type, country } = node.elements;
    const id = model.freshId();
    return model.correct({ do: "add", entity: { id, type: type.value, name: name.value.trim() || at.text, ...(country.value ? { country: country.value } : {}), mentions: [{ ...at, kind: kind.value }] } }, { entity: id });
  }, ...place.fields, labelled("as", kind), labelled("Name", el("input", { name: "name", placeholder: "as its words, if empty", dir: "auto" })), labelled("Type", typeField("PERSON")), labelled("Country", countryField("")),
  el("button", { type: "submit", class: "primary" }, "Add"))];
}

/* ---- events ------------------------------------------------------------------------------------ */

/* Editable list of the parties of one side: value() in the form of corrections. */
function sideField(model, title, list) {
  const parties = list.map((party) => ({ ...party }));
  const shown = el("ul", { class: "plain" });
  const pick = select({ "aria-label": `Add to ${title}` }, [option("", "add an entity…"), ...[...model.entities.values()].map((entity) => option(entity.id, `${entity.name} (${words(entity.type)})`))]);
  const described = el("input", { "aria-label": `Add to ${title} in words`, placeholder: "or in words: police", dir: "auto" });
  const draw = () => shown.replaceChildren(...parties.map((party) => {
    const name = model.party(party);
    const gone = button("×", () => { parties.splice(parties.indexOf(party), 1); draw(); }, "quiet");
    gone.setAttribute("aria-label", `Remove ${name} from ${title}`);
    return el("li", { dir: "auto" }, name, " ", gone);
  }));
  pick.addEventListener("change", () => {
    if (pick.value && !parties.some((party) => party.entity === pick.value)) parties.push({ entity: pick.value });
    pick.value = "";
    draw();
  });
  const add = () => {
    if (described.value.trim()) parties.push({ text: described.value.trim() });
    described.value = "";
    draw();
  };
  draw();
  const value = () => {
    add();
    return parties.map((party) => (party.entity ? { ...party, entity: refOf(model.entities.get(party.entity)) } : party));
  };
  return { node: el("fieldset", {}, el("legend", {}, title), shown, el("div", { class: "row" }, pick, described, button("add", add))), value, changed: () => JSON.stringify(parties) !== JSON.stringify(list) || described.value.trim() !== "" };
}

function placeField(model, place) {
  const places = [...model.entities.values()].filter((entity) => ["GPE", "LOCATION", "FACILITY"].includes(entity.type));
  const known = place?.entity && places.some((entity) => entity.id === place.entity);
  const chosen = known ? place.entity : place ? "=" : "";
  const node = select({ name: "where" }, [option("", "not known", chosen), ...(place && !known ? [option("=", place.name, chosen)] : []), ...places.map((entity) => option(entity.id, entity.name, chosen))]);
  const value = () => (node.value === chosen ? undefined : node.value ? { entity: refOf(model.entities.get(node.value)) } : null);
  return { node, value };
}

function modeField(model, type, chosen) {
  const node = select({ name: "mode" }, []);
  const fill = (of, mode) => node.replaceChildren(option("", "none", mode ?? ""), ...model.modesOf(of).map((one) => option(one, words(one), mode)));
  fill(type, chosen);
  return { node, fill };
}

/* type: the one that is chosen at first, where the event has none yet. */
function eventFields(model, event, chosen = event.type) {
  const { types } = model.ontology();
  const type = select({ name: "type" }, types.map((one) => option(one, words(one), chosen)));
  const mode = modeField(model, type.value, event.mode);
  type.addEventListener("change", () => mode.fill(type.value, type.value === event.type ? event.mode : undefined));
  const tense = select({ name: "tense" }, TENSES.map((one) => option(one, one, event.tense)));
  const negated = el("input", { type: "checkbox", name: "negated" });
  negated.checked = event.negated;
  const [source, target] = [sideField(model, "Who", event.source), sideField(model, "To whom", event.target)];
  const place = placeField(model, event.place);
  const from = el("input", { type: "date", name: "from", value: event.date?.start ?? "" });
  const to = el("input", { type: "date", name: "to", value: event.date?.end ?? "" });
  const change = () => {
    const made = {};
    if (type.value !== event.type) made.type = type.value;
    if (mode.node.value !== (event.mode ?? "") && (mode.node.value || type.value === event.type)) made.mode = mode.node.value || null;
    if (tense.value !== event.tense) made.tense = tense.value;
    if (negated.checked !== event.negated) made.negated = negated.checked;
    if (source.changed()) made.source = source.value();
    if (target.changed()) made.target = target.value();
    if (place.value() !== undefined) made.place = place.value();
    if (from.value !== (event.date?.start ?? "") || to.value !== (event.date?.end ?? "")) made.date = from.value ? { start: from.value, end: to.value || from.value } : null;
    return made;
  };
  const wrong = () => (to.value && !from.value ? "A last day needs a first day." : from.value && to.value && to.value < from.value ? "The last day is before the first." : undefined);
  const fields = [labelled("Type", type), labelled("Mode", mode.node), labelled("Tense", tense), el("label", { class: "check" }, negated, " did not happen"), source.node, target.node, labelled("Where", place.node), labelled("From", from), labelled("to", to)];
  return { fields, change, wrong };
}

export function eventForm(model, event) {
  const { fields, change, wrong } = eventFields(model, event);
  const others = [...model.events.values()].filter((other) => other !== event);
  const title = (other) => `${words(other.type)}: ${other.source.map(model.party).join(", ") || "—"} → ${other.target.map(model.party).join(", ") || "—"}, ${day(other.date) || "no date"}`;
  const into = select({ name: "into" }, others.slice(0, 500).map((other) => option(other.id, title(other))));
  return [
    form("Correct an event", () => {
      const made = change();
      if (wrong()) return wrong();
      return Object.keys(made).length ? model.correct({ do: "set", event: refOf(event), ...made }, { event: event.id }) : "Nothing is changed.";
    }, ...fields, el("p", { class: "row" }, el("button", { type: "submit", class: "primary" }, "Save"), button("Delete the event", () => model.correct({ do: "delete", event: refOf(event) }), "quiet"))),
    others.length ? form("The same as", () => model.correct({ do: "join", event: refOf(event), into: refOf(model.events.get(into.value)) }, { event: into.value }), labelled("Event", into), el("button", { type: "submit" }, "Join")) : null,
  ];
}

export function newEventForm(model, type) {
  const place = spanFields(model);
  const { fields, change, wrong } = eventFields(model, { type: "", tense: "past", negated: false, source: [], target: [] }, type);
  return [form("Add an event", () => {
    const at = place.value();
    if (!at) return NO_SENTENCE;
    if (wrong()) return wrong();
    const id = model.freshId();
    return model.correct({ do: "add", event: { id, ...change(), mentions: [at] } }, { event: id });
  }, ...place.fields, ...fields, el("button", { type: "submit", class: "primary" }, "Add"))];
}

/* ---- relations and quotes ----------------------------------------------------------------------- */

const RELATIONS = ["HOLDS_POSITION", "MEMBER_OF", "PART_OF", "LOCATED_IN", "KINSHIP", "ALLY_OF", "OPPONENT_OF"]; // as openapi.yaml has them

const entityOptions = (model, chosen) => [...model.entities.values()].map((entity) => option(entity.id, `${entity.name} (${words(entity.type)})`, chosen));

/* The fields of a relation; change() is what is other than in the one that is given, wrong() why it cannot be. */
function relationFields(model, relation) {
  const type = select({ name: "type" }, RELATIONS.map((one) => option(one, words(one), relation.type)));
  const subject = select({ name: "subject", required: true }, [...(relation.subject ? [] : [option("", "choose…", "")]), ...entityOptions(model, relation.subject)]);
  const object = select({ name: "object" }, [option("", "nobody named", relation.object ?? ""), ...entityOptions(model, relation.object)]);
  const label = el("input", { name: "label", value: relation.label ?? "", dir: "auto", placeholder: "a title: minister" });
  const change = () => {
    const made = {};
    const title = label.value.trim();
    if (type.value !== relation.type) made.type = type.value;
    if (subject.value !== relation.subject) made.subject = refOf(model.entities.get(subject.value));
    if (object.value !== (relation.object ?? "")) made.object = object.value ? refOf(model.entities.get(object.value)) : null;
    if (title !== (relation.label ?? "")) made.label = title || null;
    return made;
  };
  const wrong = () => (subject.value === object.value ? "A relation is between two." : !object.value && !label.value.trim() ? "A relation needs another side or a label." : undefined);
  return { fields: [labelled("Who", subject), labelled("Relation", type), labelled("To", object), labelled("As", label)], change, wrong };
}

export function relationForm(model, relation) {
  const { fields, change, wrong } = relationFields(model, relation);
  return [form("Correct a relation", () => {
    const made = change();
    if (wrong()) return wrong();
    return Object.keys(made).length ? model.correct({ do: "set", relation: refOf(relation), ...made }, { relation: relation.id }) : "Nothing is changed.";
  }, ...fields, el("p", { class: "row" }, el("button", { type: "submit", class: "primary" }, "Save"), button("Delete the relation", () => model.correct({ do: "delete", relation: refOf(relation) }), "quiet")))];
}

export function newRelationForm(model) {
  const place = spanFields(model);
  const { fields, change, wrong } = relationFields(model, {});
  return [form("Add a relation", () => {
    const at = place.value();
    if (!at) return NO_SENTENCE;
    if (wrong()) return wrong();
    const id = model.freshId();
    return model.correct({ do: "add", relation: { id, ...change(), evidence: at } }, { relation: id });
  }, ...place.fields, ...fields, el("button", { type: "submit", class: "primary" }, "Add"))];
}

export function quoteForm(model, quote) {
  const shown = quote.speaker ?? (quote.attribution ? "=" : "");
  const speaker = select({ name: "speaker" }, [option("", "nobody named", shown), option("=", "in words…", shown), ...entityOptions(model, shown)]);
  const named = el("input", { name: "speaker-words", value: quote.speaker ? "" : quote.attribution?.text ?? "", dir: "auto", placeholder: "a senior official" });
  const line = labelled("Speaker in words", named);
  const fill = () => { line.hidden = speaker.value !== "="; };
  speaker.addEventListener("change", fill);
  fill();
  return [form("Correct a quote", () => {
    const text = named.value.trim();
    if (speaker.value === "=" && !text) return "The speaker has no words.";
    if (speaker.value === shown && (shown !== "=" || text === quote.attribution.text)) return "Nothing is changed.";
    const made = speaker.value === "=" ? { text } : speaker.value ? { entity: refOf(model.entities.get(speaker.value)) } : null;
    return model.correct({ do: "set", quote: refOf(quote), speaker: made }, { quote: quote.start });
  }, labelled("Speaker", speaker), line, el("p", { class: "row" }, el("button", { type: "submit", class: "primary" }, "Save"), button("Delete the quote", () => model.correct({ do: "delete", quote: refOf(quote) }), "quiet")))];
}

/* ---- what was done, in words ------------------------------------------------------------------- */

const SAID = { "mention-delete": "mention taken away", "mention-add": "mention added", delete: "deleted", join: "joined with another", add: "added" };

export function sayCorrection(correction, original) {
  const kind = kindOf(correction);
  const ref = correction[kind];
  const same = (one) => (kind === "quote" ? one.start === ref.start && one.end === ref.end : one.id === ref.id);
  const record = { ...original[PARTS[kind]]?.find(same), ...ref };
  const fields = Object.entries(correction).filter(([key]) => key !== "do" && key !== kind);
  const told = correction.do === "set" ? fields.map(([key, value]) => `${key} ${value === null ? "taken away" : typeof value === "object" ? "changed" : value}`).join(", ") : SAID[correction.do] ?? correction.do;
  const name = kind === "quote" ? `“${(record.text ?? "").slice(0, 40)}”` : record.name ?? (record.type ? words(record.type) : record.id);
  return `${kind} ${name}: ${told}${correction.text ? ` “${correction.text}”` : ""}`;
}
