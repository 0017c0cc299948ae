import { describe, expect, test } from 'vitest';
import type { ConfigMap, Pod } from '../../engine/api/generated/types.ts';
import type { PrintContext } from '../../engine/api/resources.ts';
import { kinds } from '../../engine/kinds/registry.ts';
import { SECOND, START, after } from '../../engine/kernel/time.ts';
import { printTables } from './tables.ts';
import { tableLines } from './table.ts';

const pod = (name: string, namespace: string, labels: Record<string, string> = {}): Pod => ({
  metadata: { name, namespace, labels, creationTimestamp: '2026-01-05T08:00:00Z' },
  spec: { containers: [{ name: 'main' }], nodeName: 'worker233' },
  status: {
    phase: 'Running',
    podIPs: [{ ip: '10.100.2.4' }],
    containerStatuses: [{ name: 'main', image: '', imageID: '', ready: true, restartCount: 0, state: { running: {} } }],
  },
});
const pods = [
  pod('p2', 'shop', { tier: 'back' }),
  pod('p1', 'shop', { tier: 'front', app: 'demo' }),
  pod('x', 'other'),
];
const configmaps: ConfigMap[] = [{ metadata: { name: 'c1', namespace: 'shop' }, data: { a: '1' } }];

const objects: Readonly<Record<string, readonly unknown[]>> = { pods, configmaps };
const context: PrintContext = { now: after(START, 2 * SECOND), list: (resource) => (objects[resource] ?? []) as never };

describe('printTables', () => {
  test('prints one namespace in the order of names', () => {
    expect(printTables(context, ['pods'], { namespace: 'shop' })).toBe(
      [
        'NAME   READY   STATUS    RESTARTS   AGE',
        'p1     1/1     Running   0          2s',
        'p2     1/1     Running   0          2s',
        '',
      ].join('\n'),
    );
  });

  test('prints all namespaces with a column for them', () => {
    expect(printTables(context, ['pods'])).toBe(
      [
        'NAMESPACE   NAME   READY   STATUS    RESTARTS   AGE',
        'other       x      1/1     Running   0          2s',
        'shop        p1     1/1     Running   0          2s',
        'shop        p2     1/1     Running   0          2s',
        '',
      ].join('\n'),
    );
  });

  test('names the kind where several are asked for, and passes over what is empty', () => {
    expect(printTables(context, ['services', 'pods', 'configmaps'], { namespace: 'shop' })).toBe(
      [
        'NAME     READY   STATUS    RESTARTS   AGE',
        'pod/p1   1/1     Running   0          2s',
        'pod/p2   1/1     Running   0          2s',
        '',
        'NAME           DATA   AGE',
        'configmap/c1   1      <unknown>',
        '',
      ].join('\n'),
    );
    expect(printTables(context, ['services'])).toBe('');
  });

  test('prints more columns when asked', () => {
    const wide = printTables(context, ['pods'], {
      namespace: 'shop',
      wide: true,
      showLabels: true,
      labelColumns: ['tier'],
    });
    expect(wide.split('\n')[1]).toBe(
      'p1     1/1     Running   0          2s    10.100.2.4   worker233   <none>           <none>            front   app=demo,tier=front',
    );
  });
});

test('without headers columns have their least width', () => {
  const lines = tableLines(kinds.pods, pods.slice(0, 1), context, { noHeaders: true });
  expect(lines).toEqual(['p2    1/1   Running   0     2s']);
});

test('resources of a group are named with it, and a cell ends with its first line', () => {
  const kind = {
    singular: 'daemonset',
    group: 'apps',
    columns: [{ name: 'Name', priority: 0 as const, cell: () => 'a\nb' }],
  };
  expect(tableLines(kind, [{}], context, { withKind: true, noHeaders: true })).toEqual(['daemonset.apps/a...']);
});
