// Builds an application that uses the package by webpack, into the folder named.
import { fileURLToPath } from "node:url";
import webpack from "webpack";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const compiler = webpack({
  mode: "production",
  context: here("."),
  entry: "./src/plain.js",
  output: { path: process.argv[2], filename: "app.js", publicPath: "auto", module: true },
  experiments: { outputModule: true },
});
compiler.run((error, stats) => {
  if (error || stats.hasErrors()) {
    console.error(error ?? stats.toString());
    process.exitCode = 1;
  }
});
