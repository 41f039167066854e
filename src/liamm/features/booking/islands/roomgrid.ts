// The week of the rooms as a grid of half-hours: one draws a booking with the pointer or the keyboard.
//
//   <liamm-roomgrid data-book="/maison/salles/reserver/" data-more="" data-label="…" data-hint="…" …>
//     <table>… <span data-room="1" data-name="Le salon" data-day="2026-12-01" data-open="450-1260" data-free>
//       <span class="taken" data-since="825" data-until="975" data-from="840" data-to="960">…</span></span> …</table>
//   </liamm-roomgrid>
//
// Made from the table that it replaces: minutes from midnight, the time of arranging and restoring in since and until.
// Arrows move, page keys go from day to day, Enter begins and ends, Escape leaves; a mouse or a pen drags, a finger
// taps the first half-hour then the last one. Without script, or on a narrow page, the table stays.

type Span = { from: number; to: number };
type Slot = {
  cell: HTMLElement;
  day: string;
  said: string;
  room: string;
  name: string;
  at: number;
  free: boolean;
  link: HTMLAnchorElement | null;
};

const STEP = 30;
const NARROW = 640;

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function spoken(minutes: number): string {
  const rest = minutes % 60;
  if (document.documentElement.lang.startsWith("en")) return clock(minutes).replace(/^0/, "");
  return `${Math.floor(minutes / 60)} h${rest ? ` ${String(rest).padStart(2, "0")}` : ""}`;
}

function spans(text: string | undefined): Span[] {
  return (text ?? "")
    .split(" ")
    .filter(Boolean)
    .map((one) => one.split("-").map(Number))
    .map(([from = 0, to = 0]) => ({ from, to }));
}

class LiammRoomgrid extends HTMLElement {
  #rows: Slot[][] = [];
  #row = 0;
  #column = 0;
  #anchor: { row: number; column: number } | null = null;
  #first = 0;
  #last = 0;
  #dragging = false;
  #moved = false;
  #said = document.createElement("p");

  connectedCallback(): void {
    const cells = [...this.querySelectorAll<HTMLElement>("[data-room]")];
    if (this.#rows.length || !cells.length || this.clientWidth < NARROW) return;
    const grid = this.#build(cells);
    if (!this.#rows.length) return;
    this.#said.className = "roomgrid-said";
    this.#said.setAttribute("role", "status");
    this.#said.textContent = this.dataset.hint ?? "";
    for (const child of [...this.children]) (child as HTMLElement).hidden = true;
    // Below the grid, and in sight: what it says, long or short, never moves a half-hour away from the pointer.
    this.append(grid, this.#said);
    grid.addEventListener("keydown", (event) => this.#key(event));
    grid.addEventListener("pointerdown", (event) => this.#press(event));
    grid.addEventListener("pointermove", (event) => this.#drag(event));
    grid.addEventListener("pointerup", (event) => this.#release(event));
    grid.addEventListener("pointercancel", () => this.#leave());
    grid.addEventListener("focusin", (event) => this.#follow(event.target as HTMLElement));
    this.#move(0, 0, false);
  }

  #build(cells: HTMLElement[]): HTMLElement {
    const days = new Map<string, HTMLElement[]>();
    for (const cell of cells) {
      const day = cell.dataset.day ?? "";
      days.set(day, [...(days.get(day) ?? []), cell]);
    }
    const open = cells.flatMap((cell) => spans(cell.dataset.open));
    this.#first = Math.floor(Math.min(...open.map((one) => one.from)) / STEP) * STEP;
    this.#last = Math.max(...open.map((one) => one.to));
    const rooms = [...days.values()][0] ?? [];
    const grid = document.createElement("div");
    grid.className = "roomgrid";
    grid.setAttribute("role", "grid");
    grid.setAttribute("aria-label", this.dataset.label ?? "");
    grid.setAttribute("aria-multiselectable", "true");
    grid.style.setProperty("--rooms", String(rooms.length));
    const head = this.#line(grid);
    this.#cell(head, "columnheader", this.dataset.hours ?? "");
    for (const room of rooms) this.#cell(head, "columnheader", room.dataset.name ?? "");
    for (const ofDay of days.values()) {
      const said = ofDay[0]?.closest("tr")?.querySelector("th")?.textContent?.trim() ?? "";
      const title = this.#cell(this.#line(grid), "rowheader", said);
      title.className = "roomgrid-day";
      title.setAttribute("aria-colspan", String(rooms.length + 1));
      for (let at = this.#first; at < this.#last; at += STEP) this.#slots(grid, ofDay, at, said);
    }
    return grid;
  }

  #line(grid: HTMLElement): HTMLElement {
    const line = document.createElement("div");
    line.setAttribute("role", "row");
    grid.append(line);
    return line;
  }

  #cell(line: HTMLElement, role: string, text: string): HTMLElement {
    const cell = document.createElement("div");
    cell.setAttribute("role", role);
    cell.textContent = text;
    line.append(cell);
    return cell;
  }

  #slots(grid: HTMLElement, cells: HTMLElement[], at: number, said: string): void {
    const line = this.#line(grid);
    const hour = this.#cell(line, "rowheader", spoken(at));
    hour.className = at % 60 ? "roomgrid-hour half" : "roomgrid-hour";
    this.#rows.push(cells.map((source) => this.#slot(line, source, at, said)));
  }

  #slot(line: HTMLElement, source: HTMLElement, at: number, said: string): Slot {
    const cell = this.#cell(line, "gridcell", "");
    const taken = [...source.querySelectorAll<HTMLElement>(".taken")];
    const here = taken.find((one) => Number(one.dataset.since) < at + STEP && Number(one.dataset.until) > at);
    const opened = spans(source.dataset.open).some((one) => one.from <= at && at + STEP <= one.to);
    const free = opened && !here && "free" in source.dataset;
    // What is over before the grid begins, or starts after it ends, has no block in it.
    const shown = taken.filter((one) => Number(one.dataset.to) > this.#first);
    const begins = shown.find((one) => this.#from(one) >= at && this.#from(one) < at + STEP);
    cell.className = here ? "taken" : free ? "free" : "shut";
    cell.tabIndex = -1;
    if (free) cell.setAttribute("aria-selected", "false");
    if (begins) cell.append(this.#block(begins));
    const state = here ? (here.textContent ?? "").trim() : free ? this.dataset.free : this.dataset.shut;
    const name = source.dataset.name ?? "";
    cell.setAttribute("aria-label", `${name}, ${said}, ${spoken(at)}, ${state}`);
    const link = here?.querySelector("a") ?? null;
    return {
      cell,
      day: source.dataset.day ?? "",
      said,
      room: source.dataset.room ?? "",
      name,
      at,
      free,
      link,
    };
  }

  #from(taken: HTMLElement): number {
    return Math.max(Number(taken.dataset.from), this.#first);
  }

  #block(source: HTMLElement): HTMLElement {
    const link = source.querySelector("a");
    const block = document.createElement(link ? "a" : "span");
    if (link) (block as HTMLAnchorElement).href = link.href;
    block.className = `roomgrid-block${"closed" in source.dataset ? " closed" : ""}`;
    block.tabIndex = -1;
    block.textContent = (source.textContent ?? "").trim();
    block.title = block.textContent;
    const from = this.#from(source);
    block.style.setProperty(
      "--slots",
      String((Math.min(Number(source.dataset.to), this.#last) - from) / STEP),
    );
    block.style.setProperty("--start", String((from % STEP) / STEP));
    return block;
  }

  #key(event: KeyboardEvent): void {
    const ways: Record<string, () => void> = {
      ArrowDown: () => this.#move(this.#row + 1, this.#column),
      ArrowUp: () => this.#move(this.#row - 1, this.#column),
      ArrowRight: () => this.#move(this.#row, this.#column + 1),
      ArrowLeft: () => this.#move(this.#row, this.#column - 1),
      Home: () => this.#move(event.ctrlKey ? 0 : this.#row, 0),
      End: () => this.#move(event.ctrlKey ? this.#rows.length - 1 : this.#row, this.#rows[0]?.length ?? 0),
      PageDown: () => this.#turn(1),
      PageUp: () => this.#turn(-1),
      Enter: () => this.#choose(),
      " ": () => this.#choose(),
      Escape: () => this.#leave(),
    };
    const way = ways[event.key];
    if (!way || event.altKey || event.metaKey) return;
    event.preventDefault();
    way();
  }

  #at(row: number, column: number): Slot | undefined {
    return this.#rows[row]?.[column];
  }

  #move(row: number, column: number, focus = true): void {
    const to = Math.min(Math.max(row, 0), this.#rows.length - 1);
    const across = Math.min(Math.max(column, 0), (this.#rows[0]?.length ?? 1) - 1);
    const before = this.#at(this.#row, this.#column);
    if (before) before.cell.tabIndex = -1;
    this.#row = to;
    this.#column = across;
    const here = this.#at(to, across);
    if (!here) return;
    here.cell.tabIndex = 0;
    if (focus) here.cell.focus();
    this.#show();
  }

  #turn(way: 1 | -1): void {
    const day = this.#at(this.#row, this.#column)?.day;
    const days = [...new Set(this.#rows.map((row) => row[0]?.day))];
    const next = days[days.indexOf(day) + way];
    const row = this.#rows.findIndex((one) => one[0]?.day === next);
    if (row >= 0) this.#move(row, this.#column);
  }

  #follow(target: HTMLElement): void {
    const [row, column] = this.#place(target);
    if (row >= 0 && (row !== this.#row || column !== this.#column)) this.#move(row, column, false);
  }

  #place(target: Element | null): [number, number] {
    const cell = target?.closest("[role=gridcell]");
    const row = this.#rows.findIndex((one) => one.some((slot) => slot.cell === cell));
    return [row, this.#rows[row]?.findIndex((slot) => slot.cell === cell) ?? -1];
  }

  #choose(): void {
    const here = this.#at(this.#row, this.#column);
    if (this.#anchor) this.#finish();
    else if (here?.free) {
      this.#anchor = { row: this.#row, column: this.#column };
      this.#show();
    } else if (here?.link) window.location.assign(here.link.href);
    else this.#said.textContent = here?.cell.getAttribute("aria-label") ?? "";
  }

  #chosen(): Slot[] {
    if (!this.#anchor) return [];
    const rows = [this.#anchor.row, this.#row].sort((one, other) => one - other);
    const columns = [this.#anchor.column, this.#column].sort((one, other) => one - other);
    const [top = 0, bottom = 0] = rows;
    const [left = 0, right = 0] = columns;
    return this.#rows.slice(top, bottom + 1).flatMap((row) => row.slice(left, right + 1));
  }

  #holds(chosen: Slot[]): boolean {
    return chosen.every((slot) => slot.free && slot.day === chosen[0]?.day);
  }

  #show(): void {
    const chosen = this.#chosen();
    const holds = this.#holds(chosen);
    for (const slot of this.#rows.flat()) {
      const inside = chosen.includes(slot);
      slot.cell.classList.toggle("chosen", inside && holds);
      slot.cell.classList.toggle("wrong", inside && !holds);
      if (slot.free) slot.cell.setAttribute("aria-selected", String(inside && holds));
    }
    if (chosen.length) this.#said.textContent = holds ? this.#words(chosen) : (this.dataset.wrong ?? "");
  }

  #words(chosen: Slot[]): string {
    const [first, last] = [chosen[0], chosen.at(-1)];
    if (!first || !last) return "";
    const names = [...new Set(chosen.map((slot) => slot.name))].join(", ");
    return `${first.said}, ${spoken(first.at)} – ${spoken(last.at + STEP)} · ${names}. ${this.dataset.end ?? ""}`;
  }

  #finish(): void {
    const chosen = this.#chosen();
    const [first, last] = [chosen[0], chosen.at(-1)];
    if (!first || !last || !this.#holds(chosen)) return;
    const asked = new URLSearchParams(this.dataset.more);
    for (const room of new Set(chosen.map((slot) => slot.room))) asked.append("rooms", room);
    asked.set("day", first.day);
    asked.set("starts", clock(first.at));
    asked.set("ends", clock(last.at + STEP));
    window.location.assign(`${this.dataset.book}?${asked}`);
  }

  #leave(): void {
    this.#anchor = null;
    this.#dragging = false;
    this.#said.textContent = this.dataset.hint ?? "";
    this.#show();
  }

  #press(event: PointerEvent): void {
    const [row, column] = this.#place(event.target as Element);
    if (event.button !== 0 || row < 0 || (event.target as Element).closest("a")) return;
    this.#moved = false;
    if (event.pointerType === "touch" || this.#anchor) return;
    if (!this.#at(row, column)?.free) return;
    event.preventDefault();
    this.#dragging = true;
    this.#anchor = { row, column };
    this.#move(row, column);
  }

  #drag(event: PointerEvent): void {
    if (!this.#dragging) return;
    const [row, column] = this.#place(document.elementFromPoint(event.clientX, event.clientY));
    if (row < 0 || (row === this.#row && column === this.#column)) return;
    this.#moved = true;
    this.#move(row, column);
  }

  #release(event: PointerEvent): void {
    const [row, column] = this.#place(event.target as Element);
    if (this.#dragging) {
      // A press without a drag began: the next one ends, as with a finger.
      this.#dragging = false;
      if (this.#moved) this.#finish();
      return;
    }
    if (row < 0 || (event.target as Element).closest("a")) return;
    this.#move(row, column);
    this.#choose();
  }
}

customElements.define("liamm-roomgrid", LiammRoomgrid);

export {};
