// Keeps on this device what somebody signed in writes in any form with a long text, until the house has received it.
//
//   <liamm-drafts data-person="3f…" data-sign-out="/compte/sortir/" data-kept data-offered data-take data-clear data-cleared>
//
// Every form that posts a textarea gets a <liamm-draft> of its own, named by its address and its person; forms that
// ask for a password or a code, and those that look after themselves, do not. What was sent is forgotten on the next
// page that says it was done; signing out forgets everything of the person.

import "./draft";

const DRAFTS = "liamm.draft.";
const SENT = "liamm.sent";
const SECRET =
  "input[type=password], [autocomplete='one-time-code'], [autocomplete='current-password'], [name=code]";

function forget(start: string): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(start)) localStorage.removeItem(key);
}

class LiammDrafts extends HTMLElement {
  connectedCallback(): void {
    try {
      this.#settle();
    } catch {
      return; // No storage here: forms work all the same.
    }
    for (const form of document.querySelectorAll<HTMLFormElement>("form[method=post]")) this.#take(form);
    document.addEventListener("submit", (event) => this.#leave(event.target), { capture: true });
    document.addEventListener("htmx:load", (event) => {
      if (!(event.target instanceof Element)) return;
      for (const form of event.target.querySelectorAll<HTMLFormElement>("form[method=post]"))
        this.#take(form);
    });
  }

  /** A page that says what was done is the receipt of what was sent before it. */
  #settle(): void {
    const sent = sessionStorage.getItem(SENT);
    if (sent === null) return;
    sessionStorage.removeItem(SENT);
    if (document.querySelector(".messages .notice.success")) localStorage.removeItem(DRAFTS + sent);
  }

  #take(form: HTMLFormElement): void {
    if (!form.querySelector("textarea") || form.querySelector("liamm-draft, liamm-autosave")) return;
    if (form.querySelector(SECRET)) return;
    const draft = document.createElement("liamm-draft");
    const address = new URL(form.getAttribute("action") || location.pathname, location.href).pathname;
    Object.assign(draft.dataset, this.dataset, { key: `${this.dataset.person}.${address}`, offer: "" });
    delete draft.dataset.person;
    form.append(draft);
  }

  #leave(form: EventTarget | null): void {
    if (!(form instanceof HTMLFormElement)) return;
    const address = new URL(form.getAttribute("action") || location.pathname, location.href).pathname;
    try {
      if (address === this.dataset.signOut) {
        forget(`${DRAFTS}${this.dataset.person}.`);
        forget("liamm.autosave.");
        sessionStorage.removeItem(SENT);
        return;
      }
      const key = form.querySelector<HTMLElement>("liamm-draft[data-offer]")?.dataset.key;
      if (key) sessionStorage.setItem(SENT, key);
    } catch {
      // No storage here.
    }
  }
}

customElements.define("liamm-drafts", LiammDrafts);
