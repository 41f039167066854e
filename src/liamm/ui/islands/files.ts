// Shows the files chosen before they leave, with their weight, and lets one be taken out again.
//
//   <liamm-files data-remove="Retirer {name}" data-units="o ko Mo Go"><input type="file" multiple></liamm-files>

class LiammFiles extends HTMLElement {
  #list = document.createElement("ul");

  connectedCallback(): void {
    const field = this.querySelector<HTMLInputElement>("input[type=file]");
    if (!field || this.#list.isConnected) return;
    this.#list.className = "files";
    this.#list.setAttribute("aria-live", "polite");
    this.append(this.#list);
    field.addEventListener("change", () => this.#show(field));
    field.form?.addEventListener("reset", () => window.setTimeout(() => this.#show(field)));
  }

  #show(field: HTMLInputElement): void {
    this.#list.replaceChildren(...[...(field.files ?? [])].map((file) => this.#line(field, file)));
  }

  #line(field: HTMLInputElement, file: File): HTMLLIElement {
    const line = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = file.name;
    const weight = document.createElement("small");
    weight.textContent = this.#weight(file.size);
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "button text small";
    remove.textContent = (this.dataset.remove ?? "").replace("{name}", file.name);
    remove.addEventListener("click", () => {
      const kept = new DataTransfer();
      for (const other of field.files ?? []) if (other !== file) kept.items.add(other);
      field.files = kept.files;
      this.#show(field);
      field.focus();
    });
    line.append(name, weight, remove);
    return line;
  }

  #weight(bytes: number): string {
    const units = (this.dataset.units ?? "B kB MB GB").split(" ");
    const rank = Math.min(units.length - 1, bytes ? Math.floor(Math.log10(bytes) / 3) : 0);
    const amount = bytes / 1000 ** rank;
    const said = amount.toLocaleString(document.documentElement.lang, {
      maximumFractionDigits: amount < 10 ? 1 : 0,
    });
    return `${said}\u00a0${units[rank]}`;
  }
}

customElements.define("liamm-files", LiammFiles);

export {};
