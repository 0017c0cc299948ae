// Models apimachinery's pkg/util/proxy and pkg/util/net SplitSchemeNamePort (v1.35): what a path through a proxy means.

export interface ProxyPath {
  readonly resource: 'pods' | 'services' | 'nodes';
  /** Empty for nodes. */
  readonly namespace: string;
  readonly name: string;
  /** A number, or the name of a port; empty when none is named. */
  readonly port: string;
  /** What is asked of the program behind: `/index.html`; empty when nothing stands after the word. */
  readonly rest: string;
}

const PATH = /^\/api\/v1\/(?:namespaces\/([^/]+)\/(pods|services)|(nodes))\/([^/]+)\/proxy(\/.*)?$/;
/** `https:web:80`, `web:http`, `web`. */
const NAME = /^(?:https?:)?([^:]+?)(?::([^:]*))?$/;

/** What is asked for at `path`; undefined when it goes through no proxy. */
export function proxyPath(path: string): ProxyPath | undefined {
  const [matches, namespace = '', resource = 'nodes', , named = '', rest = ''] = PATH.exec(path) ?? [];
  const [isNamed, name = '', port = ''] = NAME.exec(decoded(named)) ?? [];
  if (matches === undefined || isNamed === undefined) return undefined;
  return { resource: resource === 'pods' || resource === 'services' ? resource : 'nodes', namespace, name, port, rest };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return ''; // a per cent sign that begins nothing
  }
}
