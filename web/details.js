// SPDX-License-Identifier: Apache-2.0
// The details of one record: what it says, the words for it, why it was decided so, and a way to correct it.

import { QUADS, TYPE_WORDS, day, el, parties, percent, words } from "./view.js";

const fact = (name, value) => (value === undefined || value === null || value === "" ? [] : [el("dt", {}, name), el("dd", {}, value)]);

/* Why a record is as it is: a line for each field that was decided; also of the parts of a record that explain themselves. */
function reasons(...lists) {
  const explain = lists.filter(Array.isArray).flat();
  const line = ({ what, rule, score, runner_up: other }) => {
    const weighed = [score !== undefined && score.toFixed(1), other && `rather than ${other}`].filter(Boolean).join(", ");
    return el("li", {}, el("b", {}, words(what)), `: ${rule}${weighed ? ` (${weighed})` : ""}`);
  };
  return explain.length ? el("ul", { class: "explain" }, explain.map(line)) : undefined;
}

export function evidence(model, at) {
  return el("button", { type: "button", class: "evidence", onclick: () => model.jump(at.start, at.end), title: "Show in the text" }, at.text ?? model.slice(at.start, at.end));
}

function partyList(model, list) {
  return list.length
    ? list.map((p) => el("div", {}, p.entity && model.entities.has(p.entity) ? entityLink(model, p.entity) : model.party(p), p.actor_code ? el("code", {}, p.actor_code) : null, p.implied ? el("small", {}, " implied") : null))
    : undefined;
}

export function entityLink(model, id) {
  return el("button", { type: "button", class: "link", onclick: () => model.select({ entity: model.entities.get(id) }) }, model.nameOf(id));
}

function eventLink(model, event) {
  return el("button", { type: "button", class: `link q-${event.quad_class}`, onclick: () => model.select({ events: [event] }) }, `${words(event.type)}: ${parties(model, event.source)} → ${parties(model, event.target)}`);
}

const byHand = (record) => (record.corrected ? el("p", { class: "flags" }, el("span", { class: "flag" }, "corrected by hand")) : null);

function correctButton(model, what) {
  return model.edit ? el("p", {}, el("button", { type: "button", class: "correct", onclick: () => model.edit(what) }, "Correct…")) : null;
}

function entityDetails(model, entity) {
  const events = [...model.events.values()].filter((event) => [...event.source, ...event.target].some((p) => p.entity === entity.id)).slice(0, 20);
  const position = entity.latitude === undefined ? undefined : `${entity.latitude.toFixed(2)}, ${entity.longitude.toFixed(2)}${entity.coordinates_of ? ` (of ${entity.coordinates_of})` : ""}`;
  return [
    el("p", { class: "kind" }, el("span", { class: `entity t-${entity.type}` }, TYPE_WORDS[entity.type] ?? entity.type)),
    el("h3", { dir: "auto" }, entity.name),
    byHand(entity),
    el("dl", {},
      fact("Country", entity.country),
      fact("Office", entity.office && `${entity.office.former ? "former " : ""}${entity.office.title} (${entity.office.basis ?? "text"})`),
      fact("Sectors", entity.sectors?.join(", ")),
      fact("Actor code", entity.actor_code && el("code", {}, entity.actor_code)),
      fact("Members", entity.members?.filter((id) => model.entities.has(id)).map((id) => el("div", {}, entityLink(model, id)))),
      fact("Position", position),
      fact("GeoNames", entity.ids?.geonames),
      fact("Wikidata", entity.ids?.wikidata),
      fact("Or", entity.candidates && entity.candidates.map((c) => `${c.name} ${c.country ?? ""} ${percent(c.score)}`).join("; ")),
      fact("Confidence", percent(entity.confidence)),
      fact("Events", events.length ? events.map((event) => el("div", {}, eventLink(model, event))) : undefined),
      fact(`Mentions (${entity.mentions.length})`, entity.mentions.slice(0, 12).map((mention) => evidence(model, mention))),
      fact("Why", reasons(entity.explain))),
    correctButton(model, { entity }),
  ];
}

function eventDetails(model, event) {
  const place = event.place && `${event.place.name}${event.place.country ? `, ${event.place.country}` : ""} (${event.place.basis})`;
  const said = event.attribution && (event.attribution.speaker ? entityLink(model, event.attribution.speaker) : event.attribution.text);
  return [
    el("p", { class: "kind" }, el("span", { class: `trigger q-${event.quad_class}` }, QUADS[event.quad_class])),
    el("h3", {}, words(event.type), event.mode ? el("small", {}, ` ${words(event.mode)}`) : null),
    byHand(event),
    event.negated || event.tense !== "past" ? el("p", { class: "flags" }, event.negated ? el("span", { class: "flag" }, "did not happen") : null, el("span", { class: "flag" }, event.tense)) : null,
    model.define?.(event) ? el("p", { class: "hint" }, model.define(event)) : null,
    el("dl", {},
      fact("Who", partyList(model, event.source)),
      fact("To whom", partyList(model, event.target)),
      fact("Where", place),
      fact("When", event.date && `${day(event.date)} (${event.date.text ? `“${event.date.text}”, ` : ""}${event.date.basis})`),
      fact("According to", said),
      fact("Contexts", event.contexts?.map(words).join(", ")),
      fact("CAMEO", event.cameo && el("code", {}, event.cameo)),
      fact("Goldstein", event.goldstein?.toFixed(1)),
      fact("Confidence", percent(event.confidence)),
      fact("Words", event.mentions.slice(0, 12).map((mention) => evidence(model, mention))),
      fact("Speaks of", event.about?.filter((id) => model.events.has(id)).map((id) => el("div", {}, eventLink(model, model.events.get(id))))),
      fact("Why", reasons(event.explain, event.place?.explain, event.date?.explain, event.attribution?.explain))),
    correctButton(model, { event }),
  ];
}

function relationDetails(model, relation) {
  return [
    el("p", { class: "kind" }, "relation"),
    el("h3", {}, words(relation.type)),
    byHand(relation),
    el("dl", {},
      fact("Who", entityLink(model, relation.subject)),
      fact("To", relation.object && entityLink(model, relation.object)),
      fact("As", relation.label),
      fact("Confidence", percent(relation.confidence)),
      fact("Words", evidence(model, relation.evidence)),
      fact("Why", reasons(relation.explain))),
    correctButton(model, { relation }),
  ];
}

function quoteDetails(model, quote) {
  return [
    el("p", { class: "kind" }, quote.direct ? "quote" : "reported words"),
    el("h3", { dir: "auto" }, quote.speaker ? model.nameOf(quote.speaker) : quote.attribution?.text ?? "nobody named"),
    byHand(quote),
    el("dl", {},
      fact("Speaker", quote.speaker && entityLink(model, quote.speaker)),
      fact("Named by", quote.attribution?.start !== undefined && quote.attribution.end !== undefined ? evidence(model, quote.attribution) : undefined),
      fact("Cue", quote.cue && `“${quote.cue}”`),
      fact("Confidence", percent(quote.confidence)),
      fact("Words", evidence(model, quote)),
      fact("Why", reasons(quote.explain, quote.attribution?.explain))),
    correctButton(model, { quote }),
  ];
}

export function showDetails(root, model, what) {
  root.replaceChildren();
  if (!what) return root.append(el("p", { class: "hint" }, "Details of what you point at stand here."));
  root.append(el("button", { type: "button", class: "close quiet", "aria-label": "Close details", onclick: () => model.select(null) }, "×"));
  if (what.form) root.append(...what.form.filter(Boolean));
  if (what.entity) root.append(...entityDetails(model, what.entity).filter(Boolean));
  for (const event of what.events || []) root.append(...eventDetails(model, event).filter(Boolean));
  if (what.relation) root.append(...relationDetails(model, what.relation).filter(Boolean));
  if (what.quote) root.append(...quoteDetails(model, what.quote).filter(Boolean));
}
