// Counts the minutes and seconds that are left of what happens now, then those it lasts beyond.
//
//   <liamm-countdown data-left="312" data-remains="encore" data-over="dépassé de"><p>jusqu’à 14 h 25</p></liamm-countdown>
//
// What is left was counted by the server when it drew the fragment, so the clock of the device does not matter.

const TICK = 250;

class LiammCountdown extends HTMLElement {
  #timer = 0;
  #since = performance.now();
  #face = document.createElement("p");

  connectedCallback(): void {
    const left = Number(this.dataset.left);
    if (!Number.isFinite(left)) return;
    this.#face.className = "timer-left";
    // The seconds are for the eye: a screen reader is told the hour, once, by what stood here.
    this.#face.setAttribute("aria-hidden", "true");
    for (const child of this.children) child.classList.add("said");
    this.append(this.#face);
    this.#since = performance.now();
    this.#show(left);
    this.#timer = window.setInterval(() => this.#show(left), TICK);
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#timer);
    this.#face.remove();
  }

  #show(left: number): void {
    const now = left - (performance.now() - this.#since) / 1000;
    const seconds = Math.abs(now >= 0 ? Math.ceil(now) : Math.floor(now));
    const minutes = Math.floor(seconds / 60);
    const words = now >= 0 ? this.dataset.remains : this.dataset.over;
    this.#face.classList.toggle("over", now < 0);
    this.#face.textContent = `${words ?? ""} ${minutes}:${String(seconds % 60).padStart(2, "0")}`.trim();
  }
}

customElements.define("liamm-countdown", LiammCountdown);

export {};
