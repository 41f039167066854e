// Wakes each island whose tag stands in the page, now and after HTMX brings more; « / » goes to the search field;
// what a filter leaves empty is not asked for, so that the address says only what narrows the list.

import { islands } from "liamm:islands";

const awake = new Set<string>();

function wake(root: ParentNode): void {
  for (const [tag, load] of Object.entries(islands)) {
    if (!awake.has(tag) && root.querySelector(tag)) {
      awake.add(tag);
      // A page without its island still works: it can be tried again with the next fragment.
      load().catch(() => awake.delete(tag));
    }
  }
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-print]")) {
    button.hidden = false;
  }
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  const field = document.querySelector<HTMLInputElement>(".find input");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
});

document.addEventListener("htmx:load", (event) => {
  if (event.target instanceof Element) wake(event.target.parentElement ?? document);
});

document.addEventListener("htmx:configRequest", (event) => {
  if (!(event instanceof CustomEvent && event.target instanceof Element)) return;
  if (!event.target.matches("form.filters")) return;
  const asked: FormData = event.detail.formData;
  for (const [name, value] of [...asked.entries()]) if (value === "") asked.delete(name);
});

wake(document);
