import { describe, expect, it } from 'vitest';
import { dnsConfig, rewritten, serverFor } from './server-config.ts';

const block = (...lines: readonly string[]) => `.:53 {\n${lines.map((line) => `    ${line}\n`).join('')}}\n`;

function read(text: string) {
  const config = dnsConfig(text);
  if (!config.ok) throw new Error(config.error);
  return config;
}

describe('a Corefile', () => {
  it('tells zones, times, and whether Pods have names', () => {
    const [server] = read(block('kubernetes my.zone in-addr.arpa {', '  pods insecure', '  ttl 7', '}')).servers;
    expect(server?.kubernetes).toEqual({ zones: ['my.zone', 'in-addr.arpa'], ttlSeconds: 7, pods: true });
    expect(read(block('kubernetes cluster.local')).servers[0]?.kubernetes).toMatchObject({
      ttlSeconds: 5,
      pods: false,
    });
  });

  it('has a server for each of its blocks, and the longest zone is asked', () => {
    const { servers } = read(`${block('forward . 8.8.8.8', 'log')}example.org:53 {\n  errors\n}\n# the end\n`);
    expect(serverFor(servers, 'www.example.org')).toMatchObject({
      zone: 'example.org',
      forward: undefined,
      logs: false,
    });
    expect(serverFor(servers, 'other')).toMatchObject({ zone: '', forward: ['8.8.8.8'], logs: true });
    expect(serverFor(servers.slice(1), 'other')).toBeUndefined();
  });

  it('may know hosts, and rewrite names', () => {
    const lines = ['hosts {', '  10.0.0.9 db.local db', '  10.0.0.8 db', '  ttl 60', '  fallthrough', '}'];
    const [server] = read(
      block(...lines, 'rewrite name suffix .shop .default.svc.cluster.local', 'rewrite name a b'),
    ).servers;
    expect(server?.hosts?.addresses.get('db')).toEqual(['10.0.0.9', '10.0.0.8']);
    expect(server?.hosts).toMatchObject({ ttlSeconds: 60, fallsThrough: true });
    expect(rewritten('web.shop', server?.rewrites ?? [])).toBe('web.default.svc.cluster.local');
    expect(rewritten('a', server?.rewrites ?? [])).toBe('b');
  });

  it.each([
    [block('kubernets cluster.local'), "/etc/coredns/Corefile:2 - Error during parsing: Unknown directive 'kubernets'"],
    ['.:53 {\n  errors\n', '/etc/coredns/Corefile:2 - Error during parsing: Unexpected EOF'],
    [
      block('forward .'),
      "plugin/forward: /etc/coredns/Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after '.'",
    ],
    [
      block('kubernetes cluster.local {', '  podz insecure', '}'),
      "plugin/kubernetes: /etc/coredns/Corefile:3 - Error during parsing: unknown property 'podz'",
    ],
    [
      block('forward . 127.0.0.1', 'loop'),
      '[FATAL] plugin/loop: Loop (127.0.0.1:42381 -> :53) detected for zone ".", see ' +
        'https://coredns.io/plugins/loop#troubleshooting. Query: "HINFO 4547991504243258144.3688648895315093531."',
    ],
  ])('that is none says so: %j', (text, error) => {
    expect(dnsConfig(text)).toEqual({ ok: false, error });
  });
});
