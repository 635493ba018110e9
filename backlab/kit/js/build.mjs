// Builds what a page loads, out of the modules here and the style sheets beside this folder: the kit in one file, and
// the loader, a few hundred bytes that each lab brings along to find the kit. `node build.mjs FOLDER` writes elsewhere.

import { dirname, join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = argv[2] ?? join(here, "..");

/** Style sheets arrive as text, without comments and spaces. */
const styles = {
  name: "styles",
  setup(building) {
    building.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({ entryPoints: [path], minify: true, write: false, charset: "utf8" });
      return { contents: outputFiles[0].text, loader: "text" };
    });
  },
};

await build({
  absWorkingDir: here,
  entryPoints: [
    ...["kit", "loader"].map((name) => ({ in: `${name}.js`, out: name })),
    ...["course", "worker", "offline", "ballot"].map((name) => ({ in: `site/${name}.js`, out: name })),
  ],
  outdir: folder,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  plugins: [styles],
});

// What Node runs when the course is written as plain files.
await build({
  absWorkingDir: here,
  entryPoints: [{ in: "site/freeze.mjs", out: "freeze" }],
  outdir: folder,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  charset: "utf8",
});
