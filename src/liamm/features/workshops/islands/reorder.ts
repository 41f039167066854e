// Lets the blocks of a déroulé be dragged: a handle before each, and the form of the block posts its new place.
//
//   <liamm-reorder data-said="Déplacer"> … <article class="unfolding-block" data-rank="3"> <form>…</form> </article> …
//
// The buttons « Plus tôt » and « Plus tard » do the same without it, by keyboard too.

class LiammReorder extends HTMLElement {
  #dragged: HTMLElement | null = null;
  #listening = new AbortController();

  connectedCallback(): void {
    const { signal } = this.#listening;
    for (const block of this.#blocks()) this.#equip(block, signal);
    this.addEventListener("dragover", (event) => this.#over(event), { signal });
    this.addEventListener("drop", (event) => this.#drop(event), { signal });
    this.addEventListener("dragend", () => this.#leave(), { signal });
  }

  disconnectedCallback(): void {
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
    handle.draggable = true;
    handle.title = this.dataset.said ?? "";
    handle.setAttribute("aria-hidden", "true");
    handle.textContent = "⠿";
    handle.addEventListener(
      "dragstart",
      (event) => {
        this.#dragged = block;
        event.dataTransfer?.setDragImage(block, 20, 20);
        event.dataTransfer?.setData("text/plain", block.id);
        block.classList.add("dragged");
      },
      { signal },
    );
    block.prepend(handle);
  }

  #target(event: DragEvent): HTMLElement | null {
    const here = event.target instanceof Element ? event.target : (event.target as Node).parentElement;
    const found = here?.closest<HTMLElement>("[data-rank]");
    return this.#dragged && found && found !== this.#dragged && this.contains(found) ? found : null;
  }

  #over(event: DragEvent): void {
    const target = this.#target(event);
    for (const block of this.#blocks()) block.classList.toggle("dropping", block === target);
    if (target) event.preventDefault();
  }

  #drop(event: DragEvent): void {
    const target = this.#target(event);
    const form = this.#dragged?.querySelector("form");
    if (!target || !form) return;
    event.preventDefault();
    const place = document.createElement("input");
    place.type = "hidden";
    place.name = "place";
    place.value = target.dataset.rank ?? "";
    form.append(place);
    form.submit();
  }

  #leave(): void {
    this.#dragged?.classList.remove("dragged");
    for (const block of this.#blocks()) block.classList.remove("dropping");
    this.#dragged = null;
  }
}

customElements.define("liamm-reorder", LiammReorder);

export {};
