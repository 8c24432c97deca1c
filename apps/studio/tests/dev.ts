// The mock and Vite's server side by side: `npm run dev`, then open the address that it prints.
import { createServer } from "vite";
import { Mock } from "./mock/server";

let target = process.env.CONTINUO_URL;
if (target === undefined) {
  target = await new Mock({ edits: true }).listen();
  process.env.CONTINUO_URL = target;
}
const vite = await createServer({ server: { port: 5173 } });
await vite.listen();
vite.printUrls();
console.log(`  steering ${target}`);
