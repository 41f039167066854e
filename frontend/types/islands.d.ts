declare module "liamm:islands" {
  export const islands: Record<string, () => Promise<unknown>>;
}

interface Window {
  htmx?: { trigger(target: Element, event: string): void; process(target: Element): void };
}
