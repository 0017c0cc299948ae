// Looks names up as the C library of a container does: files first, then the name servers, one name of the search list
// after the other.
import { SECOND } from '../../kernel/time.ts';
import type { Files } from '../files.ts';
import type { NameAnswer } from '../interfaces.ts';
import { addressesIn } from './hosts-file.ts';
import { type ResolverConfig, candidatesOf, parseResolvConf } from './resolv-conf.ts';

/** What became of a name; `tookUs` is how long it took to know. */
export type Lookup =
  | {
      readonly kind: 'found';
      /** The name it was found by, written out. */
      readonly name: string;
      readonly addresses: readonly string[];
      readonly tookUs: number;
    }
  | { readonly kind: 'unknown'; readonly tookUs: number }
  /** No name server has answered. */
  | { readonly kind: 'unanswered'; readonly tookUs: number };

/** Asks the name server at an address for one absolute name. */
export type AskName = (name: string, server: string) => NameAnswer;

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[?[0-9a-f]*:[0-9a-f:.]*\]?)$/i;

/** Finds the IPv4 addresses of a name; an address stands for itself. */
export function lookUp(name: string, files: Files, ask: AskName): Lookup {
  if (ADDRESS.test(name)) return { kind: 'found', name, addresses: [name], tookUs: 0 };
  const own = addressesIn(files.read('/etc/hosts') ?? '127.0.0.1 localhost', name);
  if (own.length > 0) return { kind: 'found', name, addresses: own, tookUs: 0 };
  const config = resolverConfig(files);
  let tookUs = 0;
  for (const candidate of candidatesOf(name.toLowerCase(), config)) {
    const answer = askServers(candidate, config, ask);
    tookUs += answer.tookUs;
    if (answer.kind !== 'unknown') return { ...answer, tookUs };
  }
  return { kind: 'unknown', tookUs };
}

export function resolverConfig(files: Files): ResolverConfig {
  return parseResolvConf(files.read('/etc/resolv.conf') ?? '');
}

/** Asks one server after the other, and all of them again, until one answers. */
export function askServers(name: string, config: ResolverConfig, ask: AskName): Lookup {
  let tookUs = 0;
  for (let attempt = 0; attempt < config.attempts; attempt++) {
    for (const server of config.servers) {
      const answer = ask(name, server);
      if (answer.kind === 'found' || answer.kind === 'unknown') return { ...answer, tookUs: tookUs + answer.tookUs };
      if (answer.kind === 'silent') tookUs += config.timeoutSeconds * SECOND;
    }
  }
  return { kind: 'unanswered', tookUs };
}
