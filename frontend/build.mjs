// Builds what the browser receives: two style sheets, the fonts, the icon sprite, htmx, and the islands.
// Islands are found by their place (ui/islands/*.ts, features/*/islands/*.ts); `draft.ts` answers to <liamm-draft>.

import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "..", "src", "liamm");
const built = join(source, "ui", "static", "built");
const modules = join(here, "node_modules");

const FONTS = {
  "atkinson.woff2": "atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  "atkinson-italic.woff2":
    "atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-italic.woff2",
  "bricolage.woff2": "bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2",
};

async function names(folder, keep) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter(keep).map((entry) => join(folder, entry.name));
}

async function islands() {
  const features = await names(join(source, "features"), (entry) => entry.isDirectory());
  const folders = [join(source, "ui"), ...features].map((folder) => join(folder, "islands"));
  const isIsland = (entry) => entry.isFile() && entry.name.endsWith(".ts") && entry.name !== "boot.ts";
  const files = (await Promise.all(folders.map((folder) => names(folder, isIsland)))).flat();
  return files.map((file) => [`liamm-${basename(file, ".ts")}`, file]);
}

// The list of islands as a module: boot.ts imports an island only when its tag stands in the page.
const listOfIslands = {
  name: "islands",
  setup(build) {
    build.onResolve({ filter: /^liamm:islands$/ }, () => ({ path: "islands", namespace: "liamm" }));
    build.onLoad({ filter: /.*/, namespace: "liamm" }, async () => {
      const lines = (await islands()).map(
        ([tag, file]) => `${JSON.stringify(tag)}: () => import(${JSON.stringify(file)}),`,
      );
      return { contents: `export const islands = {\n${lines.join("\n")}\n};`, resolveDir: here };
    });
  },
};

const shared = { bundle: true, minify: true, outdir: built, nodePaths: [modules], logLevel: "warning" };

async function scripts() {
  await esbuild.build({
    ...shared,
    entryPoints: [join(source, "ui", "islands", "boot.ts")],
    plugins: [listOfIslands],
    format: "esm",
    splitting: true,
    target: "es2022",
    chunkNames: "island-[name]-[hash]",
    legalComments: "none",
  });
  await copyFile(join(modules, "htmx.org", "dist", "htmx.min.js"), join(built, "htmx.js"));
}

async function styles() {
  const sheets = join(source, "ui", "styles");
  const apart = (await readdir(join(sheets, "apart"))).map((name) => join("apart", name));
  await esbuild.build({
    ...shared,
    entryPoints: ["house.css", "administration.css", ...apart].map((name) => join(sheets, name)),
    outbase: sheets,
    external: ["./fonts/*"],
    target: "esnext",
  });
}

async function fonts() {
  await mkdir(join(built, "fonts"), { recursive: true });
  for (const [name, path] of Object.entries(FONTS)) {
    await copyFile(join(modules, "@fontsource-variable", path), join(built, "fonts", name));
  }
}

async function icons() {
  const list = (await readFile(join(here, "icons.txt"), "utf8")).split(/\s+/).filter(Boolean);
  const symbols = await Promise.all(
    list.map(async (name) => {
      const svg = await readFile(join(modules, "lucide-static", "icons", `${name}.svg`), "utf8");
      const drawing = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
      return `<symbol id="${name}" viewBox="0 0 24 24">${drawing.replace(/\s+/g, " ").trim()}</symbol>`;
    }),
  );
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
  await writeFile(join(built, "icons.svg"), sprite);
}

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });
await Promise.all([scripts(), styles(), fonts(), icons()]);
