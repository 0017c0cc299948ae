import { expect, test } from 'vitest';
import { START } from '../kernel/time.ts';
import { describeGenerically } from './generic-description.ts';

test('titles are the words of a field', () => {
  const object = {
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata: { name: 'one' },
    spec: { podCIDR: '10.0.0.0/24', aURL: 'x', 'x-kubernetes-list-type': 'map', openAPIV3Schema: 'y', empty: null },
  };
  const text = describeGenerically(object, { now: START, list: () => [] });
  expect(text).toContain('API Version:  example.com/v1\n');
  expect(text.match(/^ {2}\S.*?: /gm)).toEqual([
    '  A URL: ',
    '  Empty: ',
    '  openAPIV3Schema: ',
    '  Pod Cidr: ',
    '  X - Kubernetes - List - Type: ',
  ]);
});
