// The clients that come with databases: `redis-cli`, `mysqladmin`, `mysql`, `psql`, `pg_isready`.
import { SECOND } from '../../kernel/time.ts';
import { dial } from './dial.ts';
import { leadingOptions, optionsOf, textOf } from './commands/command.ts';
import type { Process, Program, Turn } from './program.ts';
import { optionOf } from './template.ts';

const PATIENCE_US = 10 * SECOND;

/** `redis-cli [-h HOST] [-p PORT] COMMAND…`; without a command it takes lines of standard input. */
const redisCli: Program = {
  run: (process, state) => {
    const { values, operands } = leadingOptions(process.argv.slice(1), 'hpan');
    const [host, port] = [values['h'] ?? '127.0.0.1', Number(values['p'] ?? 6379)];
    if (operands.length > 0) return over(say(process, host, port, operands));
    const input = process.read();
    const lines = (textOf(state) + input.text).split('\n');
    const rest = lines.pop() ?? '';
    const words = lines.map((line) => line.trim().split(/\s+/)).filter(([first = '']) => first !== '');
    for (const each of words) {
      if (each[0] === 'quit' || each[0] === 'exit') return over(0);
      say(process, host, port, each);
    }
    return input.ended ? over(0) : { state: rest, next: 'input' };
  },
};

function say(process: Process, host: string, port: number, words: readonly string[]): number {
  const request = { method: 'REDIS', path: JSON.stringify(words), host };
  const dialled = dial(process, host, port, request, PATIENCE_US);
  if (dialled.kind !== 'answered') {
    process.err(`Could not connect to Redis at ${host}:${String(port)}: ${whyNot(dialled.kind)}\n`);
    return 1;
  }
  process.out(`${dialled.response.body}\n`);
  return 0;
}

const WHY_NOT: ReadonlyMap<string, string> = new Map([
  ['refused', 'Connection refused'],
  ['no-route', 'No route to host'],
  ['unknown-name', 'Name or service not known'],
]);

function whyNot(kind: string): string {
  return WHY_NOT.get(kind) ?? 'Connection timed out';
}

const over = (exitCode: number): Turn => ({ next: { exitCode } });

const mysqladmin: Program = {
  run: (process) => {
    const { words } = mysqlOptions(process.argv.slice(1));
    if (!reaches(process, 'MYSQL', 3306)) return mysqlRefused(process, 'mysqladmin: connect to server at');
    if (words[0] === 'ping') process.out('mysqld is alive\n');
    return over(0);
  },
};

/** Only whether the server is there; it answers no questions. */
const mysql: Program = {
  run: (process) => {
    const query = optionOf(process.argv.slice(1), 'e') ?? optionOf(process.argv.slice(1), 'execute');
    if (!reaches(process, 'MYSQL', 3306)) return mysqlRefused(process, '');
    const one = /^\s*select\s+(\d+)\s*;?\s*$/i.exec(query ?? '')?.[1];
    if (one !== undefined) process.out(`${one}\n${one}\n`);
    return over(0);
  },
};

function mysqlOptions(args: readonly string[]): { readonly host: string; readonly words: readonly string[] } {
  const { values, operands } = optionsOf(args, 'huPe', ['host', 'user', 'port']);
  return { host: values['h'] ?? values['host'] ?? 'localhost', words: operands };
}

function reaches(process: Process, method: string, port: number): boolean {
  const { host } = mysqlOptions(process.argv.slice(1));
  const { kind } = dial(process, host, port, { method, path: '', host }, PATIENCE_US);
  return kind === 'answered';
}

function mysqlRefused(process: Process, before: string): Turn {
  const { host } = mysqlOptions(process.argv.slice(1));
  const fault =
    host === 'localhost'
      ? "ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)"
      : `ERROR 2003 (HY000): Can't connect to MySQL server on '${host}:3306' (111)`;
  process.err(
    before === '' ? `${fault}\n` : `${before} '${host}' failed\nerror: '${fault.slice(fault.indexOf(':') + 2)}'\n`,
  );
  return over(1);
}

const pgIsready: Program = {
  run: (process) => {
    const { values } = optionsOf(process.argv.slice(1), 'hpUdt', ['host', 'port', 'username', 'dbname']);
    const host = values['h'] ?? values['host'];
    const port = Number(values['p'] ?? values['port'] ?? 5432);
    const { kind } = dial(process, host ?? 'localhost', port, { method: 'POSTGRES', path: '', host: '' }, PATIENCE_US);
    const isThere = kind === 'answered';
    process.out(
      `${host ?? '/var/run/postgresql'}:${String(port)} - ${isThere ? 'accepting connections' : 'no response'}\n`,
    );
    return over(isThere ? 0 : 2);
  },
};

/** Only `SELECT` of a number is answered. */
const psql: Program = {
  run: (process) => {
    const { values } = optionsOf(process.argv.slice(1), 'hpUdc', ['host', 'port', 'username', 'dbname', 'command']);
    const host = values['h'] ?? values['host'] ?? 'localhost';
    const port = Number(values['p'] ?? values['port'] ?? 5432);
    const { kind, address } = dial(process, host, port, { method: 'POSTGRES', path: '', host }, PATIENCE_US);
    if (kind !== 'answered') {
      const where = `connection to server at "${host}" (${address}), port ${String(port)} failed`;
      process.err(
        `psql: error: ${where}: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?\n`,
      );
      return over(2);
    }
    const one = /^\s*select\s+(\d+)\s*;?\s*$/i.exec(values['c'] ?? values['command'] ?? '')?.[1];
    if (one !== undefined) process.out(` ?column? \n----------\n${one.padStart(9)}\n(1 row)\n\n`);
    return over(0);
  },
};

/** By the names that the catalogue calls them by. */
export const databaseClients: Readonly<Record<string, Program>> = {
  'redis-cli': redisCli,
  mysqladmin,
  'mariadb-admin': mysqladmin,
  mysql,
  mariadb: mysql,
  psql,
  pg_isready: pgIsready,
};
