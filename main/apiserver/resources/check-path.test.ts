import { expect, test } from 'vitest';
import type { DiscoveredResource } from '../../shell/api-client.ts';
import { Refusal } from '../http/refusal.ts';
import { checkPath } from './check-path.ts';
import { parsePath } from './path.ts';

const resource = { group: '', version: 'v1', shortNames: [], categories: [], verbs: [] };
const pods: DiscoveredResource = { ...resource, kind: 'Pod', resource: 'pods', singular: 'pod', namespaced: true };
const nodes: DiscoveredResource = { ...resource, kind: 'Node', resource: 'nodes', singular: 'node', namespaced: false };

test.each([
  ['GET', '/api/v1/pods', undefined],
  ['DELETE', '/api/v1/namespaces/d/pods', undefined],
  ['POST', '/api/v1/namespaces/d/pods', undefined],
  ['POST', '/api/v1/namespaces/d/pods/web/eviction', undefined],
  ['DELETE', '/api/v1/pods', 405],
  ['POST', '/api/v1/pods', 405],
  ['DELETE', '/api/v1/namespaces/d/pods/web/status', 405],
  ['POST', '/api/v1/namespaces/d/pods/web', 405],
  ['GET', '/api/v1/pods/web', 404],
  ['GET', '/api/v1/namespaces/d/pods/web/log/more', 404],
])('%s %s: %s', (method, path, code) => {
  expect(codeOf(method, path, pods)).toBe(code);
});

test('what is in no namespace is not found below one', () => {
  expect(codeOf('GET', '/api/v1/namespaces/d/nodes/one', nodes)).toBe(404);
  expect(codeOf('DELETE', '/api/v1/nodes/one', nodes)).toBeUndefined();
  expect(codeOf('DELETE', '/api/v1/nodes', nodes)).toBeUndefined();
});

function codeOf(method: string, text: string, served: DiscoveredResource): number | undefined {
  const path = parsePath(text);
  if (!path) throw new Error(`no path: ${text}`);
  try {
    checkPath(method, path, served);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.status.code;
    throw error;
  }
}
