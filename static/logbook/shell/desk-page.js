import { copy } from "./drawing.js";

export function deskPage() {
  return copy("unknown");
}
