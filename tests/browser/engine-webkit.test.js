import { flows } from "./engines/flows.js";

flows("WebKit");
