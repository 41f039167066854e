// The list of who is expected, for the day and without network: each gesture is kept on the phone and sent when it can be.
//
//   <liamm-checkin data-key="…" data-list="…json" data-mark="…" data-worker="…js" data-token="csrf" …>the list</liamm-checkin>
//
// A gesture says who, whether they are there, and when: sent twice, or after a later one, it changes nothing on the server.
// A camera reads the squares one after the other, by the browser itself or, where it cannot, by a decoder of ours.
// Attributes in words: data-find, data-scan, data-stop, data-blind, data-unknown, data-sent, data-kept (with {n}),
// data-nobody, data-here, data-not, data-wiped.

type Person = { key: string; name: string; for: string; here: boolean; code: string };
type Mark = { who: string; here: boolean; at: number };
type Day = { people: Person[]; until: string; marks: Mark[] };
type Barcode = { rawValue: string };
type Detector = { detect(source: HTMLVideoElement): Promise<Barcode[]> };
type Reader = (video: HTMLVideoElement) => Promise<string>;

const PAUSE = 15_000;
const GLANCE = 400;
const SHARP = 720;

declare global {
  interface Window {
    BarcodeDetector?: {
      new (options: { formats: string[] }): Detector;
      getSupportedFormats(): Promise<string[]>;
    };
  }
}

class LiammCheckin extends HTMLElement {
  #day: Day = { people: [], until: "", marks: [] };
  #find = document.createElement("input");
  #said = document.createElement("p");
  #list = document.createElement("ul");
  #timer = 0;
  #sending = false;
  #seen = document.createElement("p");
  #stop: (() => void) | null = null;
  #listening = new AbortController();

  get #key(): string {
    return `liamm.checkin.${this.dataset.key ?? ""}`;
  }

  connectedCallback(): void {
    const { signal } = this.#listening;
    window.addEventListener("online", () => this.#send(), { signal });
    this.#timer = window.setInterval(() => this.#send(), PAUSE);
    void this.#start();
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#timer);
    this.#stop?.();
    this.#listening.abort();
    this.#listening = new AbortController();
  }

  async #start(): Promise<void> {
    const kept = this.#kept();
    if (kept) this.#day = kept;
    const told = await this.#ask();
    if (told) this.#take(told);
    if (!this.#day.people.length) return;
    if (this.#isOver()) {
      this.#wipe();
      return;
    }
    this.#build(await reader());
    this.#show();
    await this.#stay();
    await this.#send();
  }

  #kept(): Day | null {
    try {
      const found = localStorage.getItem(this.#key);
      return found ? (JSON.parse(found) as Day) : null;
    } catch {
      return null;
    }
  }

  #keep(): void {
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#day));
    } catch {
      // A phone that keeps nothing still sends what it can.
    }
  }

  async #ask(): Promise<Day | null> {
    try {
      const answer = await fetch(this.dataset.list ?? "", { headers: { Accept: "application/json" } });
      return answer.ok ? ((await answer.json()) as Day) : null;
    } catch {
      return null;
    }
  }

  /** What the server says, under the gestures that it has not had yet. */
  #take(told: Pick<Day, "people" | "until">): void {
    const waiting = new Map(this.#day.marks.map((mark) => [mark.who, mark.here]));
    this.#day.people = told.people.map((one) => ({ ...one, here: waiting.get(one.key) ?? one.here }));
    this.#day.until = told.until;
    this.#keep();
  }

  #isOver(): boolean {
    return this.#day.until !== "" && Date.now() > Date.parse(this.#day.until) && this.#day.marks.length === 0;
  }

  #wipe(): void {
    localStorage.removeItem(this.#key);
    navigator.serviceWorker?.controller?.postMessage("wipe");
    this.#said.textContent = this.dataset.wiped ?? "";
    this.replaceChildren(this.#said);
  }

  #build(read: Reader | null): void {
    this.#find.type = "search";
    this.#find.className = "control";
    this.className = "stack";
    this.#find.placeholder = this.dataset.find ?? "";
    this.#find.setAttribute("aria-label", this.dataset.find ?? "");
    this.#find.addEventListener("input", () => this.#look());
    this.#said.setAttribute("role", "status");
    this.#said.className = "island-said";
    this.#list.className = "list checkin";
    this.#seen.setAttribute("role", "status");
    const scanning = document.createElement("div");
    scanning.className = "row start";
    scanning.append(...this.#scanner(read), this.#seen);
    this.replaceChildren(this.#find, scanning, this.#said, this.#list);
  }

  #look(): void {
    const code = this.#day.people.find((one) => one.code === this.#find.value.trim());
    if (code) {
      this.#find.value = "";
      this.#mark(code, true);
    }
    this.#show();
  }

  #show(): void {
    const asked = fold(this.#find.value.trim());
    const found = this.#day.people.filter((one) => fold(`${one.name} ${one.for}`).includes(asked));
    this.#list.replaceChildren(...found.map((one) => this.#line(one)));
    const waiting = this.#day.marks.length;
    const kept = (this.dataset.kept ?? "").replace("{n}", String(waiting));
    const words = waiting ? kept : (this.dataset.sent ?? "");
    this.#said.textContent = found.length ? words : (this.dataset.nobody ?? "");
    const came = document.getElementById("came");
    if (came) came.textContent = String(this.#day.people.filter((one) => one.here).length);
  }

  #line(one: Person): HTMLElement {
    const line = document.createElement("li");
    const main = document.createElement("span");
    main.className = "list-main";
    const name = document.createElement("b");
    name.textContent = one.name;
    const whom = document.createElement("small");
    whom.textContent = one.for;
    main.append(name, whom);
    const button = document.createElement("button");
    button.type = "button";
    button.className = one.here ? "button small" : "button quiet small";
    button.setAttribute("aria-pressed", String(one.here));
    button.setAttribute(
      "aria-label",
      `${one.name} : ${(one.here ? this.dataset.here : this.dataset.not) ?? ""}`,
    );
    button.textContent = (one.here ? this.dataset.here : this.dataset.not) ?? "";
    button.addEventListener("click", () => {
      this.#mark(one, !one.here);
      this.#show();
    });
    line.append(main, button);
    return line;
  }

  #mark(one: Person, here: boolean): void {
    if (one.here === here) return;
    one.here = here;
    this.#day.marks = this.#day.marks.filter((mark) => mark.who !== one.key);
    this.#day.marks.push({ who: one.key, here, at: Date.now() });
    this.#keep();
    void this.#send();
  }

  async #send(): Promise<void> {
    const marks = [...this.#day.marks];
    if (!marks.length || this.#sending) return;
    this.#sending = true;
    try {
      const answer = await fetch(this.dataset.mark ?? "", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.dataset.token ?? "" },
        body: JSON.stringify({ marks }),
        redirect: "error",
      });
      if (!answer.ok) return;
      this.#day.marks = this.#day.marks.filter((mark) => !marks.includes(mark));
      this.#take((await answer.json()) as Day);
      this.#show();
    } catch {
      // Kept: it leaves when the network is back.
    } finally {
      this.#sending = false;
    }
    if (this.#day.marks.some((mark) => !marks.includes(mark))) await this.#send();
  }

  /** The page itself stays on the phone, so that it opens again without network. */
  async #stay(): Promise<void> {
    if (!navigator.serviceWorker || !this.dataset.worker) return;
    try {
      await navigator.serviceWorker.register(this.dataset.worker);
      const { active } = await navigator.serviceWorker.ready;
      const files = performance.getEntriesByType("resource").map((one) => new URL(one.name));
      const ours = files.filter(
        (one) => one.origin === location.origin && one.pathname.startsWith("/static/"),
      );
      active?.postMessage([location.pathname, ...new Set(ours.map((one) => one.pathname + one.search))]);
    } catch {
      // The list works while the page stays open.
    }
  }

  #scanner(read: Reader | null): HTMLElement[] {
    if (!read) {
      this.#seen.textContent = this.dataset.blind ?? "";
      return [];
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet";
    button.textContent = this.dataset.scan ?? "";
    button.addEventListener("click", () => (this.#stop ? this.#stop() : void this.#scan(read, button)));
    return [button];
  }

  /** The camera stays open for the next person, until one stops it. */
  async #scan(read: Reader, button: HTMLElement): Promise<void> {
    const video = document.createElement("video");
    video.playsInline = true;
    video.muted = true;
    video.className = "shot";
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      this.#seen.textContent = this.dataset.blind ?? "";
      return;
    }
    video.srcObject = stream;
    const timer = window.setInterval(async () => {
      const code = await read(video).catch(() => "");
      if (code && this.#stop) this.#recognise(code);
    }, GLANCE);
    this.#stop = () => {
      this.#stop = null;
      window.clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
      video.remove();
      button.textContent = this.dataset.scan ?? "";
    };
    button.textContent = this.dataset.stop ?? "";
    button.after(video);
    await video.play();
  }

  #recognise(code: string): void {
    const found = this.#day.people.find((one) => one.code === code.trim());
    this.#seen.textContent = found
      ? `${found.name} : ${this.dataset.here ?? ""}`
      : (this.dataset.unknown ?? "");
    if (!found || found.here) return;
    this.#mark(found, true);
    this.#show();
  }
}

/** What reads a square: the browser, or our decoder, loaded at once so that it is there without network. */
async function reader(): Promise<Reader | null> {
  if (!navigator.mediaDevices) return null;
  const formats = await window.BarcodeDetector?.getSupportedFormats().catch((): string[] => []);
  if (window.BarcodeDetector && formats?.includes("qr_code")) {
    const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? "";
  }
  const { default: decode } = await import("jsqr");
  const canvas = document.createElement("canvas");
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, SHARP / (video.videoWidth || 1));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    if (!drawing || !canvas.width || !canvas.height) return "";
    drawing.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = drawing.getImageData(0, 0, canvas.width, canvas.height);
    return decode(data, canvas.width, canvas.height)?.data ?? "";
  };
}

function fold(words: string): string {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

customElements.define("liamm-checkin", LiammCheckin);

export {};
