// Sends the form to its own address while one writes, and says when that was done.
//
//   <form method="post">… <liamm-autosave data-saved="Enregistré à {hour}" …></liamm-autosave></form>
//
// The form is posted with autosave=1; any 2xx answer is a receipt. While nothing gets through, the text is kept on
// this device and sent again. A refusal may be JSON: {"sentence": …, "fields": {name: sentence}}.
// Attributes: data-zone, the time zone of the house; data-gone, when the session has ended; data-saved (with {hour}), data-saving, data-kept,
// data-refused, data-found and data-take (a kept text is offered when one comes back).

const PAUSE = 1_200;
const RETRIES = [3_000, 8_000, 20_000, 60_000];

type Refusal = { sentence?: string; fields: Record<string, string> };

class LiammAutosave extends HTMLElement {
  #timer = 0;
  #failures = 0;
  #sending = false;
  #again = false;
  #sent = "";
  #said = document.createElement("p");
  #listening = new AbortController();

  get #key(): string {
    const person = document.querySelector<HTMLElement>("liamm-drafts")?.dataset.person ?? "";
    return `liamm.autosave.${person}.${location.pathname}`;
  }

  connectedCallback(): void {
    const form = this.closest("form");
    if (!form) return;
    this.#said.className = "island-said";
    this.#said.setAttribute("role", "status");
    this.append(this.#said);
    this.#sent = this.#written(form);
    this.#offer(form);
    const { signal } = this.#listening;
    form.addEventListener("input", () => this.#later(form, PAUSE), { signal });
    form.addEventListener("change", () => this.#later(form, PAUSE), { signal });
    form.addEventListener("submit", () => this.#forget(), { signal });
    window.addEventListener("online", () => this.#send(form), { signal });
    window.addEventListener("pagehide", () => this.#leave(form), { signal });
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.#timer);
    this.#listening.abort();
    this.#listening = new AbortController();
  }

  /** A text that never got through is offered, not imposed: someone else may have written since. */
  #offer(form: HTMLFormElement): void {
    const kept = this.#kept();
    if (kept === null || kept === this.#sent) return;
    const take = document.createElement("button");
    take.type = "button";
    take.className = "button text";
    take.textContent = this.dataset.take ?? "";
    take.addEventListener("click", () => {
      const values = new URLSearchParams(kept);
      for (const field of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
        "textarea, input[type=text]",
      )) {
        const value = values.get(field.name);
        if (value !== null) field.value = value;
      }
      void this.#send(form);
    });
    this.#said.replaceChildren(document.createTextNode(this.dataset.found ?? ""), take);
  }

  #kept(): string | null {
    try {
      return localStorage.getItem(this.#key);
    } catch {
      return null;
    }
  }

  #data(form: HTMLFormElement): URLSearchParams {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") data.append(name, value);
    }
    return data;
  }

  #written(form: HTMLFormElement): string {
    const data = this.#data(form);
    data.delete("csrfmiddlewaretoken");
    return data.toString();
  }

  #later(form: HTMLFormElement, pause: number): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#send(form), pause);
  }

  async #send(form: HTMLFormElement): Promise<void> {
    const written = this.#written(form);
    if (written === this.#sent && this.#failures === 0) return;
    if (this.#sending) {
      this.#again = true;
      return;
    }
    this.#sending = true;
    this.#said.textContent = this.dataset.saving ?? "";
    try {
      const answer = await this.#post(form);
      if (answer.ok) this.#received(form, written);
      else if (answer.type === "opaqueredirect") this.#failed(form, written, this.dataset.gone);
      else if (answer.status >= 500) this.#failed(form, written);
      else await this.#refused(form, written, answer);
    } catch {
      this.#failed(form, written);
    } finally {
      this.#sending = false;
      if (this.#again) {
        this.#again = false;
        this.#later(form, PAUSE);
      }
    }
  }

  #post(form: HTMLFormElement): Promise<Response> {
    const body = this.#data(form);
    body.set("autosave", "1");
    return fetch(form.getAttribute("action") || location.href, {
      method: "POST",
      body,
      headers: { Accept: "text/html", "X-Requested-With": "liamm-autosave" },
      redirect: "manual",
    });
  }

  #received(form: HTMLFormElement, written: string): void {
    this.#sent = written;
    this.#failures = 0;
    this.#forget();
    this.#beside(form, {});
    this.#said.textContent = (this.dataset.saved ?? "").replace("{hour}", this.#hour());
  }

  /** The hour where the house stands, as its pages say it, whatever the clock of this device. */
  #hour(): string {
    const locale = document.documentElement.lang || "fr";
    const [hour, minute] = new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
      timeZone: this.dataset.zone || undefined,
    })
      .format(new Date())
      .split(":");
    return locale.startsWith("fr") ? `${Number(hour)}\u00a0h\u00a0${minute}` : `${hour}:${minute}`;
  }

  /** What was not kept as it stands is said beside its field; a conflict (409) has kept both texts all the same. */
  async #refused(form: HTMLFormElement, written: string, answer: Response): Promise<void> {
    const json = answer.headers.get("Content-Type")?.startsWith("application/json");
    const said = json ? ((await answer.json()) as Refusal) : { fields: {} };
    this.#beside(form, said.fields);
    this.#said.textContent = said.sentence || (this.dataset.refused ?? "");
    if (answer.status === 409) this.#sent = written;
  }

  #beside(form: HTMLFormElement, fields: Record<string, string>): void {
    for (const old of form.querySelectorAll("[data-autosave-said]")) old.remove();
    for (const [name, sentence] of Object.entries(fields)) {
      const field = form.querySelector(`[name="${CSS.escape(name)}"]`)?.closest(".field, fieldset");
      if (!field) continue;
      const said = document.createElement("ul");
      said.className = "errors";
      said.setAttribute("role", "alert");
      said.dataset.autosaveSaid = "";
      const words = document.createElement("span");
      words.textContent = sentence;
      said.appendChild(document.createElement("li")).append(words);
      field.append(said);
    }
  }

  #failed(form: HTMLFormElement, written: string, sentence?: string): void {
    const pause = RETRIES[Math.min(this.#failures, RETRIES.length - 1)] ?? 60_000;
    this.#failures += 1;
    try {
      localStorage.setItem(this.#key, written);
    } catch {
      // Private browsing: the text is still in the page.
    }
    this.#said.textContent = sentence ?? this.dataset.kept ?? "";
    this.#later(form, pause);
  }

  #forget(): void {
    window.clearTimeout(this.#timer);
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // Nothing was kept.
    }
  }

  #leave(form: HTMLFormElement): void {
    if (this.#written(form) === this.#sent) return;
    const body = this.#data(form);
    body.set("autosave", "1");
    navigator.sendBeacon(form.getAttribute("action") || location.href, body);
  }
}

customElements.define("liamm-autosave", LiammAutosave);

export {};
