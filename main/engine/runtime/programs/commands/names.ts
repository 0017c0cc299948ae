// `nslookup` in the manners of its makers, and `getent`.
import { nameOfAddress } from '../../names/hosts-file.ts';
import { resolverConfig } from '../../names/look-up.ts';
import type { NameAnswer } from '../../interfaces.ts';
import type { Process } from '../program.ts';
import { type CommandResult, type PlainCommand, done, failed, optionsOf } from './command.ts';

interface Reply {
  readonly name: string;
  readonly answer: NameAnswer;
}

/** BusyBox up to 1.28, BusyBox since then, and BIND write each in their own way. */
function nslookup(args: readonly string[], process: Process): CommandResult {
  const { operands } = optionsOf(args);
  const [name = '', wanted] = operands;
  const server = wanted ?? resolverConfig(process.files).servers[0] ?? '127.0.0.1';
  if (isOldBusyBox(process.image)) return oldBusyBox(process, name, server);
  return isBusyBox(process.image) ? busyBox(process, name, server) : bind(process, name, server);
}

const isOldBusyBox = (image: string) => /(?:^|\/)busybox:1\.(?:1\d|2[0-8])(?:\D|$)/.test(image);
const isBusyBox = (image: string) => /(?:^|\/)(?:busybox|busyboxplus|alpine|nginx|redis)(?:[:@-]|$)/.test(image);

function oldBusyBox(process: Process, name: string, server: string): CommandResult {
  const head = `Server:    ${server}\nAddress 1: ${server}${serverName(server)}\n\n`;
  const lookup = process.lookUp(name);
  if (lookup.kind !== 'found') {
    return { exitCode: 1, stdout: head, stderr: `nslookup: can't resolve '${name}'\n` };
  }
  const rows = lookup.addresses.map((address, index) => `Address ${String(index + 1)}: ${address} ${lookup.name}\n`);
  return done(`${head}Name:      ${name}\n${rows.join('')}`);
}

/** The cluster's own name server is known by its name. */
const serverName = (server: string) => (server.endsWith('.0.10') ? ' kube-dns.kube-system.svc.cluster.local' : '');

/** Asks for every name of the search list, first for IPv4 and then for IPv6; names with a dot are taken as they are. */
function busyBox(process: Process, name: string, server: string): CommandResult {
  const { searches } = resolverConfig(process.files);
  const plain = name.replace(/\.$/, '');
  const names = name.includes('.') || searches.length === 0 ? [plain] : searches.map((search) => `${plain}.${search}`);
  const replies = names.map((each) => ({ name: each, answer: process.askName(each, server) }));
  if (replies.some(({ answer }) => answer.kind === 'silent')) return unanswered(server);
  if (replies.some(({ answer }) => answer.kind === 'refused')) return unanswered(server);
  const stdout = `Server:\t\t${server}\nAddress:\t${server}:53\n\n${[...replies.map(forIpv4), ...replies.map(forIpv6)].join('')}\n`;
  return { exitCode: replies.every(({ answer }) => answer.kind === 'found') ? 0 : 1, stdout, stderr: '' };
}

function unanswered(server: string): CommandResult {
  return { exitCode: 1, stdout: ';; connection timed out; no servers could be reached\n\n', stderr: noServer(server) };
}

const noServer = (server: string) => (server === '' ? 'nslookup: no name servers\n' : '');

function forIpv4({ name, answer }: Reply): string {
  if (answer.kind !== 'found') return notFound(name);
  return `${answer.addresses.map((address) => `Name:\t${answer.name}\nAddress: ${address}\n`).join('')}\n`;
}

const forIpv6 = ({ name, answer }: Reply) => (answer.kind === 'found' ? '' : notFound(name));
const notFound = (name: string) => `** server can't find ${name}: NXDOMAIN\n\n`;

function bind(process: Process, name: string, server: string): CommandResult {
  const head = `Server:\t\t${server}\nAddress:\t${server}#53\n\n`;
  const lookup = process.lookUp(name);
  if (lookup.kind === 'unanswered') return failedAloud(';; connection timed out; no servers could be reached\n\n');
  if (lookup.kind === 'unknown') return failedAloud(`${head}${notFound(name)}`);
  const rows = lookup.addresses.map((address) => `Name:\t${lookup.name}\nAddress: ${address}\n`);
  return done(`${head}${rows.join('')}\n`);
}

const failedAloud = (stdout: string): CommandResult => ({ exitCode: 1, stdout, stderr: '' });

/** `getent hosts NAME`, `getent ahosts NAME`. */
function getent([database = '', name = '']: readonly string[], process: Process): CommandResult {
  if (!database.includes('hosts')) return failed(`Unknown database: ${database}\n`);
  const known = nameOfAddress(process.files.read('/etc/hosts') ?? '', name);
  if (known !== undefined) return done(`${name.padEnd(15)} ${known}\n`);
  const lookup = process.lookUp(name);
  if (lookup.kind !== 'found') return failed('', 2);
  return done(lookup.addresses.map((address) => `${address.padEnd(15)} ${lookup.name}\n`).join(''));
}

/** `host NAME` of BIND. */
function host(args: readonly string[], process: Process): CommandResult {
  const [name = ''] = optionsOf(args, 't').operands;
  const lookup = process.lookUp(name);
  if (lookup.kind === 'unanswered') return failedAloud(';; connection timed out; no servers could be reached\n');
  if (lookup.kind === 'unknown') return failedAloud(`Host ${name} not found: 3(NXDOMAIN)\n`);
  return done(lookup.addresses.map((address) => `${lookup.name} has address ${address}\n`).join(''));
}

/** `dig [+short] [+search] [@SERVER] NAME`: addresses alone; names are taken as they are. */
function dig(args: readonly string[], process: Process): CommandResult {
  const words = args.filter((arg) => !/^[+@-]/.test(arg) && !/^(?:A|ANY|IN)$/i.test(arg));
  const name = (words[0] ?? '').replace(/\.$/, '');
  const config = resolverConfig(process.files);
  const server = args.find((arg) => arg.startsWith('@'))?.slice(1) ?? config.servers[0] ?? '127.0.0.1';
  const answer = args.includes('+search') ? searched(process, name) : process.askName(name, server);
  if (answer.kind === 'silent' || answer.kind === 'refused') {
    return failedAloud(';; communications error: timed out\n;; no servers could be reached\n');
  }
  const rows = answer.kind === 'found' ? answer.addresses : [];
  if (args.includes('+short')) return done(rows.map((address) => `${address}\n`).join(''));
  const found = answer.kind === 'found' ? answer.name : name;
  return done(digText(found, rows, server));
}

function searched(process: Process, name: string): NameAnswer {
  const lookup = process.lookUp(name);
  return lookup.kind === 'unanswered' ? { kind: 'silent' } : lookup;
}

function digText(name: string, addresses: readonly string[], server: string): string {
  const status = addresses.length > 0 ? 'NOERROR' : 'NXDOMAIN';
  const answers = addresses.map((address) => `${name}.\t30\tIN\tA\t${address}\n`).join('');
  return [
    `\n;; ->>HEADER<<- opcode: QUERY, status: ${status}\n`,
    `;; flags: qr aa rd; QUERY: 1, ANSWER: ${String(addresses.length)}, AUTHORITY: 0, ADDITIONAL: 1\n\n`,
    `;; QUESTION SECTION:\n;${name}.\t\tIN\tA\n\n`,
    answers === '' ? '' : `;; ANSWER SECTION:\n${answers}\n`,
    `;; SERVER: ${server}#53(${server}) (UDP)\n\n`,
  ].join('');
}

export const nameCommands: Readonly<Record<string, PlainCommand>> = { nslookup, getent, host, dig };
