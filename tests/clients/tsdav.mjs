// Copyright 2026 the mod_dav_advolux authors
// SPDX-License-Identifier: Apache-2.0
//
// Does what the lines of standard input ask with tsdav: one JSON object in,
// one JSON object ({value} or {error}) out.

import { createInterface } from "node:readline";
import { DAVClient } from "tsdav";

let client;
let copies;

const segment = (url) => url.replace(/\/$/, "").split("/").pop();

async function calendar(name) {
  const found = await client.fetchCalendars();
  const one = found.find((each) => segment(each.url) === name);
  if (!one) throw new Error(`no calendar ${name}`);
  return one;
}

// By itself tsdav asks for VEVENTs only.
const filters = (one) => [{
  "comp-filter": {
    _attributes: { name: "VCALENDAR" },
    "comp-filter": { _attributes: { name: one.components[0] } },
  },
}];

const objects = (one) =>
  client.fetchCalendarObjects({ calendar: one, filters: filters(one) });

function succeed(response) {
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.status;
}

// The own copy is changed first, as applications do it.
function change(url, to) {
  for (const copy of copies ?? []) {
    copy.objects = copy.objects.flatMap((object) =>
      object.url === url ? to(object) : [object]);
  }
}

const deeds = {
  async login({ serverUrl, username, password }) {
    client = new DAVClient({
      serverUrl,
      credentials: { username, password },
      authMethod: "Basic",
      defaultAccountType: "caldav",
    });
    await client.login();
    return client.account.homeUrl;
  },

  async calendars() {
    const found = await client.fetchCalendars();
    return Object.fromEntries(
      found.map((each) => [segment(each.url), each.displayName]));
  },

  async objects({ calendar: name }) {
    return await objects(await calendar(name));
  },

  // First a whole fetch, then only what changed since.
  async sync({ calendar: name }) {
    if (!copies) {
      copies = await client.fetchCalendars();
      for (const copy of copies) copy.objects = await objects(copy);
    } else {
      copies = await client.syncCalendars({ oldCalendars: copies });
    }
    const copy = copies.find((each) => segment(each.url) === name);
    return copy.objects.map((object) => object.data);
  },

  async create({ calendar: name, name: filename, text }) {
    return succeed(await client.createCalendarObject({
      calendar: await calendar(name), filename, iCalString: text }));
  },

  async update({ object }) {
    change(object.url, (copy) => [{ ...copy, data: object.data }]);
    return succeed(await client.updateCalendarObject({
      calendarObject: object }));
  },

  async delete({ object }) {
    change(object.url, () => []);
    return succeed(await client.deleteCalendarObject({
      calendarObject: object }));
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { do: deed, ...parameters } = JSON.parse(line);
  let answer;
  try {
    answer = { value: await deeds[deed](parameters) };
  } catch (error) {
    answer = { error: String(error.stack ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
