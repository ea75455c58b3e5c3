// SPDX-License-Identifier: Apache-2.0
// The page: takes a text, asks this service, and hands the reply to the views. No library, no storage, no request to anybody else.
//
// The text goes as text/plain, exactly as the field holds it, so that offsets of the reply are offsets of what is shown. A reply is kept as
// the service wrote it: what is copied and downloaded are its bytes. CSV and NDJSON are asked of the service, not made here.

import { unpack } from "./correct.js";
import { showDetails } from "./details.js";
import { makeEdits } from "./edits.js";
import { LICENCE, SAMPLES } from "./samples.js";
import { el, fillFilters, filterEvents, makeModel, showEntities, showEvents, showQuotes, showRelations, showText } from "./view.js";
import { showGraph, showTimeline } from "./graph.js";
import { showMap } from "./map.js";

const $ = (id) => document.getElementById(id);
const SHOWN = 200000; // characters of raw JSON put into the page; all of it is copied and downloaded
const state = { limit: 1 << 20, abort: null, model: null, raw: "", asked: null, table: undefined, definitions: null, waiting: 0 };
let edits;
const tabs = [...document.querySelectorAll("[role=tab]")];

const bytesOf = (text) => new TextEncoder().encode(text).length;
const inBytes = (n) => (n < 1000 ? `${n} bytes` : n < 1 << 20 ? `${(n / 1024).toFixed(1)} KiB` : `${(n / (1 << 20)).toFixed(2)} MiB`);
const say = (text) => { $("status").textContent = text; };

/* ---- the text ---------------------------------------------------------------------------------- */

function sizeChanged() {
  const size = bytesOf($("text").value);
  const large = size > state.limit;
  $("size").textContent = size ? `${inBytes(size)}${large ? `: longer than the ${inBytes(state.limit)} that this service reads at once` : ""}` : "";
  $("size").classList.toggle("bad", large);
}

function setText(text, published, source) {
  $("text").value = text;
  $("source").hidden = !source;
  if (source) {
    const link = (href, words) => el("a", { href, target: "_blank", rel: "noreferrer" }, words);
    $("source").replaceChildren("By the contributors of ", link(source, "Wikinews"), ", ", link(LICENCE.link, LICENCE.name), ", without captions.");
  }
  if (published) $("published").value = published;
  sizeChanged();
  hideProblem();
}

async function openFile(file) {
  if (file.size > 16 * state.limit) return showProblem({ title: "This file is too long", detail: `${file.name} has ${inBytes(file.size)}; the service reads ${inBytes(state.limit)} at once.` });
  const bytes = await file.arrayBuffer();
  let text;
  let note = "";
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder("windows-1252").decode(bytes);
    note = " It is not UTF-8 and was read as Windows-1252: look whether letters are right.";
  }
  if (/\.json$/i.test(file.name)) return openCorrections(text);
  setText(text);
  if (note) showProblem({ title: `${file.name} is open.`, detail: note.trim() });
  say(`${file.name} is open.${note}`);
}

/* A file of corrections brings its text: it is read again, and corrected as far as its records are found. */
async function openCorrections(source) {
  let file;
  try {
    file = unpack(source);
  } catch (error) {
    return showProblem({ title: "This is no file of corrections", detail: error.message });
  }
  if (state.abort) return showProblem({ title: "An article is being read", detail: "Wait for it or cancel it, then open the file again." }); // the text of the field is what is read
  setText(file.text);
  $("published").value = file.published ?? "";
  await read(file.corrections);
  const lost = edits.lost();
  if (lost.length) showProblem({ title: `${lost.length} of ${file.corrections.length} corrections found nothing to correct`, detail: "The rest is applied. They were made on the reply of another version of the service, or the file was changed.", errors: lost.slice(0, 10).map((one) => ({ parameter: one.correction.do, detail: one.why })) });
}

function takeDrops() {
  const box = $("ask");
  const over = (on) => (event) => {
    if (![...(event.dataTransfer?.types || [])].includes("Files")) return;
    event.preventDefault();
    box.classList.toggle("over", on);
  };
  for (const type of ["dragenter", "dragover"]) box.addEventListener(type, over(true));
  box.addEventListener("dragleave", over(false));
  box.addEventListener("drop", (event) => {
    over(false)(event);
    const file = event.dataTransfer?.files[0];
    if (file) openFile(file);
  });
}

/* ---- problems ---------------------------------------------------------------------------------- */

function hideProblem() {
  clearInterval(state.waiting);
  $("problem").hidden = true;
  $("problem").replaceChildren();
  for (const id of ["text", "published", "key"]) $(id).removeAttribute("aria-invalid");
}

function fieldOf(problem) {
  if (problem.status === 401 || problem.status === 403) return $("key");
  if ((problem.errors || []).some((error) => error.parameter === "published" || error.pointer === "/published")) return $("published");
  return [413, 422].includes(problem.status) || problem.code === "invalid_utf8" ? $("text") : null;
}

/* A button that becomes ready after the seconds that the service asks to wait. */
function retryButton(seconds) {
  const button = el("button", { type: "button", class: "primary", onclick: () => read() });
  const tick = () => {
    button.disabled = seconds > 0;
    button.textContent = seconds > 0 ? `Try again in ${seconds} s` : "Try again";
    if (seconds-- <= 0) clearInterval(state.waiting);
  };
  tick();
  state.waiting = setInterval(tick, 1000);
  return button;
}

/* A problem document of the service (RFC 9457), or one made here in the same shape. */
function showProblem(problem, retryAfter) {
  hideProblem();
  const field = fieldOf(problem);
  const hint = { 413: `The text has ${inBytes(bytesOf($("text").value))}; at most ${inBytes(state.limit)} are read at once. Cut it, or send its parts one by one.`, 401: "Put your key into the field under “Key and options”." }[problem.status];
  const errors = (problem.errors || []).map((error) => el("li", {}, el("code", {}, error.parameter ?? error.pointer ?? "body"), ` ${error.detail}`));
  const again = retryAfter !== undefined && el("p", {}, retryButton(retryAfter));
  $("problem").replaceChildren(...[
    el("h2", {}, problem.title),
    problem.detail && el("p", {}, problem.detail),
    hint && el("p", {}, hint),
    errors.length > 0 && el("ul", {}, errors),
    again,
    problem.code && el("p", { class: "hint" }, `${problem.status} ${problem.code}${problem.request_id ? ` · request ${problem.request_id}` : ""}`),
  ].filter(Boolean));
  $("problem").hidden = false;
  if (!field) return;
  field.setAttribute("aria-invalid", "true");
  if (field === $("key")) $("more").open = true;
  field.focus();
}

/* ---- asking ------------------------------------------------------------------------------------ */

function headers(more) {
  const key = $("key").value.trim();
  return { ...more, ...(key ? { Authorization: `Bearer ${key}` } : {}) };
}

/* What is asked, kept with the reply: later downloads ask the same again. */
function requestOf() {
  const query = new URLSearchParams();
  if ($("published").value) query.set("published", $("published").value);
  if ($("explain").checked) query.set("explain", "true");
  const search = query.toString();
  return { text: $("text").value, path: `v1/extract${search ? `?${search}` : ""}` };
}

function post(asked, accept, signal, profile) {
  const path = profile ? `${asked.path}${asked.path.includes("?") ? "&" : "?"}profile=${profile}` : asked.path;
  return fetch(path, { method: "POST", body: asked.text, signal, headers: headers({ "Content-Type": "text/plain; charset=utf-8", Accept: accept }) });
}

async function problemOf(response) {
  const made = { title: `The service answered ${response.status}`, status: response.status };
  try {
    return { ...made, ...(await response.json()) };
  } catch {
    return made;
  }
}

function busy(on) {
  clearInterval(state.clock);
  $("busy").hidden = !on;
  $("cancel").hidden = !on;
  $("read").disabled = on;
  $("ask").setAttribute("aria-busy", String(on));
  if (!on) return;
  const began = performance.now();
  const tick = () => { $("elapsed").textContent = `${((performance.now() - began) / 1000).toFixed(1)} s`; };
  tick();
  state.clock = setInterval(tick, 100);
  say("Reading the article.");
}

async function read(corrections) {
  if (state.abort) return;
  hideProblem();
  const asked = requestOf();
  if (!asked.text.trim()) return showProblem({ title: "There is no text yet", detail: "Paste an article, drop or open a text file, or try one of the three.", status: 422 });
  state.abort = new AbortController();
  busy(true);
  const began = performance.now();
  try {
    const response = await post(asked, "application/json", state.abort.signal);
    if (response.ok) await showResult(asked, await response.text(), performance.now() - began, corrections);
    else showProblem(await problemOf(response), [408, 429, 500, 503].includes(response.status) ? Number(response.headers.get("Retry-After") ?? 1) : undefined);
  } catch (error) {
    if (error.name === "AbortError") say("Cancelled.");
    else if (error instanceof TypeError && bytesOf(asked.text) > state.limit) showProblem({ title: "The text is too long", status: 413 });
    else if (error instanceof TypeError) showProblem({ title: "The service cannot be reached", detail: "It does not answer, or the connection was cut. Nothing of the text was lost." }, 0);
    else showProblem({ title: "The reply cannot be shown", detail: String(error.message ?? error) });
  } finally {
    state.abort = null;
    busy(false);
  }
}

/* ---- the result -------------------------------------------------------------------------------- */

function select(what, hover) {
  if (hover && !what) return;
  showDetails($("details"), state.model, what);
  $("details").classList.toggle("open", Boolean(what));
}

function showWarnings(reply) {
  $("warnings").replaceChildren(...(reply.warnings || []).slice(0, 5).map((warning) => el("p", { class: "warning" }, `${warning.code.replace(/_/g, " ")}${warning.detail ? `: ${warning.detail}` : ""}`)));
}

async function showResult(asked, raw, milliseconds, corrections) {
  const original = JSON.parse(raw);
  await edits.begin(asked.text, original, corrections);
  Object.assign(state, { raw, asked, original });
  const at = original.document;
  state.told = `in ${at.sentences} sentences, ${(milliseconds / 1000).toFixed(2)} s.${at.published ? ` Published ${at.published}.` : " No date of publication."}`;
  showWarnings(original);
  $("result").hidden = false;
  $("f-confidence").value = 0;
  for (const name of ["type", "party", "country", "tense"]) $(`f-${name}`).value = "";
  const counts = draw();
  select(null);
  openTab("text");
  say(`Read: ${counts}.`);
  $("result-title").focus({ preventScroll: true });
  $("result").scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth", block: "start" });
  fetchDefinitions().catch((error) => console.warn("no definitions:", error));
}

/* Every view of the reply as corrected so far. Returns its counts in words. */
function draw() {
  const reply = edits.reply();
  const model = makeModel(state.asked.text, reply, select);
  state.model = model;
  model.define = (event) => state.definitions?.get(`${event.type}/${event.mode ?? ""}`) ?? state.definitions?.get(`${event.type}/`);
  edits.equip(model);
  const counts = { events: reply.events.length, entities: reply.entities.length, relations: reply.relations.length, quotes: reply.quotes.length };
  for (const [name, count] of Object.entries(counts)) document.querySelector(`#tab-${name} .count`).textContent = count;
  const words = `${counts.events} events, ${counts.entities} entities, ${counts.relations} relations, ${counts.quotes} quotes`;
  $("summary").textContent = `${words} ${state.told}${edits.count() ? ` Corrections: ${edits.count()}.` : ""}`;
  for (const name of ["text", "entities", "relations", "quotes", "data"]) $(`view-${name}`).replaceChildren();
  const jump = showText($("view-text"), model);
  model.jump = (start, end) => { openTab("text"); jump(start, end); };
  showEntities($("view-entities"), model);
  showRelations($("view-relations"), model);
  showQuotes($("view-quotes"), model);
  showData($("view-data"));
  fillFilters(model, { type: $("f-type"), party: $("f-party"), country: $("f-country"), tense: $("f-tense") });
  filtersChanged();
  return words;
}

function filtersChanged() {
  const { model } = state;
  const events = filterEvents(model, { type: $("f-type").value, party: $("f-party").value, country: $("f-country").value, tense: $("f-tense").value, confidence: Number($("f-confidence").value) });
  $("f-out").textContent = Number($("f-confidence").value).toFixed(2);
  $("f-count").textContent = `${events.length} of ${model.events.size} events`;
  showEvents($("view-events"), model, events, state);
  showTimeline($("view-timeline"), model, events);
  showGraph($("view-graph"), model, events);
  showMap($("view-map"), model, events);
}

function openTab(name) {
  for (const tab of tabs) {
    const on = tab.id === `tab-${name}`;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    $(tab.getAttribute("aria-controls")).hidden = !on;
    if (on) $("tabs").scrollLeft += Math.min(0, tab.getBoundingClientRect().left - $("tabs").getBoundingClientRect().left) + Math.max(0, tab.getBoundingClientRect().right - $("tabs").getBoundingClientRect().right);
  }
  $("filters").hidden = !["events", "timeline", "map", "graph"].includes(name);
}

function tabKeys(event) {
  const at = tabs.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const tab = tabs[(to + tabs.length) % tabs.length];
  openTab(tab.id.slice(4));
  tab.focus();
}

/* What types and modes there are and mean, by /v1/ontology; details do without where it cannot be had. */
async function fetchDefinitions() {
  if (state.ontology) return state.ontology;
  const response = await fetch("v1/ontology", { headers: headers() });
  if (!response.ok) throw new Error((await problemOf(response)).title);
  state.ontology = await response.json();
  const { types, modes } = state.ontology;
  state.definitions = new Map([...types.map((row) => [`${row.type}/`, row.definition]), ...modes.map((row) => [`${row.type}/${row.mode}`, row.definition])]);
  return state.ontology;
}

/* Where the sentences of the text that is shown end. */
async function fetchSentences() {
  const response = await post({ text: state.asked.text, path: "v1/extract?include=sentences" }, "application/json");
  if (!response.ok) throw new Error((await problemOf(response)).title);
  return (await response.json()).sentences;
}

/* ---- data: JSON, curl, downloads --------------------------------------------------------------- */

const quoted = (text) => `'${text.replace(/'/g, `'\\''`)}'`;

function curlOf(asked) {
  const key = $("key").value.trim() ? ` \\\n  -H "Authorization: Bearer $KEY"` : "";
  return `curl -s ${quoted(new URL(asked.path, location.href).href)} \\\n  -H 'Content-Type: text/plain'${key} \\\n  --data-binary @article.txt`;
}

function copyButton(text) {
  const button = el("button", { type: "button" }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      const area = el("textarea", { class: "visually-hidden", readonly: true }); // a page without TLS has no clipboard
      document.body.append(area);
      area.value = text;
      area.select();
      button.textContent = document.execCommand("copy") ? "Copied" : "Copy it by hand";
      area.remove();
      button.focus();
    }
    say(button.textContent);
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  return button;
}

function save(text, name, type) {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function download(name, type, button, profile) {
  if (type === "application/json") return save(state.raw, name, type);
  button.disabled = true;
  hideProblem();
  try {
    const response = await post(state.asked, type, undefined, profile);
    if (response.ok) save(await response.text(), name, type);
    else showProblem(await problemOf(response));
  } catch {
    showProblem({ title: "The service cannot be reached", detail: `${name} was not made.` });
  } finally {
    button.disabled = false;
  }
}

function showData(root) {
  const { raw, asked } = state;
  const pretty = JSON.stringify(state.original, null, 2);
  const formats = [["JSON", "article.json", "application/json"], ["CSV of events", "events.csv", "text/csv"], ["NDJSON", "article.ndjson", "application/x-ndjson"],
    ["JSON-LD", "article.jsonld", "application/ld+json"], ...["phoenix", "icews", "polecat"].map((profile) => [`CSV as ${profile.toUpperCase()}`, `${profile}.csv`, "text/csv", profile])];
  const buttons = formats.map(([title, name, type, profile]) => el("button", { type: "button", onclick: (event) => download(name, type, event.currentTarget, profile) }, title));
  root.replaceChildren(
    el("h3", {}, "Download"), el("p", { class: "row" }, buttons),
    el("h3", {}, "The same request with curl"),
    el("p", { class: "hint" }, "with the article in article.txt"),
    el("div", { class: "code" }, copyButton(curlOf(asked)), el("pre", { tabindex: "0" }, curlOf(asked))),
    el("h3", {}, "Reply"),
    el("p", { class: "hint" }, pretty.length > SHOWN ? `Indented here, and only the beginning: ${inBytes(SHOWN)} of ${inBytes(pretty.length)}. Copy and download give all, as the service wrote it.` : "Indented here; copy and download give it as the service wrote it."),
    el("div", { class: "code" }, copyButton(raw), el("pre", { tabindex: "0" }, pretty.slice(0, SHOWN))));
}

/* ---- start ------------------------------------------------------------------------------------- */

async function fetchInfo() {
  try {
    const response = await fetch("v1/info", { headers: headers() });
    if (response.status === 401) {
      $("more").open = true;
      $("key").placeholder = "this service asks for a key";
      return;
    }
    if (!response.ok) return;
    const info = await response.json();
    state.limit = info.limits.text_bytes;
    $("about").textContent = `dragoman ${info.version}, ${info.ontology}${info.model === "none" ? ", without weights" : ""}`;
    sizeChanged();
  } catch (error) {
    console.warn("no information about the service:", error);
  }
}

function start() {
  $("samples").append(...SAMPLES.map((sample) => el("button", { type: "button", onclick: () => { setText(sample.text, sample.published, sample.source); read(); } }, sample.name)));
  edits = makeEdits({ draw, details: (what) => select(what), fail: showProblem, say, save, fetchSentences, fetchOntology: fetchDefinitions });
  $("text").addEventListener("input", () => { $("source").hidden = true; sizeChanged(); });
  $("file").addEventListener("change", (event) => { if (event.target.files[0]) openFile(event.target.files[0]); event.target.value = ""; });
  $("clear").addEventListener("click", () => { setText(""); $("published").value = ""; $("text").focus(); });
  $("cancel").addEventListener("click", () => state.abort?.abort());
  $("key").addEventListener("change", fetchInfo);
  $("ask").addEventListener("submit", (event) => { event.preventDefault(); read(); });
  $("ask").addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); read(); } });
  for (const tab of tabs) tab.addEventListener("click", () => openTab(tab.id.slice(4)));
  $("tabs").addEventListener("keydown", tabKeys);
  for (const id of ["f-type", "f-party", "f-country", "f-tense", "f-confidence"]) $(id).addEventListener("input", filtersChanged);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && state.model) select(null); });
  takeDrops();
  fetchInfo();
}

start();
