import { describe, expect, it } from 'vitest';
import { SECOND } from '../../kernel/time.ts';
import type { SignalName } from '../os/signals.ts';
import { clusterOptions } from '../../testing/clusters.ts';
import { Rig } from '../testing/process-rig.ts';
import { programsOf } from './choose.ts';

const { catalogue } = clusterOptions(1);

/** A container of an image after a minute. */
function run(reference: string, env: Readonly<Record<string, string>> = {}, argv?: readonly string[]) {
  const image = programsOf(catalogue, reference);
  const names = [...new Set(image.command), 'redis-cli', 'mysqladmin', 'pg_isready', 'psql', 'redis-server', 'mysqld'];
  const programs = Object.fromEntries(
    names.flatMap((name) => {
      const program = image.find(name);
      return program ? [[name, program] as const] : [];
    }),
  );
  const rig = new Rig({ programs, env, restores: true });
  rig.boot(argv ?? image.command);
  rig.runFor(60 * SECOND);
  return rig;
}

const stop = (rig: Rig, signal: SignalName) => {
  rig.signal(signal);
  rig.runFor(5 * SECOND);
  return rig.result.exitCode;
};

describe('databases', () => {
  it.each([
    ['mysql:8.0', '- MYSQL_ROOT_PASSWORD\n'],
    ['mariadb:11', 'You need to specify one of MARIADB_ROOT_PASSWORD'],
    ['postgres:16', 'Error: Database is uninitialized and superuser password is not specified.\n'],
  ])('%s refuses to start without a password', (image, words) => {
    const rig = run(image);
    expect(rig.result.exitCode).toBe(1);
    expect(rig.stderr).toContain(words);
  });

  it.each([
    [
      'mysql:8.0',
      { MYSQL_ROOT_PASSWORD: 'x' },
      'TERM',
      "ready for connections. Version: '8.0.44'",
      'Shutdown complete',
    ],
    ['postgres:16', { POSTGRES_PASSWORD: 'x' }, 'INT', 'database system is ready', 'database system is shut down'],
    ['mariadb:11', { MARIADB_ROOT_PASSWORD: 'x' }, 'TERM', '11.8.3-MariaDB', 'Shutdown complete'],
    ['mongo:7', {}, 'TERM', '"Waiting for connections"', '"Shutting down"'],
    ['redis:7', {}, 'TERM', 'Ready to accept connections tcp', 'Redis is now ready to exit, bye bye...'],
  ] as const)('%s comes up and ends in good order', (image, env, signal, up, down) => {
    const rig = run(image, env);
    expect(rig.result.exitCode).toBeUndefined();
    expect(rig.stderr + rig.result.stdout).toContain(up);
    expect(stop(rig, signal)).toBe(0);
    expect(rig.stderr + rig.result.stdout).toContain(down);
  });

  it('leave files alone that are there already', () => {
    const rig = new Rig({
      program: programsOf(catalogue, 'mysql:8.0').find('mysqld') ?? {},
      files: { '/var/lib/mysql/ibdata1': '' },
    } as ConstructorParameters<typeof Rig>[0]);
    rig.boot(['server']);
    rig.runFor(5 * SECOND);
    expect(rig.stderr).toContain('ready for connections');
    expect(rig.stderr).not.toContain('Initializing database files');
  });
});

describe('their clients', () => {
  const client = (image: string, env: Readonly<Record<string, string>>, text: string) => {
    const rig = run(image, env, ['sh', '-c', `${programsOf(catalogue, image).command.join(' ')} & sleep 30; ${text}`]);
    return { ...rig.result, stderr: rig.stderr };
  };

  it.each([
    ['ping', 'PONG'],
    ['set a 1; redis-cli incr a; redis-cli get a', 'OK\n2\n2'],
    ['rpush l x y; redis-cli lpush l w; redis-cli lrange l 0 -1; redis-cli llen l', '2\n3\nw\nx\ny\n3'],
    ['hset h f 1 g 2; redis-cli hgetall h; redis-cli exists h nothing', '2\nf\n1\ng\n2\n1'],
    [
      'set k text; redis-cli incr k; redis-cli del k; redis-cli keys "*"',
      'OK\nERR value is not an integer or out of range\n1\n',
    ],
    ['get', "ERR wrong number of arguments for 'get' command"],
    ['nonsense x', "ERR unknown command 'nonsense', with args beginning with: 'x' "],
  ])('redis-cli %s', (text, output) => {
    expect(client('redis:7', {}, `redis-cli ${text}`).stdout.split('tcp\n')[1]).toBe(`${output}\n`);
  });

  it('tell whether somebody is there', () => {
    const mysql = { MYSQL_ROOT_PASSWORD: 'x' };
    expect(client('mysql:8.0', mysql, 'mysqladmin ping -uroot -px').stdout).toContain('mysqld is alive\n');
    expect(client('postgres:16', { POSTGRES_PASSWORD: 'x' }, 'pg_isready').stdout).toContain(
      '/var/run/postgresql:5432 - accepting connections\n',
    );
    expect(run('redis:7', {}, ['redis-cli', 'ping'])).toMatchObject({
      result: { exitCode: 1 },
      stderr: 'Could not connect to Redis at 127.0.0.1:6379: Connection refused\n',
    });
    expect(run('postgres:16', {}, ['pg_isready']).result).toEqual({
      exitCode: 2,
      stdout: '/var/run/postgresql:5432 - no response\n',
    });
  });
});

describe('small web servers', () => {
  it.each([
    ['hashicorp/http-echo', ['/http-echo', '-text=apple', '-listen=:8000'], 8000, '/', 'apple\n'],
    [
      'gcr.io/google-samples/hello-app:2.0',
      ['/hello-app'],
      8080,
      '/',
      'Hello, world!\nVersion: 2.0.0\nHostname: rig\n',
    ],
    ['registry.k8s.io/e2e-test-images/agnhost:2.53', ['/agnhost', 'netexec', '--http-port=81'], 81, '/hostname', 'rig'],
  ])('%s', (reference, argv, port, path, body) => {
    const name = (argv[0] ?? '').slice(1);
    const program = programsOf(catalogue, reference).find(name);
    const rig = new Rig({ programs: program ? { [name]: program } : {} });
    rig.boot(argv);
    expect(rig.answer(port, { method: 'GET', path, host: 'x' })).toMatchObject({ response: { status: 200, body } });
  });
});

describe('SIGTERM', () => {
  it.each([
    ['python:3', ['python3', '-m', 'http.server'], undefined],
    ['node:22', ['node', 'server.js'], undefined],
    ['gcr.io/google-samples/kubernetes-bootcamp:v1', ['node', 'server.js'], undefined],
    ['gcr.io/google-samples/hello-app:2.0', ['/hello-app'], 2],
    ['tomcat:11', ['catalina.sh', 'run'], 143],
    ['hashicorp/http-echo', ['/http-echo'], 0],
  ])('as a first process %s takes in its own way', (reference, argv, exitCode) => {
    const name = (argv[0] ?? '').replace('/', '');
    const program = programsOf(catalogue, reference).find(name);
    const rig = new Rig({ programs: program ? { [name]: program } : {} });
    rig.boot(argv);
    rig.signal('TERM');
    rig.runFor(1_000_000);
    expect(rig.result.exitCode).toBe(exitCode);
  });
});
