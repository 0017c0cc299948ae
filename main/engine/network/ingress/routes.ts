// Models the servers and locations that ingress-nginx (v1.14) writes into nginx.conf, and how nginx chooses among them:
// the host first, exactly or by its wildcard, then the longest path.
import type { Ingress, IngressBackend, HTTPIngressPath } from '../../api/generated/types.ts';

/** To whom a request is passed on. */
export interface Backend {
  readonly namespace: string;
  readonly service: string;
  readonly port: number | string;
}

export interface Route {
  readonly backend: Backend;
  /** The path as the backend gets it. */
  readonly path: string;
  /** `namespace/name` of the Ingress. */
  readonly ingress: string;
  /** The host is to be asked by https. */
  readonly forcesTls: boolean;
}

interface Location {
  readonly kind: 'exact' | 'prefix' | 'plain' | 'regex';
  readonly path: string;
  readonly backend: Backend;
  readonly ingress: string;
  readonly rewrite: string | undefined;
  readonly forcesTls: boolean;
}

/** By host; the empty one is meant where no other is. */
export type Servers = ReadonlyMap<string, readonly Location[]>;

const ANNOTATION = 'nginx.ingress.kubernetes.io/';
const CATCH_ALL = '';

/** The servers of these Ingresses; of two that claim the same place the older one has it. */
export function serversOf(ingresses: readonly Ingress[]): Servers {
  const servers = new Map<string, Location[]>();
  const add = (host: string, location: Location) => {
    const locations = servers.get(host) ?? [];
    servers.set(host, locations);
    if (!locations.some(({ kind, path }) => kind === location.kind && path === location.path)) locations.push(location);
  };
  for (const ingress of [...ingresses].sort(byAge)) {
    const { rules = [], defaultBackend } = ingress.spec ?? {};
    for (const { host = CATCH_ALL, http } of rules) {
      for (const each of http?.paths ?? []) {
        const location = locationOf(ingress, host, each);
        if (location) add(host, location);
      }
    }
    const fallback = defaultBackend && backendOf(ingress, defaultBackend);
    if (!fallback) continue;
    const hosts = new Set([...rules.map(({ host = CATCH_ALL }) => host), ...(rules.length === 0 ? [CATCH_ALL] : [])]);
    for (const host of hosts) add(host, { ...plainAt('/', fallback, ingress), forcesTls: isTls(ingress, host) });
  }
  return servers;
}

/** Where a request for a host and a path goes; undefined when no Ingress means it. */
export function routeOf(servers: Servers, host: string, target: string): Route | undefined {
  const [path = '/', query] = target.split('?', 2);
  const name = host.replace(/:\d+$/, '').toLowerCase();
  const wildcard = name.replace(/^[^.]+/, '*');
  const locations = servers.get(name) ?? servers.get(wildcard) ?? servers.get(CATCH_ALL);
  const location = locations && chosen(locations, path);
  if (!location) return undefined;
  const { backend, ingress, forcesTls } = location;
  const passed = rewritten(location, path);
  return { backend, ingress, forcesTls, path: query === undefined ? passed : `${passed}?${query}` };
}

function chosen(locations: readonly Location[], path: string): Location | undefined {
  const exact = locations.find((each) => each.kind === 'exact' && each.path === path);
  if (exact) return exact;
  const fitting = locations.filter((each) => fits(each, path));
  return fitting.sort((a, b) => b.path.length - a.path.length || rank(a) - rank(b))[0];
}

const rank = ({ kind }: Location) => (kind === 'prefix' ? 0 : 1);

function fits({ kind, path: own }: Location, path: string): boolean {
  switch (kind) {
    case 'exact':
      return false;
    case 'plain':
      return path.startsWith(own);
    case 'regex':
      return pattern(own)?.test(path) === true;
    case 'prefix': {
      const folder = own.replace(/\/+$/, '');
      return path === folder || path.startsWith(`${folder}/`);
    }
  }
}

function rewritten({ kind, path: own, rewrite }: Location, path: string): string {
  if (rewrite === undefined) return path;
  if (kind !== 'regex') return rewrite;
  const groups = pattern(own)?.exec(path) ?? [];
  return rewrite.replace(/\$(\d)/g, (_all, number: string) => groups[Number(number)] ?? '') || '/';
}

/** Undefined for what is no regular expression. */
function pattern(text: string): RegExp | undefined {
  try {
    return new RegExp(`^${text}`, 'i');
  } catch {
    return undefined;
  }
}

function locationOf(
  ingress: Ingress,
  host: string,
  { path = '/', pathType, backend }: HTTPIngressPath,
): Location | undefined {
  const own = backendOf(ingress, backend);
  if (!own) return undefined;
  const annotations = ingress.metadata?.annotations ?? {};
  const rewrite = annotations[`${ANNOTATION}rewrite-target`];
  const isRegex =
    annotations[`${ANNOTATION}use-regex`] === 'true' || (rewrite !== undefined && /[()[\]*+?|]/.test(path));
  const kind = isRegex ? 'regex' : pathType === 'Exact' ? 'exact' : pathType === 'Prefix' ? 'prefix' : 'plain';
  return { ...plainAt(path, own, ingress), kind, rewrite, forcesTls: isTls(ingress, host) };
}

function plainAt(path: string, backend: Backend, ingress: Ingress): Location {
  const { namespace = '', name = '' } = ingress.metadata ?? {};
  return { kind: 'plain', path, backend, ingress: `${namespace}/${name}`, rewrite: undefined, forcesTls: false };
}

function backendOf({ metadata }: Ingress, { service }: IngressBackend): Backend | undefined {
  if (!service) return undefined;
  const port = service.port?.number ?? service.port?.name ?? '';
  return { namespace: metadata?.namespace ?? '', service: service.name, port };
}

function isTls({ metadata, spec }: Ingress, host: string): boolean {
  if (metadata?.annotations?.[`${ANNOTATION}ssl-redirect`] === 'false') return false;
  return spec?.tls?.some(({ hosts = [] }) => hosts.includes(host)) === true;
}

function byAge(a: Ingress, b: Ingress): number {
  const [x, y] = [a, b].map(
    ({ metadata }) => `${metadata?.creationTimestamp ?? ''} ${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`,
  );
  return (x ?? '') < (y ?? '') ? -1 : 1;
}
