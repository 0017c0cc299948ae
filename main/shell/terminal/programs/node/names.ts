// Models `nslookup`, `dig` and `host` at a machine: questions to the server that is named, or to the machine's own
// resolver, which knows nothing of the cluster.
import { type RecordType, type ResourceRecord, bare } from '../../../../engine/network/dns/message.ts';
import { type QueryResult, query } from '../../../../engine/network/dns/query.ts';
import { hashText } from '../../../../engine/kernel/random.ts';
import { type Micros, SECOND } from '../../../../engine/kernel/time.ts';
import { formatDate } from '../../../../engine/runtime/programs/dates.ts';
import { hostOf } from '../host.ts';
import { complained, printed, type Program, type ProgramContext, type ProgramWorld } from '../program.ts';
import { chanceOf } from './chance.ts';

const TYPES: readonly RecordType[] = ['A', 'AAAA', 'CNAME', 'SRV', 'PTR', 'TXT', 'NS', 'SOA'];
/** Where systemd's resolver listens. */
const STUB = '127.0.0.53';
const ATTEMPTS = 3;
const WAIT_US = 5 * SECOND;

interface Asked {
  readonly name: string;
  readonly type: RecordType;
  readonly server: string;
}

export const nslookupProgram: Program = {
  name: 'nslookup',
  async run(args, context, world, signal) {
    const type = typeNamed(args.map((word) => /^-(?:q|query|type|querytype)=(\w+)$/i.exec(word)?.[1] ?? ''));
    const [name, server = STUB] = args.filter((word) => !word.startsWith('-'));
    if (name === undefined) return complained('nslookup: a name is missing\n');
    const asked = reversed({ name, type: type ?? 'A', server }, type);
    const result = await ask(asked, context, world, signal);
    const head = `Server:\t\t${server}\nAddress:\t${server}#53\n\n`;
    if (result.kind !== 'replied') return { stdout: noReply(server, result.kind), stderr: '', exitCode: 1 };
    const { code, answers, authority } = result.reply;
    if (code !== 'NOERROR') return printed(`${head}** server can't find ${asked.name}: ${code}\n\n`, 1);
    const found = answers.map((record) => nslookupText(record));
    if (found.length === 0 && authority.length > 0)
      return printed(`${head}*** Can't find ${asked.name}: No answer\n\n`, 1);
    return printed(`${head}${found.join('')}\n`);
  },
};

export const digProgram: Program = {
  name: 'dig',
  async run(args, context, world, signal) {
    const { held } = world;
    const bad = args.find((word) => word.startsWith('+') && !DIG_OPTIONS.test(word));
    if (bad !== undefined) return complained(`Invalid option: ${bad}\n${DIG_USAGE}`);
    const words = args.filter((word, at) => !/^[+@-]/.test(word) && !/^-[pbykfm]$/.test(args[at - 1] ?? ''));
    const server = args.find((word) => word.startsWith('@'))?.slice(1) ?? STUB;
    const type = typeNamed([...words, ...args.flatMap((word) => /^-t(\w+)$/.exec(word)?.[1] ?? [])]);
    const name = args.includes('-x')
      ? (args[args.indexOf('-x') + 1] ?? '')
      : (words.find((word) => typeNamed([word]) === undefined) ?? '.');
    const asked = reversed({ name: name.replace(/\.$/, ''), type: type ?? 'A', server }, type);
    const result = await ask(asked, context, world, signal);
    const isShort = args.includes('+short');
    if (result.kind !== 'replied') {
      const why = `;; communications error to ${server}#53: ${result.kind === 'refused' ? 'connection refused' : 'timed out'}\n`;
      return printed(`${why}${why}${why}\n;; no servers could be reached\n`, 9);
    }
    const { answers } = result.reply;
    if (isShort) return printed(answers.map((record) => `${dotted(record)}\n`).join(''));
    return printed(digText(asked, result, args, held.cluster.now));
  },
};

export const hostProgram: Program = {
  name: 'host',
  async run(args, context, world, signal) {
    const [name = '', server = STUB] = args.filter((word) => !word.startsWith('-'));
    const asked = reversed({ name, type: 'A', server }, undefined);
    const result = await ask(asked, context, world, signal);
    if (result.kind !== 'replied') return printed(';; connection timed out; no servers could be reached\n', 1);
    const { code, answers } = result.reply;
    if (code !== 'NOERROR') return printed(`Host ${asked.name} not found: 3(${code})\n`, 1);
    return printed(answers.map((record) => `${record.name} ${hostVerb(record)} ${dotted(record)}\n`).join(''));
  },
};

/** Asks up to three times; what nobody answers takes its time. */
async function ask(
  { name, type, server }: Asked,
  context: ProgramContext,
  { held, client }: ProgramWorld,
  signal: AbortSignal,
) {
  const node = hostOf(context, held);
  if (server === STUB) return fromHosts(name, type, held);
  const asked = {
    question: { name: name.toLowerCase(), type },
    client: `names@${node}`,
    from: { kind: 'node', node },
    server,
  } as const;
  for (let attempt = 1; ; attempt++) {
    const moment = { random: chanceOf(held, 'names'), now: held.cluster.now, isTrial: true };
    const result = query(held.cluster.network, asked, moment);
    await client.sleep(result.kind === 'silent' ? WAIT_US : result.tookUs, signal);
    if (result.kind === 'replied' || attempt === ATTEMPTS || signal.aborted) return result;
  }
}

/** Of the machine's own resolver: the machines in its `/etc/hosts`; no name of the cluster is known outside it. */
function fromHosts(name: string, type: RecordType, { cluster }: ProgramWorld['held']): QueryResult {
  const address = name === 'localhost' ? '127.0.0.1' : cluster.runtime.machineIp(name);
  if (address === undefined) return { kind: 'replied', reply: bare('NXDOMAIN'), tookUs: 0 };
  const answers = type === 'A' ? [{ name, type, data: address, ttlSeconds: 0 }] : [];
  return { kind: 'replied', reply: { ...bare('NOERROR'), answers }, tookUs: 0 };
}

function typeNamed(words: readonly string[]): RecordType | undefined {
  return TYPES.find((type) => words.some((word) => word.toUpperCase() === type));
}

/** An address is asked for by the name that leads back from it. */
function reversed(asked: Asked, type: RecordType | undefined): Asked {
  if (type !== undefined || !/^\d+\.\d+\.\d+\.\d+$/.test(asked.name)) return asked;
  return { ...asked, name: `${asked.name.split('.').reverse().join('.')}.in-addr.arpa`, type: 'PTR' };
}

function noReply(server: string, kind: 'silent' | 'refused'): string {
  const why = kind === 'refused' ? 'connection refused' : 'timed out';
  const line = `;; communications error to ${server}#53: ${why}\n`;
  return `${line.repeat(ATTEMPTS)};; no servers could be reached\n\n\n`;
}

function nslookupText(record: ResourceRecord): string {
  switch (record.type) {
    case 'CNAME':
      return `${record.name}\tcanonical name = ${record.data}.\n`;
    case 'PTR':
      return `${record.name}\tname = ${record.data}.\n`;
    case 'SRV':
      return `${record.name}\tservice = ${record.data}.\n`;
    case 'TXT':
      return `${record.name}\ttext = ${record.data}\n`;
    default:
      return `Name:\t${record.name}\nAddress: ${record.data}\n`;
  }
}

/** Names end with a dot, addresses do not. */
function dotted({ type, data }: ResourceRecord): string {
  if (type === 'SOA') return data.replace(/^(\S+) (\S+)/, '$1. $2.');
  return type === 'A' || type === 'AAAA' || type === 'TXT' ? data : `${data}.`;
}

function hostVerb({ type }: ResourceRecord): string {
  if (type === 'PTR') return 'domain name pointer';
  return type === 'CNAME' ? 'is an alias for' : 'has address';
}

const DIG_OPTIONS =
  /^\+(no)?(short|all|answer|question|additional|authority|comments|cmd|stats|tcp|vc|search|recurse|edns|dnssec|trace|multiline|qr|nssearch|cookie|adflag|cdflag|time|tries|retry|timeout|ndots|bufsize|domain|identify|ttlid|class|crypto|rrcomments)(=\S*)?$/;
const DIG_USAGE = `Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}
            {global-d-opt} host [@local-server] {local-d-opt}
            [ host [@local-server] {local-d-opt} [...]]

Use "dig -h" (or "dig -h | more") for complete list of options
`;

/** Whether a part is shown: the last of `+noall`, `+all` and its own option decides. */
function isWanted(part: string, args: readonly string[]): boolean {
  const last = args.findLast((word) => /^\+(no)?all$/.test(word) || word === `+${part}` || word === `+no${part}`);
  return last === undefined || !last.startsWith('+no');
}

function digText(
  { name, type, server }: Asked,
  result: QueryResult & { readonly kind: 'replied' },
  args: readonly string[],
  now: Micros,
): string {
  const { code, answers, authority, additional } = result.reply;
  const line = (record: ResourceRecord) =>
    `${record.name}.\t${record.ttlSeconds}\tIN\t${record.type}\t${dotted(record)}\n`;
  const isWith = (part: string) => isWanted(part, args);
  const title = (text: string) => (isWith('comments') ? `;; ${text} SECTION:\n` : '');
  const section = (part: string, records: readonly ResourceRecord[]) =>
    records.length === 0 || !isWith(part)
      ? ''
      : `${title(part.toUpperCase())}${records.map(line).join('')}${isWith('comments') ? '\n' : ''}`;
  const counts = `QUERY: 1, ANSWER: ${answers.length}, AUTHORITY: ${authority.length}, ADDITIONAL: ${additional.length + 1}`;
  const id = (hashText(`${name} ${now}`) >>> 0) % 65_536;
  const isOwn = server === STUB;
  const flags = `flags: qr ${isOwn ? 'rd ra' : 'aa rd'}; ${counts}`;
  const warning = isOwn ? '' : ';; WARNING: recursion requested but not available\n';
  const header = `;; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: ${code}, id: ${id}\n;; ${flags}\n${warning}\n`;
  const edns = ';; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n';
  const size =
    12 + [...answers, ...authority, ...additional].reduce((sum, record) => sum + line(record).length, name.length + 17);
  const stats = [
    `;; Query time: ${Math.round(result.tookUs / 1000)} msec`,
    `;; SERVER: ${server}#53(${server}) (UDP)`,
    `;; WHEN: ${formatDate(now, '%a %b %d %H:%M:%S UTC %Y')}`,
    `;; MSG SIZE  rcvd: ${size}\n\n`,
  ];
  return [
    isWith('cmd') ? `\n; <<>> DiG 9.18.30 <<>> ${args.join(' ')}\n;; global options: +cmd\n` : '',
    isWith('comments') ? header + edns : '',
    isWith('question') ? `${title('QUESTION')};${name}.\t\tIN\t${type}\n\n` : '',
    section('answer', answers),
    section('authority', authority),
    section('additional', additional),
    isWith('stats') ? stats.join('\n') : '',
  ].join('');
}
