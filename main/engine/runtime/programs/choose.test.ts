import { describe, expect, it } from 'vitest';
import { SECOND } from '../../kernel/time.ts';
import { clusterOptions } from '../../testing/clusters.ts';
import { Rig } from '../testing/process-rig.ts';
import { commandLine, programsOf } from './choose.ts';
import { interpreter } from './interpreter.ts';

const { catalogue } = clusterOptions(1);
const line = (image: string, command: readonly string[], args: readonly string[]) =>
  commandLine(programsOf(catalogue, image), command, args).join(' ');
const has = (image: string, name: string) => programsOf(catalogue, image).find(name) !== undefined;

describe('the command line of a container', () => {
  it.each([
    ['nginx', [], [], 'nginx -g daemon off;'],
    ['nginx', ['sleep'], ['5'], 'sleep 5'],
    ['nginx', [], ['sleep', '5'], 'sleep 5'],
    ['busybox', [], [], 'sh'],
    ['busybox', [], ['sleep', '5'], 'sleep 5'],
    ['redis:7', [], ['--appendonly', 'yes'], 'redis-server --appendonly yes'],
    ['redis:7', [], ['redis-server', '/etc/redis.conf'], 'redis-server /etc/redis.conf'],
    ['team/app:v1', [], ['--verbose'], '/server --verbose'],
    ['team/app:v1', [], ['serve', '--now'], 'serve --now'],
    ['team/app:v1', ['/app/run'], [], '/app/run'],
  ])('%s with %j and %j is %s', (image, command, args, expected) => {
    expect(line(image, command, args)).toBe(expected);
  });

  it('names only what the image has', () => {
    expect(has('busybox', 'start-server')).toBe(false);
    expect(has('busybox', 'nginx')).toBe(false);
    expect(has('nginx:1.27', '/usr/sbin/nginx')).toBe(true);
    expect(has('registry.k8s.io/pause:3.10', 'ls')).toBe(false);
    expect(has('team/app:v1', '/app/run')).toBe(true);
  });
});

describe('the environment of an image', () => {
  it.each([
    ['nginx:1.27', 'NGINX_VERSION', '1.27.5'],
    ['nginx:1.25.1-alpine', 'NGINX_VERSION', '1.25.1'],
    ['postgres:16', 'PG_VERSION', '16.11-1.pgdg12+1'],
    ['busybox', 'NGINX_VERSION', undefined],
  ])('of %s has %s', (image, name, value) => {
    expect(programsOf(catalogue, image).env[name]).toBe(value);
  });
});

describe('an interpreter', () => {
  it.each([
    [['-Mbignum=bpi', '-wle', 'print bpi(30)'], 0, '3.14159265358979323846264338328\n'],
    [['-c', 'import time; print("a"); time.sleep(3); print(\'b\')'], 0, 'a\nb\n'],
    [['-e', 'console.log("x"); process.exit(4)'], 4, 'x\n'],
    [[], 0, ''],
  ])('carries out %j', (args, exitCode, stdout) => {
    const rig = new Rig({ program: interpreter });
    rig.boot(['server', ...args]);
    rig.runFor(10 * SECOND);
    expect(rig.result).toEqual({ exitCode, stdout });
  });

  it('serves files', () => {
    const rig = new Rig({ program: interpreter, files: { '/index.html': 'page' } });
    rig.boot(['server', '-m', 'http.server', '8000']);
    expect(rig.answer(8000, { method: 'GET', path: '/', host: 'x' })).toMatchObject({
      response: { status: 200, body: 'page' },
    });
    expect(rig.answer(8000, { method: 'GET', path: '/no', host: 'x' })).toMatchObject({ response: { status: 404 } });
  });
});
