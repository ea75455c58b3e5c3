// SPDX-License-Identifier: Apache-2.0
// node data/tools/make_world.cjs > web/world.js: outlines of land, borders and a point for each state's name, out of Natural Earth 1:50m.
//
// Needs npm packages where node finds them: world-atlas@2.0.2 (Natural Earth as TopoJSON), topojson-client@3, topojson-simplify@3, polylabel@1,
// i18n-iso-countries@7. Never part of a build: the result is committed. Lines are simplified (Visvalingam, areas under 0.01 square degrees go) and
// rounded to a twentieth of a degree, some 5 km; a border of two states is one line, so they keep meeting. Names are those of data/knowledge/states.tsv.
const fs = require("fs");
const path = require("path");
const topojson = { ...require("topojson-client"), ...require("topojson-simplify") };
const iso = require("i18n-iso-countries");
const polylabel = require("polylabel");

const UNITS = 20;
const AREA = 0.01;
const round = (degrees) => Math.round(degrees * UNITS);

/* An SVG path of one line: M, then steps relative to the point before. Nothing of it is left: "". */
function pathOf(line, closed) {
  const points = (closed ? line.slice(0, -1) : line).map(([x, y]) => [round(x), round(-y)]);
  const steps = points.slice(1).map(([x, y], i) => [x - points[i][0], y - points[i][1]]).filter(([x, y]) => x || y);
  if (steps.length < (closed ? 2 : 1)) return "";
  const number = (value, first) => (value < 0 || first ? "" : " ") + value;
  return `M${points[0][0]}${number(points[0][1])}l${steps.map(([x, y], i) => number(x, i === 0) + number(y)).join("")}${closed ? "z" : ""}`;
}

/* Lines that a person can scroll: a path may be broken before a sign, a letter or instead of a space. */
const wrapped = (path) => path.replace(/(.{1,150})(?:$| |(?=[-Ml]))/g, "$1\n").trim();

/* Rings that cross the 180th meridian go on beyond it, and stand a second time a turn further west; Antarctica, where no ring ends, is left out. */
function unrolled(ring) {
  if (ring.every(([, y]) => y < -60)) return [];
  let turn = 0;
  const points = ring.map(([x, y], i) => {
    if (i && Math.abs(x - ring[i - 1][0]) > 180) turn += x < ring[i - 1][0] ? 360 : -360;
    return [x + turn, y];
  });
  const [low, high] = [Math.min(...points.map((p) => p[0])), Math.max(...points.map((p) => p[0]))];
  const again = high > 180.01 ? -360 : low < -180.01 ? 360 : 0;
  return again ? [points, points.map(([x, y]) => [x + again, y])] : [points];
}

const ringArea = (ring) => Math.abs(ring.reduce((sum, [x, y], i) => { const [u, v] = ring[(i + 1) % ring.length]; return sum + x * v - u * y; }, 0)) / 2;

/* code -> [name, longitude, latitude, area in square degrees]: the point deepest inside the largest part. */
function labels(world, names) {
  const found = {};
  for (const geometry of world.objects.countries.geometries) {
    const code = geometry.properties.name === "Kosovo" ? "XKX" : geometry.id && iso.numericToAlpha3(geometry.id);
    if (!code || !names.has(code)) continue;
    const shape = topojson.feature(world, geometry).geometry;
    const parts = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
    const part = parts.reduce((a, b) => (ringArea(b[0]) > ringArea(a[0]) ? b : a));
    const area = ringArea(part[0]);
    if (found[code] && found[code][3] > area) continue; // a part of the state that the source lists by itself
    const [x, y] = polylabel(part, 0.1);
    found[code] = [names.get(code), +x.toFixed(1), +y.toFixed(1), area < 1 ? 0 : Math.round(area)];
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const world = JSON.parse(fs.readFileSync(require.resolve("world-atlas/countries-50m.json")));
const rows = fs.readFileSync(path.join(__dirname, "../knowledge/states.tsv"), "utf8").split("\n").slice(1).filter(Boolean).map((row) => row.split("\t"));
const states = labels(world, new Map(rows.map((row) => [row[0], row[2]])));
let simple = topojson.simplify(topojson.presimplify(world), AREA);
simple = topojson.filter(simple, topojson.filterWeight(simple, 2 * AREA));
const land = topojson.merge(simple, simple.objects.countries.geometries).coordinates.flat().flatMap(unrolled).map((ring) => pathOf(ring, true)).join("");
const borders = topojson.mesh(simple, simple.objects.countries, (a, b) => a !== b).coordinates.filter((line) => line.every(([x], i) => !i || Math.abs(x - line[i - 1][0]) < 180)).map((line) => pathOf(line, false)).join("");
process.stdout.write(`// SPDX-License-Identifier: Apache-2.0
// The world as a background to find one's way: SVG paths in twentieths of a degree (x to the east, y to the south), and where each state's name
// stands: name, longitude, latitude, area in square degrees. Made by data/tools/make_world.cjs out of Natural Earth 1:50m (public domain). Borders
// are those of the source; they take no position.
export const UNITS = ${UNITS};
export const LAND = \`${wrapped(land)}\`;
export const BORDERS = \`${wrapped(borders)}\`;
export const STATES = {
${Object.entries(states).map(([code, row]) => `${code}:${JSON.stringify(row)}`).join(",\n")}
};
`);
