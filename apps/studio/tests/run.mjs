// Runs the tests: bundles them (they are TypeScript) and hands them to node.
//   node tests/run.mjs unit               the pure parts
//   node tests/run.mjs page               the page in Chromium, with the mock
//   node tests/run.mjs page sound takes   some of its files
//   node tests/run.mjs pictures           those of docs/studio.md
//   node tests/run.mjs dev                the mock and Vite's server, to work on the page
// CONTINUO=.../bin/continuo starts the program and tests its page; CONTINUO_URL=... one that runs already.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
const what = process.argv[2] ?? "unit";
// Of its own, so that two runs at once do not meet.
const built = join("tests/.built", `${what}-${process.pid}`);
// Nothing runs without what npm fetches; 77 tells CTest that the test was skipped.
const skip = (why) => {
  console.error(`SKIPPED, the studio's ${what} tests: ${why}`);
  process.exit(77);
};
if (!existsSync("node_modules/esbuild")) skip("npm ci has not run in apps/studio");
if (what === "page" || what === "pictures") {
  if (!existsSync("dist/index.html") && !process.env.CONTINUO_URL && !process.env.CONTINUO) skip("the page is not built");
  if (!existsSync(process.env.CHROMIUM ?? "/usr/bin/chromium")) skip("there is no Chromium");
}
const { build } = await import("esbuild");
const within = (folder, ending) =>
  readdirSync(folder).filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
const only = process.argv.slice(3);
const wanted = (file) => only.length === 0 || only.some((name) => basename(file).startsWith(`${name}.`));
const entries = {
  unit: () => within("tests/unit", ".test.ts").filter(wanted),
  page: () => within("tests/page", ".test.ts").filter(wanted),
  pictures: () => ["tests/pictures.ts"],
  dev: () => ["tests/dev.ts"],
}[what]?.();
if (entries === undefined) throw new Error(`tests/run.mjs: expected unit, page, pictures or dev, found ${what}`);

rmSync(built, { recursive: true, force: true });
mkdirSync(built, { recursive: true });
await build({
  entryPoints: entries,
  outdir: built,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node18",
  packages: "external",
  outExtension: { ".js": ".mjs" },
  sourcemap: "inline",
  logLevel: "warning",
});
const files = within(built, ".mjs").sort();
const command = what === "dev" || what === "pictures" ? [] : ["--test", "--test-concurrency=1"];
const child = spawn(process.execPath, ["--enable-source-maps", ...command, ...files], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => {
  rmSync(built, { recursive: true, force: true });
  process.exit(code ?? 1);
});
