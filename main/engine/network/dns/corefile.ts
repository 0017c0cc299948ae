// Models core/dnsserver and the Corefile reader of CoreDNS (v1.13): blocks of servers, each a list of plugins with their
// own lines.
import { DNS_PORT } from './name-servers.ts';

/** A line: a word and what follows it. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  /** Counted from 1. */
  readonly line: number;
}

export interface PluginBlock extends Directive {
  readonly entries: readonly Directive[];
}

export interface ServerBlock {
  /** In small letters and without the last dot; the root is ``. */
  readonly zones: readonly string[];
  readonly port: number;
  readonly plugins: readonly PluginBlock[];
}

export type ReadCorefile =
  | { readonly ok: true; readonly blocks: readonly ServerBlock[] }
  /** What CoreDNS says before it ends. */
  | { readonly ok: false; readonly error: string };

/** The plugins with which CoreDNS is built. */
const PLUGINS = new Set(
  (
    'root metadata geoip cancel tls quic timeouts multisocket reload nsid bufsize bind debug trace ready health pprof ' +
    'prometheus errors log dnstap local dns64 acl any chaos loadbalance tsig cache rewrite header dnssec autopath ' +
    'minimal template transfer hosts route53 azure clouddns k8s_external kubernetes file auto secondary etcd loop ' +
    'forward grpc erratic whoami on sign view nomad import'
  ).split(' '),
);

const FILE = '/etc/coredns/Corefile';

class CorefileError extends Error {}

/** What the text says, or what is wrong with it. */
export function readCorefile(text: string): ReadCorefile {
  try {
    return { ok: true, blocks: serverBlocks(linesOf(text)) };
  } catch (error) {
    if (error instanceof CorefileError) return { ok: false, error: error.message };
    throw error;
  }
}

/** What CoreDNS says of a line that it cannot read. */
export function parsingError(line: number, problem: string): string {
  return `${FILE}:${line} - Error during parsing: ${problem}`;
}

function linesOf(text: string): readonly Directive[] {
  return text.split('\n').flatMap((raw, at) => {
    const [name, ...args] = raw.replace(/(^|\s)#.*$/, '').match(/"[^"]*"|\S+/g) ?? [];
    return name === undefined ? [] : [{ name, args: args.map((word) => word.replaceAll('"', '')), line: at + 1 }];
  });
}

function serverBlocks(lines: readonly Directive[]): readonly ServerBlock[] {
  const blocks: ServerBlock[] = [];
  let at = 0;
  for (let head = lines[at]; head; head = lines[at]) {
    if (head.args.at(-1) !== '{') throw new CorefileError(parsingError(head.line, `Unknown directive '${head.name}'`));
    const end = endOf(lines, at);
    blocks.push(serverBlock(head, pluginBlocks(lines.slice(at + 1, end))));
    at = end + 1;
  }
  return blocks;
}

function serverBlock({ name, args }: Directive, plugins: readonly PluginBlock[]): ServerBlock {
  const keys = [name, ...args.slice(0, -1)].map((key) => key.replace(/^dns:\/\//, '').replace(/,$/, ''));
  const zones = keys.map((key) => (key.split(':')[0] ?? '').toLowerCase().replace(/\.$/, ''));
  const port = Number(/:(\d+)$/.exec(keys[0] ?? '')?.[1] ?? DNS_PORT);
  return { zones, port, plugins };
}

function pluginBlocks(lines: readonly Directive[]): readonly PluginBlock[] {
  const plugins: PluginBlock[] = [];
  for (let at = 0; at < lines.length; at++) {
    const head = lines[at];
    if (!head) break;
    if (!PLUGINS.has(head.name)) throw new CorefileError(parsingError(head.line, `Unknown directive '${head.name}'`));
    if (head.args.at(-1) !== '{') {
      plugins.push({ ...head, entries: [] });
      continue;
    }
    const end = endOf(lines, at);
    plugins.push({ ...head, args: head.args.slice(0, -1), entries: lines.slice(at + 1, end) });
    at = end;
  }
  return plugins;
}

/** Where the block ends that begins at this line. */
function endOf(lines: readonly Directive[], from: number): number {
  let depth = 0;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at];
    if (line?.args.at(-1) === '{') depth += 1;
    if (line?.name === '}') depth -= 1;
    if (depth === 0) return at;
  }
  throw new CorefileError(parsingError(lines.at(-1)?.line ?? 1, 'Unexpected EOF'));
}
