// What a configuration of nginx says about answering requests: servers with their ports, and what each does where.
import type { Files } from '../../files.ts';
import { expressionOf, regularExpression } from '../../shell/pattern.ts';
import { resolvePath } from '../../os/paths.ts';
import { ConfigError, type Directive, parseDirectives } from './directives.ts';

/** What is said for a place, for a server or for all; the narrower counts. Plain JSON. */
export type Rules = {
  readonly root: string;
  readonly alias?: string;
  readonly index: readonly string[];
  readonly defaultType: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly tryFiles?: readonly string[];
  /** `return`: a status with a text or an address. */
  readonly returns?: readonly [status: number, text: string];
  readonly proxy?: ProxyTarget;
  readonly autoindex?: boolean;
  readonly errorPages: readonly (readonly [status: number, path: string])[];
};

export type ProxyTarget = {
  readonly host: string;
  readonly port: number;
  /** What replaces the part of the path that the place is named by; undefined leaves the path as it is. */
  readonly path?: string | undefined;
};

export type Place = Rules & {
  readonly modifier: '' | '=' | '~' | '~*' | '^~';
  readonly path: string;
};

export type Site = Rules & {
  readonly ports: readonly number[];
  readonly names: readonly string[];
  readonly places: readonly Place[];
};

export const MAIN_FILE = '/etc/nginx/nginx.conf';
const DIRECTORY = '/etc/nginx';
const INCLUDES_MAX = 100;
const MAIN_ONLY = new Set(['user', 'worker_processes', 'pid', 'events', 'http', 'stream', 'daemon']);
const PLAIN_ROOT = '/etc/nginx/html';

/** Whether a name in a configuration can be resolved. */
export type Knows = (host: string) => boolean;

/** Reads the configuration. Throws ConfigError when nginx would refuse it. */
export function readSites(files: Files, knows: Knows): readonly Site[] {
  const text = files.read(MAIN_FILE);
  if (text === undefined) throw new Error(`open() "${MAIN_FILE}" failed (2: No such file or directory)`);
  const main = withIncludes(parseDirectives(text, MAIN_FILE), files, { left: INCLUDES_MAX });
  const http = main.find(({ name }) => name === 'http');
  const directives = http?.block ?? [];
  for (const directive of directives) refuseMain(directive);
  const upstreams = new Map(named(directives, 'upstream').map((each) => [each.args[0] ?? '', serverOf(each)]));
  const around = rulesOf(directives, undefined, { upstreams, knows });
  return named(directives, 'server').map((server) => siteOf(server, around, { upstreams, knows }));
}

interface Backends {
  readonly upstreams: ReadonlyMap<string, string>;
  readonly knows: Knows;
}

const named = (directives: readonly Directive[], name: string) => directives.filter((each) => each.name === name);

function refuseMain(directive: Directive): void {
  if (!MAIN_ONLY.has(directive.name)) return;
  throw new ConfigError(`"${directive.name}" directive is not allowed here`, directive);
}

function withIncludes(directives: readonly Directive[], files: Files, budget: { left: number }): readonly Directive[] {
  return directives.flatMap((directive) => {
    if (directive.name !== 'include') {
      const { block } = directive;
      return block ? [{ ...directive, block: withIncludes(block, files, budget) }] : [directive];
    }
    return included(directive, files).flatMap((file) => {
      if (--budget.left < 0) throw new ConfigError('too many included files', directive);
      return withIncludes(parseDirectives(files.read(file) ?? '', file), files, budget);
    });
  });
}

function included(directive: Directive, files: Files): readonly string[] {
  const path = resolvePath(DIRECTORY, directive.args[0] ?? '');
  if (/[*?[]/.test(path)) {
    const pattern = regularExpression(`^${expressionOf(path, '[^/]')}$`);
    return files.below(path.slice(0, path.lastIndexOf('/'))).filter((file) => pattern?.test(file) === true);
  }
  if (files.read(path) !== undefined) return [path];
  // Lists of types are known without their files.
  if (/(?:mime\.types|_params)$/.test(path)) return [];
  throw new ConfigError(`open() "${path}" failed (2: No such file or directory)`, directive);
}

function siteOf(server: Directive, around: Rules, backends: Backends): Site {
  const block = server.block ?? [];
  for (const directive of block) refuseMain(directive);
  const rules = rulesOf(block, around, backends);
  const ports = named(block, 'listen').map(portOf);
  return {
    ...rules,
    ports: ports.length > 0 ? [...new Set(ports)] : [80],
    names: named(block, 'server_name').flatMap(({ args }) => args),
    places: named(block, 'location').map((location) => placeOf(location, rules, backends)),
  };
}

function portOf(listen: Directive): number {
  const [address = ''] = listen.args;
  const port = Number(/^(?:.*[:\]])?(\d+)$/.exec(address)?.[1] ?? 80);
  if (address === '') throw new ConfigError('invalid number of arguments in "listen" directive', listen);
  if (port < 1 || port > 65_535)
    throw new ConfigError(`invalid port in "${address}" of the "listen" directive`, listen);
  return port;
}

function placeOf(location: Directive, around: Rules, backends: Backends): Place {
  const [first = '', second] = location.args;
  const isModified = second !== undefined;
  return {
    // What its server returns or passes on is not its own.
    ...rulesOf(location.block ?? [], around, backends),
    modifier: isModified ? (first as Place['modifier']) : '',
    path: second ?? first,
  };
}

function rulesOf(block: readonly Directive[], around: Rules | undefined, backends: Backends): Rules {
  const last = (name: string) => block.findLast((each) => each.name === name);
  const returns = last('return')?.args;
  const pass = last('proxy_pass');
  const headers = named(block, 'add_header').map(({ args: [name = '', value = ''] }) => [name, value] as const);
  const pages = named(block, 'error_page').flatMap(({ args }) =>
    args.slice(0, -1).map((status) => [Number(status), args.at(-1) ?? ''] as const),
  );
  return {
    root: last('root')?.args[0] ?? around?.root ?? PLAIN_ROOT,
    index: last('index')?.args ?? around?.index ?? ['index.html'],
    defaultType: last('default_type')?.args[0] ?? around?.defaultType ?? 'text/plain',
    headers: headers.length > 0 ? headers : (around?.headers ?? []),
    errorPages: pages.length > 0 ? pages : (around?.errorPages ?? []),
    ...aliasOf(last('alias')),
    ...triesOf(last('try_files')),
    ...(returns && { returns: returnOf(returns) }),
    ...(pass && { proxy: proxyOf(pass, backends) }),
    ...(last('autoindex')?.args[0] === 'on' && { autoindex: true }),
  };
}

const aliasOf = (directive: Directive | undefined) => (directive ? { alias: directive.args[0] ?? '' } : {});
const triesOf = (directive: Directive | undefined) => (directive ? { tryFiles: directive.args } : {});

function returnOf([status = '', text = '']: readonly string[]): readonly [number, string] {
  return /^\d{3}$/.test(status) ? [Number(status), text] : [302, status];
}

/** The first server of a group of them. */
function serverOf({ block = [] }: Directive): string {
  return named(block, 'server')[0]?.args[0] ?? '';
}

function proxyOf(directive: Directive, { upstreams, knows }: Backends): ProxyTarget {
  const [, authority = '', path] = /^https?:\/\/([^/]+)(\/.*)?$/.exec(directive.args[0] ?? '') ?? [];
  if (authority === '') throw new ConfigError('invalid URL prefix', directive);
  const [host = '', port = '80'] = (upstreams.get(authority) ?? authority).split(':');
  if (!host.includes('$') && !knows(host)) throw new ConfigError(`host not found in upstream "${host}"`, directive);
  return { host, port: Number(port), ...(path !== undefined && { path }) };
}
