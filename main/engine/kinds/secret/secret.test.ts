import { expect, test } from 'vitest';
import type { Micros } from '../../kernel/time.ts';
import { KindsServer, printContext } from '../testing/server.ts';
import { kinds } from '../registry.ts';
import { jsonFault } from './json-fault.ts';

const secret = (rest: string) => `{apiVersion: v1, kind: Secret, metadata: {name: key}, ${rest}}`;

test('text is kept as bytes, over those of the same key', () => {
  const server = new KindsServer();
  server.apply(secret('data: {a: eA==, b: eQ==}, stringData: {a: "é€😀"}'));
  const { data, type, ...rest } = server.get('secrets', 'key');
  expect(type).toBe('Opaque');
  expect(data).toEqual({ a: 'w6nigqzwn5iA', b: 'eQ==' });
  expect(rest).not.toHaveProperty('stringData');
});

test('values are counted, not shown', () => {
  const server = new KindsServer();
  server.apply(secret('stringData: {password: "12345", user: ann}'));
  const text = kinds.secrets.describe(server.get('secrets', 'key'), printContext(0 as Micros));
  expect(text).toContain('Type:  Opaque\n\nData\n====\npassword:  5 bytes\nuser:      3 bytes\n');
});

test.each([
  ['type: kubernetes.io/tls, stringData: {tls.crt: x}', 'data[tls.key]: Required value'],
  [
    'type: kubernetes.io/basic-auth, stringData: {a: b}',
    '[data[username]: Required value, data[password]: Required value]',
  ],
  ['type: kubernetes.io/ssh-auth', 'data[ssh-privatekey]: Required value'],
  [
    'type: kubernetes.io/service-account-token',
    'metadata.annotations[kubernetes.io/service-account.name]: Required value',
  ],
  [
    'type: kubernetes.io/dockercfg, stringData: {.dockercfg: nil}',
    "data[.dockercfg]: Invalid value: \"<secret contents redacted>\": invalid character 'i' in literal null (expecting 'u')",
  ],
])('%s is refused', (rest, message) => {
  expect(new KindsServer().refusal(secret(rest))).toBe(`Secret "key" is invalid: ${message}`);
});

test('type and, once it is immutable, data stay', () => {
  const server = new KindsServer();
  server.apply(secret('immutable: true, stringData: {a: b}'));
  expect(server.refusal(secret('immutable: true, type: own, stringData: {a: b}'))).toBe(
    'Secret "key" is invalid: type: Invalid value: "own": field is immutable',
  );
  expect(server.refusal(secret('stringData: {a: c}'))).toContain(
    '[immutable: Forbidden: field is immutable when `immutable` is set, data: Forbidden: field is immutable when `immutable` is set]',
  );
});

test.each([
  ['{"auths": {}}', undefined],
  ['', 'unexpected end of JSON input'],
  ['hello', "invalid character 'h' looking for beginning of value"],
  ['true', 'json: cannot unmarshal bool into Go value of type map[string]interface {}'],
  ['tru', 'unexpected end of JSON input'],
])('%s as a configuration', (text, fault) => {
  expect(jsonFault(text)).toBe(fault);
});
