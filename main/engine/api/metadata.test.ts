import { expect, it } from 'vitest';
import { validateMetadata, validateMetadataUpdate } from './metadata.ts';

const faults = (metadata: object) =>
  validateMetadata({ namespaced: false }, { metadata: { name: 'a', ...metadata } }).map(
    ({ field, message }) => `${field}: ${message}`,
  );
const owner = { apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u' };

it('wants finalizers that say whose they are', () => {
  expect(faults({ finalizers: ['orphan', 'example.com/hold'] })).toEqual([]);
  expect(faults({ finalizers: ['keep'] })).toEqual([
    'metadata.finalizers[0]: Invalid value: "keep": name is neither a standard finalizer name nor is it fully qualified',
  ]);
});

it('wants owners that exist, and one controller', () => {
  expect(faults({ ownerReferences: [{ ...owner, uid: undefined }] })).toEqual([
    'metadata.ownerReferences.uid: Invalid value: "": must not be empty',
  ]);
  const two = [
    { ...owner, controller: true },
    { ...owner, name: 'q', controller: true },
  ];
  expect(faults({ ownerReferences: two })[0]).toMatch(
    /"uid":"u","controller":true}]: Only one reference can have Controller set to true. Found "true" in references for Pod\/p and Pod\/q$/,
  );
});

it('lets no Event own anything', () => {
  expect(faults({ ownerReferences: [{ ...owner, kind: 'Event' }] })[0]).toMatch(
    /: \/v1, Kind=Event is disallowed from being an owner$/,
  );
});

it('checks the stem of generated names too', () => {
  expect(faults({ name: 'Web-b2c4d', generateName: 'Web-' }).map((fault) => fault.split(': a ')[0])).toEqual([
    'metadata.generateName: Invalid value: "Web-"',
    'metadata.name: Invalid value: "Web-b2c4d"',
  ]);
});

it('bounds annotations', () => {
  expect(faults({ annotations: { a: 'x'.repeat(262144) } })).toEqual([
    'metadata.annotations: Too long: may not be more than 262144 bytes',
  ]);
});

it('lets nobody hold back what is going any longer', () => {
  const going = { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['a/b'] };
  expect(validateMetadataUpdate({ ...going, finalizers: ['a/b', 'c/d'] }, going)[0]?.message).toBe(
    'Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"c/d"}',
  );
});
