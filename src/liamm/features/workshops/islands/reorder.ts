// Lets the blocks of a déroulé be dragged: a handle before each, and the form of the block posts its new place.
//
//   <liamm-reorder data-said="Déplacer"> … <article class="unfolding-block" data-rank="3"> <form>…</form> </article> …
//
// By mouse, pen or finger; near the edge of the window the page scrolls, Escape gives up. The buttons « Plus tôt » and
// « Plus tard » do the same without it, by keyboard too.

const EDGE = 60;
const PACE = 12;

class LiammReorder extends HTMLElement {
  #dragged: HTMLElement | null = null;
  #target: HTMLElement | null = null;
  #pointer = { x: 0, y: 0 };
  #frame = 0;
  #listening = new AbortController();

  connectedCallback(): void {
    const { signal } = this.#listening;
    for (const block of this.#blocks()) this.#equip(block, signal);
    window.addEventListener("keydown", (event) => event.key === "Escape" && this.#leave(), { signal });
  }

  disconnectedCallback(): void {
    this.#leave();
    this.#listening.abort();
    this.#listening = new AbortController();
    for (const handle of this.querySelectorAll(".unfolding-handle")) handle.remove();
  }

  #blocks(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[data-rank]")];
  }

  #equip(block: HTMLElement, signal: AbortSignal): void {
    const handle = document.createElement("span");
    handle.className = "unfolding-handle";
    handle.title = this.dataset.said ?? "";
    handle.setAttribute("aria-hidden", "true");
    handle.textContent = "⠿";
    handle.addEventListener("pointerdown", (event) => this.#take(event, block, handle), { signal });
    handle.addEventListener("pointermove", (event) => this.#at(event), { signal });
    handle.addEventListener("pointerup", () => this.#drop(), { signal });
    handle.addEventListener("pointercancel", () => this.#leave(), { signal });
    block.prepend(handle);
  }

  #take(event: PointerEvent, block: HTMLElement, handle: HTMLElement): void {
    if (event.button !== 0) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    this.#dragged = block;
    this.#at(event);
    block.classList.add("dragged");
    this.#scroll();
  }

  #at(event: PointerEvent): void {
    this.#pointer = { x: event.clientX, y: event.clientY };
    this.#look();
  }

  /** The block at the height of the pointer, or the nearest one: between two blocks and past the ends one drops too. */
  #nearest(): HTMLElement | null {
    let [found, least]: [HTMLElement | null, number] = [null, Number.POSITIVE_INFINITY];
    for (const block of this.#blocks()) {
      const { top, bottom } = block.getBoundingClientRect();
      const far = Math.max(top - this.#pointer.y, this.#pointer.y - bottom, 0);
      if (far < least) [found, least] = [block, far];
    }
    return found;
  }

  /** The block where the dragged one would go, marked on that side; none while it is at its own place. */
  #look(): void {
    if (!this.#dragged) return;
    const found = this.#nearest();
    this.#target = found === this.#dragged ? null : found;
    const later = Number(this.#target?.dataset.rank) > Number(this.#dragged.dataset.rank);
    for (const block of this.#blocks()) {
      block.classList.toggle("before", block === this.#target && !later);
      block.classList.toggle("after", block === this.#target && later);
    }
  }

  #scroll(): void {
    if (!this.#dragged) return;
    const { y } = this.#pointer;
    if (y < EDGE) window.scrollBy(0, -PACE);
    else if (y > window.innerHeight - EDGE) window.scrollBy(0, PACE);
    this.#look();
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }

  #drop(): void {
    const place = this.#target?.dataset.rank;
    const form = this.#dragged?.querySelector("form");
    this.#leave();
    if (place === undefined || !form) return;
    const said = document.createElement("input");
    said.type = "hidden";
    said.name = "place";
    said.value = place;
    form.append(said);
    form.submit();
  }

  #leave(): void {
    cancelAnimationFrame(this.#frame);
    this.#dragged?.classList.remove("dragged");
    for (const block of this.#blocks()) block.classList.remove("before", "after");
    this.#dragged = this.#target = null;
  }
}

customElements.define("liamm-reorder", LiammReorder);

export {};
