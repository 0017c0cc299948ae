import { expect, it } from 'vitest';
import { embeddedFaults } from './embedded-objects.ts';
import { fillDefaults, prune, pruneObject } from './prune.ts';
import type { Schema } from './schema/schema.ts';

const schema: Schema = {
  type: 'object',
  properties: {
    open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { inner: { type: 'object' } } },
    size: { type: 'object', default: {}, properties: { replicas: { type: 'integer', default: 1 } } },
    list: { type: 'array', items: { type: 'object', properties: { a: { type: 'string', default: 'x' } } } },
    template: {
      type: 'object',
      'x-kubernetes-embedded-resource': true,
      properties: { spec: { type: 'object', properties: { a: { type: 'string' } } } },
    },
    maybe: { type: 'string', nullable: true },
  },
};

it('keeps what is known, and what is to be kept', () => {
  const unknown: string[] = [];
  const value = { open: { any: 1, inner: { not: 1 } }, list: [{ a: 'b', c: 1 }], other: true };
  expect(prune(schema, value, '', unknown)).toEqual({ open: { any: 1, inner: {} }, list: [{ a: 'b' }] });
  expect(unknown).toEqual(['list[0].c', 'open.inner.not', 'other']);
});

it('looks into the metadata of objects within objects', () => {
  const unknown: string[] = [];
  const template = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x', color: 'red' }, spec: { a: 'b', z: 1 } };
  expect(pruneObject(schema, { metadata: { any: 1 }, template }, unknown)).toEqual({
    metadata: { any: 1 },
    template: { ...template, metadata: { name: 'x' }, spec: { a: 'b' } },
  });
  expect(unknown).toEqual(['template.metadata.color', 'template.spec.z']);
});

it('fills in defaults, also below defaults and for nulls that may not be', () => {
  expect(fillDefaults(schema, { list: [{}, { a: null }], maybe: null, open: null })).toEqual({
    size: { replicas: 1 },
    list: [{ a: 'x' }, { a: 'x' }],
    maybe: null,
  });
});

it('wants objects within objects to be some', () => {
  const template = { apiVersion: 'a/b/c', metadata: { name: 'a/b', labels: { '-': 'x' } } };
  expect(embeddedFaults(schema, { template }, 'spec').map(({ field, message }) => `${field}: ${message}`)).toEqual([
    'spec.template.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c',
    'spec.template.kind: Required value',
    `spec.template.metadata.name: Invalid value: "a/b": may not contain '/'`,
    expect.stringContaining('spec.template.metadata.labels: Invalid value: "-"'),
  ]);
});
