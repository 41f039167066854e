// Warns gently when a text seems to hold a phone number, a mail address or anything that patterns or the lab recognise.
//
//   <liamm-warn data-for="id_text" data-patterns='[{"pattern": "\\b0[1-9]…", "said": "…"}]' data-ask="/…/" data-title="…">
//
// Nothing is blocked and nothing is sent unless data-ask names an address (POST text=…, answer ["sentence", …]).

type Pattern = { pattern: string; said: string; flags?: string };

const PAUSE = 700;

class LiammWarn extends HTMLElement {
  #timer = 0;
  #patterns: { shape: RegExp; said: string }[] = [];
  #asked: AbortController | null = null;
  #listening = new AbortController();

  connectedCallback(): void {
    const field = document.getElementById(this.dataset.for ?? "");
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
    this.#patterns = this.#read();
    this.setAttribute("role", "status");
    const { signal } = this.#listening;
    field.addEventListener("input", () => this.#later(field), { signal });
    if (field.value) this.#later(field);
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.#timer);
    this.#listening.abort();
    this.#listening = new AbortController();
  }

  #read(): { shape: RegExp; said: string }[] {
    try {
      const given = JSON.parse(this.dataset.patterns ?? "[]") as Pattern[];
      return given.map(({ pattern, said, flags }) => ({ shape: new RegExp(pattern, flags ?? "iu"), said }));
    } catch {
      return [];
    }
  }

  #later(field: HTMLTextAreaElement | HTMLInputElement): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#look(field), PAUSE);
  }

  async #look(field: HTMLTextAreaElement | HTMLInputElement): Promise<void> {
    const here = this.#patterns.filter(({ shape }) => shape.test(field.value)).map(({ said }) => said);
    const there = await this.#ask(field);
    this.#show([...new Set([...here, ...there])]);
  }

  async #ask(field: HTMLTextAreaElement | HTMLInputElement): Promise<string[]> {
    const address = this.dataset.ask;
    if (!address || field.value.trim().length < 8) return [];
    this.#asked?.abort();
    this.#asked = new AbortController();
    const token =
      this.closest("form")?.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    try {
      const answer = await fetch(address, {
        method: "POST",
        body: new URLSearchParams({ text: field.value }),
        headers: { Accept: "application/json", "X-CSRFToken": token },
        signal: this.#asked.signal,
      });
      return answer.ok ? ((await answer.json()) as string[]) : [];
    } catch {
      return [];
    }
  }

  #show(sentences: string[]): void {
    if (sentences.length === 0) {
      this.replaceChildren();
      return;
    }
    const box = document.createElement("div");
    box.className = "notice warning plain";
    const inside = document.createElement("div");
    inside.className = "notice-in";
    const title = document.createElement("strong");
    title.textContent = this.dataset.title ?? "";
    inside.append(title);
    for (const sentence of sentences) {
      const line = document.createElement("p");
      line.textContent = sentence;
      inside.append(line);
    }
    box.append(inside);
    this.replaceChildren(box);
  }
}

customElements.define("liamm-warn", LiammWarn);

export {};
