// Addresses and host names, under others.
import { Aliases } from './aliases.ts';
import type { Names } from './names.ts';

const IPV4 = /^(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2}))?$/;
const IPV6 = /^(?=.*:.*:)[0-9a-f:]+(?:\/\d{1,3})?$/i;
/** This machine, any address, and what stands for networks. */
const KEPT = /^(?:127\.|0\.0\.0\.0|255\.)|^::1?$/;

export class Addresses {
  readonly #names: Names;
  /** Of the range for tests of networks, which nobody routes. */
  readonly #ipv4 = new Aliases(
    (number) => `198.${String(18 + (number >> 16))}.${String((number >> 8) & 255)}.${String(number & 255)}`,
  );
  readonly #ipv6 = new Aliases((number) => `2001:db8::${number.toString(16)}`);
  readonly #hosts = new Aliases((number) => `host-${String(number)}.example`);
  readonly #domains = new Aliases((number) => `domain-${String(number)}.example`);

  constructor(names: Names) {
    this.#names = names;
  }

  isAddress(text: string): boolean {
    return IPV4.test(text) || IPV6.test(text);
  }

  /** Of an address or a range. */
  of(text: string): string {
    if (KEPT.test(text)) return text;
    const [, address, length] = IPV4.exec(text) ?? [];
    if (address === undefined) return this.#ipv6.of(text);
    if (length === undefined) return this.#ipv4.of(address);
    return `${masked(this.#ipv4.of(address), Number(length))}/${length}`;
  }

  /** Of a name in DNS: Services keep their shape, `app-1.team-1.svc`. */
  host(text: string): string {
    if (this.isAddress(text)) return this.of(text);
    const [name = '', namespace, ...rest] = text.split('.');
    if (text === 'localhost' || text === '') return text;
    if (this.#names.isName(name)) {
      if (namespace === undefined) return this.#names.of(name);
      if (this.#names.isNamespace(namespace)) {
        return [this.#names.of(name), this.#names.namespace(namespace), ...rest].join('.');
      }
    }
    return text.startsWith('*.') ? `*.${this.#hosts.of(text.slice(2))}` : this.#hosts.of(text);
  }

  /** Of a key with a domain before it, `corp.example/team`; those of Kubernetes stay. */
  key(key: string): string {
    const [domain = '', name] = key.split('/');
    if (name === undefined || /(?:^|\.)(?:kubernetes\.io|k8s\.io|helm\.sh)$/.test(domain)) return key;
    return `${this.#domains.of(domain)}/${name}`;
  }
}

/** The first address of the range of this length. */
function masked(address: string, length: number): string {
  const bits = address.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);
  const size = 2 ** (32 - length);
  const low = Math.floor(bits / size) * size;
  return [24, 16, 8, 0].map((shift) => String(Math.floor(low / 2 ** shift) % 256)).join('.');
}
