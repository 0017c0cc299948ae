import { describe, expect, it } from 'vitest';
import { SECOND } from '../../kernel/time.ts';
import { FileTree } from '../file-tree.ts';
import type { NameAnswer } from '../interfaces.ts';
import { addressesIn, nameOfAddress } from './hosts-file.ts';
import { lookUp } from './look-up.ts';
import { candidatesOf, parseResolvConf } from './resolv-conf.ts';

const RESOLV =
  'search team.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n';
const HOSTS = '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost\n10.244.1.2\tweb.sub.team.svc\tweb # own\n';

/** Looks a name up where the servers know one name, and tells what they were asked. */
function ask(name: string, answers: (name: string) => NameAnswer, resolv = RESOLV) {
  const asked: string[] = [];
  const files = new FileTree([
    ['/etc/hosts', HOSTS],
    ['/etc/resolv.conf', resolv],
  ]);
  const lookup = lookUp(name, files, (each) => {
    asked.push(each);
    return answers(each);
  });
  return { lookup, asked };
}

const only =
  (known: string) =>
  (name: string): NameAnswer =>
    name === known ? { kind: 'found', name, addresses: ['10.96.3.4'], tookUs: 500 } : { kind: 'unknown', tookUs: 400 };

describe('looking a name up', () => {
  it('goes through the search list', () => {
    const { lookup, asked } = ask('site.other', only('site.other.svc.cluster.local'));
    expect(asked).toEqual(['site.other.team.svc.cluster.local', 'site.other.svc.cluster.local']);
    expect(lookup).toEqual({
      kind: 'found',
      name: 'site.other.svc.cluster.local',
      addresses: ['10.96.3.4'],
      tookUs: 900,
    });
  });

  it('asks for the name itself last, or first when it has dots enough, or alone when it ends with one', () => {
    expect(ask('a.b', only('')).asked.at(-1)).toBe('a.b');
    expect(ask('a.b.c.d.e.f', only('')).asked[0]).toBe('a.b.c.d.e.f');
    expect(ask('a.b.', only('')).asked).toEqual(['a.b']);
    expect(ask('a.b', only('')).lookup).toEqual({ kind: 'unknown', tookUs: 1600 });
  });

  it('knows addresses and the names of /etc/hosts without asking', () => {
    for (const [name, address] of [
      ['localhost', '127.0.0.1'],
      ['WEB', '10.244.1.2'],
      ['10.1.2.3', '10.1.2.3'],
    ] as const) {
      expect(ask(name, only(''))).toMatchObject({ asked: [], lookup: { kind: 'found', addresses: [address] } });
    }
  });

  it('gives up when nobody answers, at once where nobody listens', () => {
    expect(ask('site', () => ({ kind: 'silent' })).lookup).toEqual({ kind: 'unanswered', tookUs: 10 * SECOND });
    expect(ask('site', () => ({ kind: 'refused' })).lookup).toEqual({ kind: 'unanswered', tookUs: 0 });
    expect(ask('site', () => ({ kind: 'silent' }), `${RESOLV}options timeout:1 attempts:3\n`).lookup.tookUs).toBe(
      3 * SECOND,
    );
  });
});

describe('the files', () => {
  it('of a resolver without any say what stands for itself', () => {
    expect(parseResolvConf('')).toMatchObject({
      servers: [],
      searches: [],
      dotsMin: 1,
      timeoutSeconds: 5,
      attempts: 2,
    });
    expect(candidatesOf('a', parseResolvConf(''))).toEqual(['a']);
  });

  it('of hosts are read by name and by address', () => {
    expect(addressesIn(HOSTS, 'localhost', 6)).toEqual(['::1']);
    expect(addressesIn(HOSTS, 'own')).toEqual([]);
    expect(nameOfAddress(HOSTS, '10.244.1.2')).toBe('web.sub.team.svc');
  });
});
