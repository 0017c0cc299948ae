import { expect, test } from 'vitest';
import { START } from '../../kernel/time.ts';
import { KindsServer, printContext } from '../testing/server.ts';
import { controllerRevisionKind } from './definition.ts';

const revision = (data: string) => `
apiVersion: apps/v1
kind: ControllerRevision
metadata:
  name: ledger-1
  ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: ledger, uid: u-1, controller: true}]
data: {step: ${data}}
revision: 4
`;

test('its data stay', () => {
  const server = new KindsServer();
  server.apply(revision('one'));
  expect(server.refusal(revision('two'))).toBe(
    'ControllerRevision.apps "ledger-1" is invalid: data: Invalid value: {"step":"two"}: field is immutable',
  );
});

test('a table names the controller', () => {
  const server = new KindsServer();
  server.apply(revision('one'));
  const object = server.get('controllerrevisions', 'ledger-1');
  const cells = controllerRevisionKind.columns.map(({ cell }) => cell(object, printContext(START)));
  expect(cells.slice(0, 3)).toEqual(['ledger-1', 'statefulset.apps/ledger', '4']);
});

test('data and a revision must be there', () => {
  const refusal = new KindsServer().refusal(
    '{apiVersion: apps/v1, kind: ControllerRevision, metadata: {name: r}, revision: -2}',
  );
  expect(refusal).toContain('data: Required value: data is mandatory');
  expect(refusal).toContain('revision: Invalid value: -2: must be greater than or equal to 0');
});
