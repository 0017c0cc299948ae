// Values of environment variables and the like: what is somebody's becomes a placeholder, what refers to a Service still
// does.
import type { Addresses } from './addresses.ts';
import { Aliases } from './aliases.ts';
import type { Names } from './names.ts';

/** What cannot tell anything: switches, small numbers, references to other variables. */
const PLAIN = /^(?:|true|false|yes|no|-?\d{1,5}|\$\([A-Za-z_]\w*\))$/i;
const URL_LIKE = /^([a-z][a-z0-9+.-]*:\/\/)?(?:[^@/\s]*@)?([a-z0-9][a-z0-9.-]*)(:\d+)?(\/\S*)?$/i;

export class Texts {
  readonly #names: Names;
  readonly #addresses: Addresses;
  readonly #values = new Aliases((number) => `text-${String(number)}`);

  constructor(names: Names, addresses: Addresses) {
    this.#names = names;
    this.#addresses = addresses;
  }

  of(text: string): string {
    if (PLAIN.test(text)) return text;
    const [, scheme = '', host = '', port = ''] = URL_LIKE.exec(text) ?? [];
    const isAt =
      host !== '' && (scheme !== '' || port !== '' || this.#isService(host) || this.#addresses.isAddress(host));
    return isAt ? `${scheme}${this.#addresses.host(host)}${port}` : this.#values.of(text);
  }

  /** A word of a command line: it stays, but for hosts, addresses and names that are known. */
  word(word: string): string {
    const [, option = '', value = word] = /^(--?[\w-]+=)(.*)$/s.exec(word) ?? [];
    const [, scheme = '', host = '', port = '', path = ''] = URL_LIKE.exec(value) ?? [];
    if (host === '') return word;
    const isKnown = scheme !== '' || this.#isService(host) || this.#addresses.isAddress(host);
    return isKnown ? `${option}${scheme}${this.#addresses.host(host)}${port}${path}` : word;
  }

  #isService(host: string): boolean {
    const [name = '', namespace] = host.split('.');
    return this.#names.isName(name) && (namespace === undefined || this.#names.isNamespace(namespace));
  }
}
