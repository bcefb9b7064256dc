// The paths that the vendors document, by the viewer's own word.
import { recipe } from "./webserver.js";

/** By vendor, with `{}` for an id. */
export const documentedPaths = async () => JSON.parse(await recipe("paths"));
