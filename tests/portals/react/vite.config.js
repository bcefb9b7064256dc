import { defineConfig } from "vite";

export default defineConfig({
  // Below any path of any host.
  base: "./",
  // The development server would move the package's scripts away from its programs.
  optimizeDeps: { exclude: ["leadwake"] },
  build: { target: "es2022" },
});
