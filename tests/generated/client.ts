// SPDX-License-Identifier: Apache-2.0
// A client whose types are generated from openapi.yaml (openapi-typescript), used as its reader would: compiled strictly, then run
// against a service. What the contract does not have, or has otherwise, does not compile or ends with status 1.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Event = components["schemas"]["Event"];

const base = process.argv[2];
assert(base, "usage: client.js URL");
const client = createClient<paths>({ baseUrl: base });
const text = "Turkey condemned the attack on Aleppo. Macron met Rubio in Paris on Thursday.";

const { data, error } = await client.POST("/v1/extract", { body: { id: "a1", text, published: "2025-04-18", options: { offsets: "utf16" } } });
assert.equal(error, undefined);
assert(data && typeof data === "object" && "events" in data);
const events: Event[] = data.events ?? [];
const types = events.map((event) => event.type);
assert(types.includes("ACCUSE") && types.includes("CONSULT"), types.join());
for (const event of events) for (const mention of event.mentions) assert.equal(text.slice(mention.start, mention.end), mention.text);

const refused = await client.POST("/v1/extract", { body: { text, published: "yesterday" } });
assert.equal(refused.response.status, 422);
assert.equal(refused.error?.code, "invalid_field");
assert.equal(refused.error?.errors?.[0]?.pointer, "/published");

const pair = await client.POST("/v1/classify-pair", { body: { text: "Russia accused Turkey.", source: { start: 0, end: 6 }, target: { start: 15, end: 21 } } });
assert.equal(pair.data?.types[0]?.type, "ACCUSE");

const info = await client.GET("/v1/info");
assert(info.data && info.data.version);
console.log(`a generated client: ${events.length} events, version ${info.data.version}`);
