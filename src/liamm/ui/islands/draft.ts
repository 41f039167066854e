// Keeps the text of a form on this device until its receipt, and gives it back with a sentence and a way to clear it.
//
//   <form>… <liamm-draft data-key="terrain.signal"></liamm-draft> …</form>
//   <liamm-draft data-key="terrain.signal" data-received></liamm-draft>   on the page of the receipt
//
// With data-offer, what was kept is offered and not put in by itself: it may be taken over what the page holds.
//
// Attributes: data-key names the form and data-person whose it is; data-offered, data-take, data-kept, data-restored, data-clear, data-cleared are its sentences.

const PREFIX = "liamm.draft.";
const KEPT_DAYS = 30;
const PAUSE = 400;

type Kept = { at: number; values: Record<string, string[]> };

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function isText(field: Element): field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) return true;
  return field instanceof HTMLInputElement && !/^(password|file|hidden|submit|button)$/.test(field.type);
}

class LiammDraft extends HTMLElement {
  #timer = 0;
  #said = document.createElement("p");
  #listening = new AbortController();

  get #key(): string {
    const person = this.dataset.person;
    return PREFIX + (person ? `${person}.` : "") + (this.dataset.key ?? location.pathname);
  }

  connectedCallback(): void {
    const store = storage();
    if (!store) return;
    if (this.hasAttribute("data-received")) {
      store.removeItem(this.#key);
      return;
    }
    const form = this.closest("form");
    if (!form) return;
    this.#said.className = "island-said";
    this.#said.setAttribute("role", "status");
    this.append(this.#said);
    if (this.hasAttribute("data-offer")) this.#offer(store, form);
    else this.#restore(store, form);
    const { signal } = this.#listening;
    form.addEventListener("input", () => this.#later(store, form), { signal });
    form.addEventListener("change", () => this.#later(store, form), { signal });
    window.addEventListener("pagehide", () => this.#keep(store, form), { signal });
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.#timer);
    this.#listening.abort();
    this.#listening = new AbortController();
  }

  #fields(form: HTMLFormElement): (HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[] {
    return [...form.elements].filter(isText).filter((field) => field.name !== "");
  }

  #read(form: HTMLFormElement): Record<string, string[]> {
    const values: Record<string, string[]> = {};
    for (const field of this.#fields(form)) {
      const checkable = field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type);
      if (checkable && !field.checked) continue;
      const chosen =
        field instanceof HTMLSelectElement
          ? [...field.selectedOptions].map((option) => option.value)
          : [field.value];
      values[field.name] = [...(values[field.name] ?? []), ...chosen];
    }
    return values;
  }

  #later(store: Storage, form: HTMLFormElement): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#keep(store, form), PAUSE);
  }

  #keep(store: Storage, form: HTMLFormElement): void {
    window.clearTimeout(this.#timer);
    const values = this.#read(form);
    const started = this.#fields(form).some(
      (field) =>
        (field instanceof HTMLTextAreaElement ||
          (field instanceof HTMLInputElement && field.type === "text")) &&
        field.value.trim() !== "" &&
        field.value !== field.defaultValue,
    );
    if (!started) return;
    try {
      store.setItem(this.#key, JSON.stringify({ at: Date.now(), values } satisfies Kept));
      if (!this.#said.firstChild) this.#say(this.dataset.kept ?? "", store, form);
    } catch {
      // Full or forbidden: the form works all the same.
    }
  }

  #kept(store: Storage): Kept | null {
    let kept: Kept;
    try {
      kept = JSON.parse(store.getItem(this.#key) ?? "null") as Kept;
    } catch {
      return null;
    }
    if (!kept?.values) return null;
    if (Date.now() - kept.at <= KEPT_DAYS * 86_400_000) return kept;
    store.removeItem(this.#key);
    return null;
  }

  #offer(store: Storage, form: HTMLFormElement): void {
    const kept = this.#kept(store);
    if (!kept || !this.#differs(form, kept)) return;
    this.#say(this.dataset.offered ?? "", store, form);
    const take = document.createElement("button");
    take.type = "button";
    take.className = "button text";
    take.textContent = this.dataset.take ?? "";
    take.addEventListener("click", () => {
      for (const field of this.#fields(form)) this.#put(field, kept.values[field.name] ?? []);
      this.#say(this.dataset.kept ?? "", store, form);
    });
    this.#said.insertBefore(take, this.#said.lastChild);
  }

  /** Whether a text that was kept is not the one that the page holds. */
  #differs(form: HTMLFormElement, kept: Kept): boolean {
    return this.#fields(form).some((field) => {
      const before = kept.values[field.name]?.[0] ?? "";
      return field instanceof HTMLTextAreaElement && before.trim() !== "" && before !== field.value;
    });
  }

  #put(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, values: string[]): void {
    if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) {
      field.checked = values.includes(field.value);
    } else if (field instanceof HTMLSelectElement) {
      for (const option of field.options) option.selected = values.includes(option.value);
    } else if (values[0] !== undefined) {
      field.value = values[0];
    }
  }

  #restore(store: Storage, form: HTMLFormElement): void {
    const kept = this.#kept(store);
    if (!kept) return;
    let given = false;
    for (const field of this.#fields(form)) given = this.#fill(field, kept.values[field.name] ?? []) || given;
    if (given) this.#say(this.dataset.restored ?? "", store, form);
  }

  /** What the server sent back (a form with errors) wins over what the device kept. */
  #fill(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, values: string[]): boolean {
    if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) {
      const wanted = values.includes(field.value);
      if (wanted && !field.checked) field.checked = true;
      return wanted && !field.defaultChecked;
    }
    if (field instanceof HTMLSelectElement) {
      const untouched = ![...field.options].some((option) => option.defaultSelected && option.value !== "");
      if (!untouched || values.length === 0) return false;
      for (const option of field.options) option.selected = values.includes(option.value);
      return values.some((value) => value !== "");
    }
    const first = values[0] ?? "";
    if (first === "" || field.defaultValue !== "") return false;
    field.value = first;
    return true;
  }

  #say(sentence: string, store: Storage, form: HTMLFormElement): void {
    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "button text";
    clear.textContent = this.dataset.clear ?? "";
    clear.addEventListener("click", () => {
      window.clearTimeout(this.#timer);
      store.removeItem(this.#key);
      form.reset();
      this.#said.replaceChildren(this.dataset.cleared ?? "");
    });
    this.#said.replaceChildren(document.createTextNode(sentence), clear);
  }
}

customElements.define("liamm-draft", LiammDraft);

export {};
