// How the page is built: one folder of files whose names hold their hashes, and the licences of what is in them.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

// What the built page contains of others, with its licence, as their licences ask: /licences.txt.
function licences(): Plugin {
  return {
    name: "licences",
    apply: "build",
    generateBundle() {
      const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
        dependencies: Record<string, string>;
      };
      const names = [...Object.keys(dependencies), "@preact/signals-core"].sort();
      const texts = names.map((name) => {
        const folder = join("node_modules", name);
        const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
        if (!existsSync(folder) || file === undefined) throw new Error(`${name}: no licence found`);
        return `${name}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
      });
      const source = texts.join(`\n${"-".repeat(80)}\n\n`);
      this.emitFile({ type: "asset", fileName: "licences.txt", source });
    },
  };
}

const server = process.env.CONTINUO_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  base: "./",
  plugins: [licences()],
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  worker: { format: "es" },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { "/api": { target: server, ws: true } } },
});
