import { describe, expect, it } from 'vitest';
import { kinds } from '../kinds/registry.ts';
import { readManifest } from './manifest-read.ts';

const PATH = '/etc/kubernetes/manifests/web.yaml';
const reader = { kinds, node: 'worker232', seen: '2026-11-23T12:00:00Z' };
const read = (text: string) => readManifest(text, PATH, reader);
const WEB = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: nginx}]}\n';

/** What stands between the words that are always there. */
function fault(text: string): string {
  const manifest = read(text);
  if (manifest.ok) throw new Error('this manifest should not be understood');
  return manifest.fault.replace(`${PATH}: couldn't parse as pod(`, '').replace('), please check config file', '');
}

describe('a manifest', () => {
  it('becomes a Pod of its machine that stays whatever taints there are', () => {
    const manifest = read(WEB);
    expect(manifest).toMatchObject({
      ok: true,
      pod: {
        metadata: { name: 'web-worker232', namespace: 'default' },
        spec: { nodeName: 'worker232', tolerations: [{ operator: 'Exists', effect: 'NoExecute' }] },
      },
    });
  });

  it('counts as far as its first document', () => {
    expect(read(`${WEB}---\nkind: [Pod`).ok).toBe(true);
    expect(read(`---\n---\n${WEB}`).ok).toBe(false);
  });

  it('may have fields that nobody knows', () => {
    expect(read(`${WEB}extra: {of: no, meaning: here}\n`).ok).toBe(true);
  });

  it('gives another Pod when anything in it is another', () => {
    const uid = (text: string) => {
      const manifest = read(text);
      return manifest.ok && manifest.pod.metadata?.uid;
    };
    expect(uid(WEB)).toBe(uid(`# the same\n${WEB}`));
    expect(uid(WEB)).not.toBe(uid(WEB.replace('nginx', 'httpd')));
  });

  it.each([
    ['', "Object 'Kind' is missing in 'null'"],
    ['kind: Pod', `Object 'apiVersion' is missing in '{"kind":"Pod"}'`],
    [
      'apiVersion: apps/v1\nkind: Deployment',
      'no kind "Deployment" is registered for version "apps/v1" in scheme "pkg/api/legacyscheme/scheme.go:30"',
    ],
    ['apiVersion: v1\nkind: Service', 'invalid pod: &core.Service{}'],
    [WEB.replace('name: web, image', 'name: [web], image'), 'json: cannot unmarshal'],
    [WEB.replace('spec:', 'spec: containers'), 'yaml: line 4: mapping values are not allowed in this context'],
    ['kind: {Pod', "yaml: line 1: did not find expected ',' or '}'"],
  ])('that is no Pod is refused in the words of the kubelet: %j', (text, words) => {
    expect(fault(text)).toContain(words);
  });

  it('of a Pod that may not be is refused by its faults', () => {
    expect(read(WEB.replace('nginx', '""'))).toEqual({
      ok: false,
      fault: 'invalid pod: [spec.containers[0].image: Required value]',
    });
  });

  it.each([
    ['serviceaccounts', 'serviceAccountName: bot'],
    ['secrets', 'volumes: [{name: v, secret: {secretName: s}}]'],
    ['configmaps', 'volumes: [{name: v, projected: {sources: [{configMap: {name: c}}]}}]'],
    ['persistentvolumeclaims', 'volumes: [{name: v, persistentVolumeClaim: {claimName: p}}]'],
  ])('may not refer to %s', (resource, field) => {
    const text = WEB.replace('spec: {', `spec: {${field}, `);
    expect(read(text)).toEqual({ ok: false, fault: `static pods may not reference ${resource}` });
    expect(read(WEB.replace('spec: {', 'spec: {volumes: [{name: v, hostPath: {path: /etc}}], ')).ok).toBe(true);
  });

  it.each([
    ['secrets', 'envFrom: [{secretRef: {name: s}}]'],
    ['configmaps', 'env: [{name: E, valueFrom: {configMapKeyRef: {name: c, key: k}}}]'],
  ])('may not take its environment from %s', (resource, field) => {
    const text = WEB.replace('{name: web, image', `{${field}, name: web, image`);
    expect(read(text)).toEqual({ ok: false, fault: `static pods may not reference ${resource}` });
  });
});
