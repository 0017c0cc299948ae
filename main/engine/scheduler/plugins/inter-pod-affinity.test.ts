import { describe, expect, it } from 'vitest';
import { SmallCluster } from '../testing/small-cluster.ts';

const term = (app: string, more = '') =>
  `{labelSelector: {matchLabels: {app: ${app}}}, topologyKey: kubernetes.io/hostname${more}}`;
const required = (side: string, terms: string) =>
  `affinity: {${side}: {requiredDuringSchedulingIgnoredDuringExecution: [${terms}]}}`;
const tail = 'no new claims to deallocate, preemption: 0/3 nodes are available:';
const head = '0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s)';

describe('InterPodAffinity', () => {
  it('keeps Pods apart, also from those that came before', () => {
    const cluster = SmallCluster.started();
    const apart = required('podAntiAffinity', term('web'));
    for (const name of ['a', 'b', 'c']) cluster.addPod(name, apart);
    cluster.run(1);
    expect(new Set([cluster.nodeOf('a'), cluster.nodeOf('b')]).size).toBe(2);
    expect(cluster.message('c')).toBe(
      `${head} didn't match pod anti-affinity rules. ${tail} 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.`,
    );
    cluster.addPod('plain');
    cluster.run(1);
    expect(cluster.message('plain')).toContain(`${head} didn't satisfy existing pods anti-affinity rules.`);
    cluster.server.delete('pods', 'default', 'a', { actor: 'person', gracePeriodSeconds: 0 });
    cluster.run(2);
    expect(cluster.nodeOf('c') ?? cluster.nodeOf('plain')).toBeDefined();
  });

  it('follows others, and tries again only when such a one has come', () => {
    const cluster = SmallCluster.started();
    cluster.addPod('lonely', required('podAffinity', term('cache')), { labels: 'app: lonely' });
    cluster.addPod('other');
    cluster.run(5);
    expect(cluster.message('lonely')).toBe(
      `${head} didn't match pod affinity rules. ${tail} 3 Preemption is not helpful for scheduling.`,
    );
    expect(cluster.all('events').filter(({ reason }) => reason === 'FailedScheduling')).toHaveLength(1);
    cluster.addPod('cache', '', { labels: 'app: cache' });
    cluster.run(2);
    expect(cluster.nodeOf('lonely')).toBe(cluster.nodeOf('cache'));
  });

  it('tries again when a Pod that stood in the way gets other labels', () => {
    const cluster = SmallCluster.started();
    cluster.addPod('here', 'nodeName: worker232');
    cluster.addPod('there', 'nodeName: worker233');
    cluster.addPod('apart', required('podAntiAffinity', term('web')), { labels: 'app: apart' });
    cluster.run(1);
    expect(cluster.nodeOf('apart')).toBeUndefined();
    const here = cluster.get('pods', 'default/here');
    if (!here) throw new Error('there is no Pod here');
    const relabelled = { ...here, metadata: { ...here.metadata, labels: { app: 'other' } } };
    expect(cluster.server.update('pods', relabelled, { actor: 'person' }).ok).toBe(true);
    cluster.run(2);
    expect(cluster.nodeOf('apart')).toBe('worker232');
  });

  it('lets the first of a group go anywhere', () => {
    const cluster = SmallCluster.started();
    for (const name of ['a', 'b', 'c']) cluster.addPod(name, required('podAffinity', term('web')));
    cluster.run(2);
    expect(cluster.nodeOf('a')).toBeDefined();
    expect(new Set([cluster.nodeOf('a'), cluster.nodeOf('b'), cluster.nodeOf('c')]).size).toBe(1);
  });

  it('looks into the namespaces that it is told to', () => {
    const cluster = SmallCluster.started();
    cluster.addPod('near', '', { labels: 'app: db' });
    const away = required('podAffinity', term('db', ', namespaces: [kube-system]'));
    const all = required('podAffinity', term('db', ', namespaceSelector: {}'));
    cluster.addPod('none', away);
    cluster.addPod('any', all);
    cluster.run(1);
    expect(cluster.nodeOf('none')).toBeUndefined();
    expect(cluster.nodeOf('any')).toBe(cluster.nodeOf('near'));
  });

  it('prefers what it is told to prefer', () => {
    const cluster = SmallCluster.started();
    cluster.addPod('db', '', { labels: 'app: db' });
    cluster.run(1);
    const preferred = (side: string) =>
      `affinity: {${side}: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 100, podAffinityTerm: ${term('db')}}]}}`;
    cluster.addPod('near', preferred('podAffinity'));
    cluster.addPod('far', preferred('podAntiAffinity'));
    cluster.run(1);
    expect(cluster.nodeOf('near')).toBe(cluster.nodeOf('db'));
    expect(cluster.nodeOf('far')).not.toBe(cluster.nodeOf('db'));
  });
});
