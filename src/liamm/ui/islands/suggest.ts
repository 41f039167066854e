// Suggests while one types: the combobox of the ARIA Authoring Practices over a JSON address; else a plain text field.
//
//   <liamm-suggest data-src="/territoires/chercher/?q=" data-into="id_place_code" data-none="…" data-some="{count} …">
//     <input name="place" id="id_place">
//   </liamm-suggest>
//
// The address answers [{"value": "35236", "label": "Redon", "hint": "Ille-et-Vilaine"}, …]. The label goes into the field;
// the value into the field whose id is data-into, emptied as soon as the words change.

type Suggestion = { value: string; label: string; hint?: string };

const PAUSE = 180;
let count = 0;

class LiammSuggest extends HTMLElement {
  #field: HTMLInputElement | null = null;
  #list = document.createElement("ul");
  #said = document.createElement("p");
  #found: Suggestion[] = [];
  #at = -1;
  #timer = 0;
  #asked: AbortController | null = null;

  connectedCallback(): void {
    const field = this.querySelector<HTMLInputElement>("input:not([type=hidden])");
    if (!field || this.#field) return;
    this.#field = field;
    count += 1;
    this.classList.add("suggest");
    this.#list.id = `liamm-suggest-${count}`;
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", field.labels?.[0]?.textContent?.trim() ?? field.ariaLabel ?? "");
    this.#list.hidden = true;
    this.#said.className = "said";
    this.#said.setAttribute("role", "status");
    this.append(this.#list, this.#said);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", this.#list.id);
    field.autocomplete = "off";
    field.addEventListener("input", () => this.#typed());
    field.addEventListener("keydown", (event) => this.#key(event));
    field.addEventListener("blur", () => window.setTimeout(() => this.#close(), 120));
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (option) this.#choose([...this.#list.children].indexOf(option));
    });
  }

  #typed(): void {
    this.#into("");
    window.clearTimeout(this.#timer);
    const words = this.#field?.value.trim() ?? "";
    if (words.length < 2) {
      this.#close();
      return;
    }
    this.#timer = window.setTimeout(() => void this.#ask(words), PAUSE);
  }

  async #ask(words: string): Promise<void> {
    const address = this.dataset.src;
    if (!address) return;
    this.#asked?.abort();
    this.#asked = new AbortController();
    try {
      const answer = await fetch(address + encodeURIComponent(words), {
        headers: { Accept: "application/json" },
        signal: this.#asked.signal,
      });
      if (answer.ok) this.#show((await answer.json()) as Suggestion[]);
    } catch {
      this.#close();
    }
  }

  #show(found: Suggestion[]): void {
    this.#found = found;
    this.#at = -1;
    this.#list.replaceChildren(...found.map((one, place) => this.#option(one, place)));
    this.#list.hidden = found.length === 0;
    this.#field?.setAttribute("aria-expanded", String(found.length > 0));
    this.#field?.removeAttribute("aria-activedescendant");
    const words = found.length ? this.dataset.some : this.dataset.none;
    this.#said.textContent = (words ?? "").replace("{count}", String(found.length));
  }

  #option(one: Suggestion, place: number): HTMLLIElement {
    const option = document.createElement("li");
    option.id = `${this.#list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.textContent = one.label;
    if (one.hint) {
      const hint = document.createElement("small");
      hint.textContent = one.hint;
      option.append(hint);
    }
    return option;
  }

  #key(event: KeyboardEvent): void {
    const open = !this.#list.hidden;
    if (event.key === "ArrowDown" && !open) this.#typed();
    else if (!open) return;
    else if (event.key === "ArrowDown") this.#move(this.#at + 1);
    else if (event.key === "ArrowUp") this.#move(this.#at - 1);
    else if (event.key === "Enter" && this.#at >= 0) this.#choose(this.#at);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
  }

  #move(to: number): void {
    const options = [...this.#list.children];
    this.#at = (to + options.length) % options.length;
    options.forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === this.#at));
    });
    const here = options[this.#at];
    if (!here) return;
    this.#field?.setAttribute("aria-activedescendant", here.id);
    here.scrollIntoView({ block: "nearest" });
  }

  #choose(place: number): void {
    const one = this.#found[place];
    if (!one || !this.#field) return;
    this.#field.value = one.label;
    this.#into(one.value);
    this.#close();
    this.#field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #into(value: string): void {
    const into = this.dataset.into ? document.getElementById(this.dataset.into) : null;
    if (into instanceof HTMLInputElement) into.value = value;
  }

  #close(): void {
    this.#asked?.abort();
    this.#list.hidden = true;
    this.#at = -1;
    this.#field?.setAttribute("aria-expanded", "false");
    this.#field?.removeAttribute("aria-activedescendant");
  }
}

customElements.define("liamm-suggest", LiammSuggest);

export {};
