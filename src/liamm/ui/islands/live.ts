// Listens to what changes elsewhere and asks HTMX for the fragment again; says so when the line is cut.
//
//   <liamm-live data-src="/live/?topic=…" data-refresh="#now" data-cut="…" data-back="…">
//   <div id="now" hx-get="…" hx-trigger="liamm:changed" hx-target="this">…</div>
//
// The fragment is refreshed by the event `liamm:changed`; without script the page is read again by hand.

const PAUSES = [1_000, 2_000, 5_000, 15_000, 30_000];
const QUIET = 3_000;

class LiammLive extends HTMLElement {
  #source: EventSource | null = null;
  #tries = 0;
  #retry = 0;
  #worry = 0;
  #cut = false;
  #said = document.createElement("p");
  #listening = new AbortController();

  connectedCallback(): void {
    this.#said.className = "island-said";
    this.#said.setAttribute("role", "status");
    this.append(this.#said);
    const { signal } = this.#listening;
    document.addEventListener("visibilitychange", () => this.#look(), { signal });
    window.addEventListener("online", () => this.#open(), { signal });
    this.#open();
  }

  disconnectedCallback(): void {
    this.#close();
    this.#listening.abort();
    this.#listening = new AbortController();
  }

  #look(): void {
    // A hidden page needs no open line; it catches up when it is looked at again.
    if (document.hidden) this.#close();
    else {
      this.#open();
      this.#refresh();
    }
  }

  #open(): void {
    const address = this.dataset.src;
    if (!address || document.hidden) return;
    this.#close();
    const source = new EventSource(address);
    this.#source = source;
    source.addEventListener("open", () => this.#joined());
    source.addEventListener("message", () => this.#refresh());
    source.addEventListener("changed", () => this.#refresh());
    source.addEventListener("error", () => this.#lost());
  }

  #close(): void {
    window.clearTimeout(this.#retry);
    window.clearTimeout(this.#worry);
    this.#source?.close();
    this.#source = null;
  }

  #joined(): void {
    window.clearTimeout(this.#worry);
    this.#tries = 0;
    if (!this.#cut) return;
    this.#cut = false;
    this.#said.textContent = this.dataset.back ?? "";
    this.#refresh();
  }

  #lost(): void {
    this.#source?.close();
    this.#source = null;
    const pause = PAUSES[Math.min(this.#tries, PAUSES.length - 1)] ?? 30_000;
    this.#tries += 1;
    window.clearTimeout(this.#retry);
    this.#retry = window.setTimeout(() => this.#open(), pause + Math.random() * 500);
    window.clearTimeout(this.#worry);
    this.#worry = window.setTimeout(() => {
      this.#cut = true;
      this.#said.textContent = this.dataset.cut ?? "";
    }, QUIET);
  }

  #refresh(): void {
    const chosen = this.dataset.refresh;
    const targets = chosen ? document.querySelectorAll(chosen) : [this];
    for (const target of targets) {
      if (window.htmx) window.htmx.trigger(target, "liamm:changed");
      else target.dispatchEvent(new CustomEvent("liamm:changed", { bubbles: true }));
    }
  }
}

customElements.define("liamm-live", LiammLive);

export {};
