import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: "../src/wetnet/lab/static",
    emptyOutDir: true,
    target: "es2022",
    // data: addresses and inline preloading would need holes in the content security policy
    assetsInlineLimit: 0,
    modulePreload: false,
  },
});
