// Scripts that have been read, by their text. Forgetting one costs only the time to read it again.
import { parse } from './parse.ts';
import type { Script } from './syntax.ts';

const KEPT_MAX = 500;

export class Scripts {
  readonly #known = new Map<string, Script>();

  get(text: string): Script {
    const known = this.#known.get(text);
    if (known) return known;
    if (this.#known.size >= KEPT_MAX) this.#known.clear();
    const script = parse(text);
    this.#known.set(text, script);
    return script;
  }
}
