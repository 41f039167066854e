// Every time a calendar says, in UTC, as ical.js reads it: given the file and the last moment, one line each.
import { readFileSync } from "node:fs";
import ICAL from "../../frontend/node_modules/ical.js/dist/ical.js";

const [file, until] = process.argv.slice(2);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone), new ICAL.Timezone(zone).tzid);
}
const last = new Date(until);
const said = [];
const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
for (const event of events) {
  if (event.isRecurrenceException()) continue;
  for (const other of events) {
    if (other.isRecurrenceException() && other.uid === event.uid) event.relateException(other);
  }
  if (!event.isRecurring()) {
    said.push([event.startDate.toJSDate(), event.endDate.toJSDate()]);
    continue;
  }
  const times = event.iterator();
  for (let next = times.next(); next && next.toJSDate() <= last; next = times.next()) {
    const found = event.getOccurrenceDetails(next);
    said.push([found.startDate.toJSDate(), found.endDate.toJSDate()]);
  }
}
for (const [start, end] of said) console.log(`${start.toISOString()} ${end.toISOString()}`);
