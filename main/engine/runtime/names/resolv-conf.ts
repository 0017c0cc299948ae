// `/etc/resolv.conf`: whom to ask for a name, and what to put behind it.

export interface ResolverConfig {
  readonly servers: readonly string[];
  readonly searches: readonly string[];
  /** As they are written. */
  readonly options: readonly string[];
  /** A name with fewer dots is looked up with the search list first. */
  readonly dotsMin: number;
  /** How long one attempt waits. */
  readonly timeoutSeconds: number;
  readonly attempts: number;
}

const SERVERS_MAX = 3;
const SEARCHES_MAX = 32;

export function parseResolvConf(text: string): ResolverConfig {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/));
  const of = (keyword: string) => lines.filter(([first]) => first === keyword).map(([, ...rest]) => rest);
  const options = of('options').flat();
  const option = (name: string, standard: number) => {
    const value = options.findLast((each) => each.startsWith(`${name}:`))?.slice(name.length + 1);
    return value === undefined ? standard : Number(value) || standard;
  };
  return {
    servers: of('nameserver').flat().slice(0, SERVERS_MAX),
    searches: (of('search').at(-1) ?? of('domain').at(-1) ?? []).slice(0, SEARCHES_MAX),
    options,
    dotsMin: option('ndots', 1),
    timeoutSeconds: option('timeout', 5),
    attempts: option('attempts', 2),
  };
}

/** The absolute names that stand for a name, in the order in which they are asked for. */
export function candidatesOf(name: string, { searches, dotsMin }: ResolverConfig): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const extended = searches.map((search) => `${name}.${search.replace(/\.$/, '')}`);
  const dots = name.split('.').length - 1;
  return dots >= dotsMin ? [name, ...extended] : [...extended, name];
}
